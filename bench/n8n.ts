/**
 * How many deliveries a real n8n takes in with our trigger, of what it takes in with a bare trigger
 * of another package that looks at nothing: `npm run bench:n8n [seconds per round]`.
 *
 * Both are published in the same n8n. They take turns in short rounds, now one first and now the
 * other, over 10 connections; the ratio is the median over the rounds. That once with n8n as it comes,
 * which starts an expression engine for every delivery: it is most of the work, and there the goal is
 * to cost nothing beside it. And with each of the settings by which n8n does without: there the rates
 * are of interest, and the ratio shows what verifying, reading and claiming an event cost.
 */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { table } from 'table';

import { packPackage } from '../test/support/n8n/pack';
import { Connection, DELIVERY_KINDS, type DeliveryKind } from './support/deliveries';
import { median } from './support/measure';
import { startTriggers } from './support/n8n-triggers';

const ROUNDS = 11;
const CONNECTIONS = 10;
const SECONDS = Number(process.argv[2] ?? 3);
/** For n8n to end the runs of one round before the next one begins. */
const PAUSE_MS = 500;
/** Of the bare trigger, with n8n as it comes. */
const GOAL = 1;

const ENGINES: Record<string, Record<string, string>> = {
	'as it comes': {},
	'started when needed': { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
	legacy: { N8N_EXPRESSION_ENGINE: 'legacy' },
};

/** Answers per second. */
async function round(url: string, kind: DeliveryKind): Promise<number> {
	const start = performance.now();
	const passed = () => (performance.now() - start) / 1_000;
	let answers = 0;
	const deliverOn = async (connection: Connection) => {
		for (; passed() < SECONDS; answers++) await connection.deliver(url, kind);
		connection.close();
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, async () => deliverOn(new Connection())));
	const rate = answers / passed();
	await sleep(PAUSE_MS);
	return rate;
}

interface Rates {
	bare: number;
	ours: number;
}

async function compare(bare: string, ours: string, kind: DeliveryKind): Promise<Rates[]> {
	const ofBare = async () => await round(`${bare}?answer=${kind.name}`, kind);
	const ofOurs = async () => await round(ours, kind);
	const rounds: Rates[] = [];
	// The first one warms up.
	for (let index = 0; index <= ROUNDS; index++) {
		const before = index % 2 === 0 ? await ofBare() : null;
		const rate = await ofOurs();
		const rates = { bare: before ?? (await ofBare()), ours: rate };
		if (index > 0) rounds.push(rates);
	}
	return rounds;
}

function row(engine: string, { name }: DeliveryKind, rounds: Rates[]): string[] {
	const ratios = rounds.map(({ bare, ours }) => ours / bare);
	const ofRounds = (of: keyof Rates) => median(rounds.map((rates) => rates[of])).toFixed(0);
	return [
		engine,
		name,
		ofRounds('bare'),
		ofRounds('ours'),
		`${median(ratios).toFixed(2)} ×${engine === 'as it comes' ? ` (goal: ${GOAL} ×)` : ''}`,
		`${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
	];
}

async function main(): Promise<void> {
	const packages = [
		await packPackage(join(__dirname, '..'), { build: true }),
		await packPackage(join(__dirname, 'bare-trigger')),
	];
	const rows = [
		['expression engine', 'delivery', 'bare, per second', 'ours', 'of the bare one', 'rounds'],
	];
	try {
		for (const [engine, extraEnv] of Object.entries(ENGINES)) {
			const { host, bare, ours } = await startTriggers(packages, extraEnv);
			try {
				for (const kind of DELIVERY_KINDS) {
					rows.push(row(engine, kind, await compare(bare, ours, kind)));
				}
			} finally {
				await host.stop();
			}
		}
	} finally {
		for (const file of packages) await rm(dirname(file), { recursive: true, force: true });
	}
	process.stdout.write(table(rows));
}

void main();
