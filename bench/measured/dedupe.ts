/**
 * The stores of claims: how quick, how large, and how far from the least their database can do.
 *
 * Store and floor take turns in short rounds, and the ratio is the median over the rounds, so that
 * what else the machine does falls on both. A floor is the one write nobody can do without: a bare
 * INSERT into the same table, a bare SET NX PX over the store's own connection.
 *
 * "In n8n": the store as a trigger gets it, with the memory of the process and the circuit breaker
 * around it that keep events when it goes down.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { createClient } from '@redis/client';
import { table } from 'table';

import { keysOf } from '../../gateway/dedupe/core/key';
import { LocalStore } from '../../gateway/dedupe/stores/local';
import { MemoryStore } from '../../gateway/dedupe/stores/memory';
import { RedisStore } from '../../gateway/dedupe/stores/redis';
import type { ClaimStore } from '../../gateway/dedupe/core/store';
import { RedisServer } from '../../test/support/redis/server';
import { clientOf } from '../support/store-clients';
import { ofOneMachine, ofQueueMode } from '../support/stores-of-n8n';
import { callers, heapInUse, Latencies, median, timed } from '../support/measure';

const LEASE_MS = 30_000;
const KEEP_MS = 86_400_000;
const ROUNDS = 20;
const CLAIMS_PER_ROUND = 2_000;
/** The first argument, if there is one. */
const IDS = Number(process.argv[2] ?? 1_000_000);

interface Subject {
	name: string;
	store: ClaimStore;
	/** One bare write of one key. Null: there is nothing below. */
	floor: ((key: string) => Promise<unknown> | unknown) | null;
}

let made = 0;
function newKeys(count: number): string[] {
	return keysOf(
		`workflow ${made++ % 50}`,
		Array.from({ length: count }, (_, index) => `event ${made} ${index}`),
	);
}

async function speed({ name, store, floor }: Subject, atOnce: number): Promise<string[]> {
	const latencies = new Latencies();
	const milliseconds: number[] = [];
	const ratios: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const [own, bare] = [newKeys(CLAIMS_PER_ROUND), newKeys(CLAIMS_PER_ROUND)];
		const took = await timed(
			async () =>
				await callers(atOnce, own.length, async (index) =>
					latencies.of(async () => await store.claim([own[index]!], `holder-${index}`, LEASE_MS)),
				),
		);
		milliseconds.push(took);
		if (!floor) continue;
		// Watched just as closely, so that the watching weighs on both.
		const watch = new Latencies();
		const least = await timed(
			async () =>
				await callers(atOnce, bare.length, async (index) =>
					watch.of(async () => await floor(bare[index]!)),
				),
		);
		ratios.push(took / least);
	}
	const perSecond = (CLAIMS_PER_ROUND * 1_000) / median(milliseconds);
	return [
		name,
		String(atOnce),
		Math.round(perSecond).toLocaleString('en'),
		floor ? `${median(ratios).toFixed(2)} ×` : '–',
		`${latencies.quantile(0.5).toFixed(0)} µs`,
		`${latencies.quantile(0.99).toFixed(0)} µs`,
	];
}

async function fill(store: ClaimStore): Promise<void> {
	for (let left = IDS; left > 0; left -= 1_000) {
		await store.confirm(newKeys(Math.min(1_000, left)), 'filler', KEEP_MS);
	}
}

/** As a new process would: the connection and one claim. */
async function openTime(store: ClaimStore): Promise<string> {
	const took = await timed(async () => await store.claim(newKeys(1), 'first', LEASE_MS));
	await store.close();
	return `${took.toFixed(1)} ms`;
}

async function main(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-'));
	const server = await RedisServer.start();
	const settings = {
		nodes: [{ host: '127.0.0.1', port: server.port }],
		cluster: false,
		username: '',
		password: '',
		database: 0,
		tls: null,
		family: 4 as const,
		prefix: 'bench',
	};
	const client = createClient({
		socket: { host: '127.0.0.1', port: server.port },
		RESP: 2,
		commandOptions: { timeout: 0 },
	});
	client.on('error', () => {});
	await client.connect();

	const inN8n = [ofOneMachine(join(folder, 'n8n')), ofQueueMode(server.port)] as const;
	const [localInN8n, redisInN8n] = inN8n.map((stores) => stores.open({ choice: 'automatic' }));
	const floors = [await insertInto('floor'), await insertInto('floor in n8n')] as const;
	const subjects: Subject[] = [
		{ name: 'memory', store: new MemoryStore(), floor: null },
		{
			name: 'local',
			store: new LocalStore({ folder: join(folder, 'store') }),
			floor: floors[0].insert,
		},
		{ name: 'local in n8n', store: localInN8n!, floor: floors[1].insert },
		await onRedis('redis', new RedisStore(settings)),
		await onRedis('redis in n8n', redisInN8n!),
	];

	const speeds = [['store', 'callers', 'claims/s', 'of the floor', 'median', 'p99']];
	for (const subject of subjects) {
		for (const atOnce of [1, 50]) speeds.push(await speed(subject, atOnce));
	}
	process.stdout.write(table(speeds));

	const count = IDS.toLocaleString('en');
	const sizes = [['store', `bytes per id at ${count}`, `open and first claim with ${count}`]];

	const before = heapInUse();
	const memory = new MemoryStore();
	await fill(memory);
	sizes.push(['memory', ((heapInUse() - before) / IDS).toFixed(0), '–']);
	await memory.close();

	const full = new LocalStore({ folder: join(folder, 'full') });
	await fill(full);
	await full.close();
	const bytes = statSync(full.path).size;
	sizes.push([
		'local',
		(bytes / IDS).toFixed(0),
		await openTime(new LocalStore({ folder: join(folder, 'full') })),
	]);

	await client.flushAll();
	const empty = await usedMemory();
	const redis = new RedisStore(settings);
	await fill(redis);
	const used = (await usedMemory()) - empty;
	await redis.close();
	sizes.push(['redis', (used / IDS).toFixed(0), await openTime(new RedisStore(settings))]);
	process.stdout.write(table(sizes));

	for (const { store } of subjects) await store.close();
	for (const { close } of floors) close();
	client.destroy();
	await server.end();
	rmSync(folder, { recursive: true, force: true });

	/** A table like the store's own, and nothing but its INSERT. */
	async function insertInto(name: string) {
		const bare = new LocalStore({ folder: join(folder, name) });
		await bare.open();
		await bare.close();
		const database = new DatabaseSync(bare.path, { timeout: 1 });
		database.exec('PRAGMA synchronous = NORMAL');
		const row = database.prepare('INSERT INTO claims VALUES (?, ?, ?)');
		const insert = (key: string) =>
			row.run(key, 'holder-1', Math.floor(performance.now()) + LEASE_MS);
		return { insert, close: () => database.close() };
	}

	async function onRedis(name: string, store: ClaimStore): Promise<Subject> {
		const [key] = newKeys(1);
		const own = await clientOf(store, key!);
		const options = { condition: 'NX', expiration: { type: 'PX', value: LEASE_MS } };
		return {
			name,
			store,
			floor: async (key) => await own.set(`bench:whatsapp:${key}`, 'holder-1', options),
		};
	}

	async function usedMemory(): Promise<number> {
		const info = await client.info('memory');
		return Number(/used_memory:(\d+)/.exec(info)?.[1] ?? 0);
	}
}

void main();
