/**
 * What grown bodies cost on their way in: run bundled, in a process of its own whose heap is
 * limited, by `hostile-bodies.test.ts`. Prints a line of JSON per body.
 *
 * Everything is grown a little first; what took longest for its provider is then grown to the full
 * size and measured again, in CPU time, the best of a few.
 */
import { MemoryStore } from '../../../gateway/dedupe/stores/memory';
import { CHAT_TYPES, EVENT_NAMES } from '../../../gateway/event';
import { takeEnvelope } from '../../../gateway/intake';
import { readCredential } from '../../../gateway/provider';
import { findProvider } from '../../../gateway/providers';
import * as cbot from '../providers/payloads/cbot';
import * as chatbreez from '../providers/payloads/chatbreez';
import * as chatlevel from '../providers/payloads/chatlevel';
import * as eazewa from '../providers/payloads/eazewa';
import * as wsapi from '../providers/payloads/wsapi';
import { grownBodies } from './grown';

const FIXTURES = { cbot, chatbreez, chatlevel, eazewa, wsapi };
const SMALL = 48_000;
const FULL = 1_048_576;
/** Of each provider's bodies, those that cost most while they were small. */
const SLOWEST = 60;
const TRIES = 3;
const ENOUGH_MS = 500;

export interface Measured {
	body: string;
	cpuMs: number;
	/** Of the items, as n8n would store them. */
	characters: number;
}

const credential = readCredential({ apiKey: 'the-api-key', webhookSecret: 'the-secret' });

async function cost(provider: NonNullable<ReturnType<typeof findProvider>>, body: unknown) {
	const dedupe = { store: new MemoryStore(), scope: 'w', keepMs: 1_000 };
	const settings = {
		events: new Set(EVENT_NAMES),
		chatTypes: new Set(CHAT_TYPES),
		includeRaw: true,
		dedupe,
	};
	const before = process.cpuUsage();
	const outcome = await takeEnvelope(body, provider, credential, settings);
	const { user, system } = process.cpuUsage(before);
	if (outcome.kind === 'accepted') await outcome.claims.confirm();
	return {
		cpuMs: (user + system) / 1_000,
		events: outcome.kind === 'accepted' ? outcome.events : [],
	};
}

async function main(id: string): Promise<void> {
	const provider = findProvider(id);
	if (!provider) throw new Error(`no provider ${id}`);
	const payloads = FIXTURES[id as keyof typeof FIXTURES].fixtures.map(({ payload }) => payload);
	const only = process.env.ONLY;
	const costs = new Map<string, number>();
	for (const { name, json } of grownBodies(payloads, SMALL)) {
		if (only && !name.includes(only)) continue;
		const { cpuMs } = await cost(provider, JSON.parse(json()));
		costs.set(name, Math.max(cpuMs, costs.get(name) ?? 0));
	}
	process.stderr.write(`${id}: ${costs.size} bodies\n`);
	const worst = [...costs].sort(([, a], [, b]) => b - a).slice(0, SLOWEST);
	const chosen = new Set(worst.map(([name]) => name));
	for (const { name, json } of grownBodies(payloads, FULL)) {
		if (!chosen.delete(name)) continue;
		process.stdout.write(`${JSON.stringify({ starts: name })}\n`);
		let cpuMs = Infinity;
		let characters = 0;
		for (let time = 0; time < TRIES && cpuMs > ENOUGH_MS; time++) {
			const taken = await cost(provider, JSON.parse(json()));
			cpuMs = Math.min(cpuMs, taken.cpuMs);
			characters = taken.events.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
		}
		const measured: Measured = { body: name, cpuMs, characters };
		process.stdout.write(`${JSON.stringify(measured)}\n`);
	}
}

void main(process.argv[2] ?? '');
