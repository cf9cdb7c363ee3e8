/** A connection to Redis that mends itself, made with the Redis project's own client. */
import { setTimeout as sleep } from 'node:timers/promises';

import type * as redis from '@redis/client';

import type { Script } from './scripts';
import type { RedisSettings } from './settings';

/** Between two tries, in ms: doubled each time, and spread so that processes get out of step. */
const FIRST_RETRY_MS = 50;
const SLOWEST_RETRY_MS = 3_000;
const CONNECT_WITHIN_MS = 5_000;

/** Commands that may wait for a server that does not answer. Any more fail at once. */
const MOST_WAITING = 2_000;

export interface RedisConnection {
	/** Fails at once while there is no connection. */
	run(script: Script, keys: string[], values: string[]): Promise<unknown>;
	/** Sets `key` for so many ms unless it exists. Gives what it held; null: it did not exist. */
	setIfFree(key: string, value: string, milliseconds: number): Promise<string | null>;
	close(): void;
}

/** Called with each error of the connection. */
type OnError = (error: Error) => void;

/** What is used here of both kinds of client, for a single server and for a cluster. */
interface Client {
	connect(): Promise<unknown>;
	destroy(): void;
	on(event: string, listener: (error: Error) => void): unknown;
	evalSha(sha1: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
	eval(source: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
	set(key: string, value: string, options: object): Promise<string | null>;
}

/** Connects in the background, and again whenever the connection is lost, until it is closed. */
export async function connect(settings: RedisSettings, onError: OnError): Promise<RedisConnection> {
	const { createClient, createCluster } = loadClient();
	return settings.cluster
		? connectCluster(createCluster, settings, onError)
		: await connectServer(createClient, settings, onError);
}

/**
 * Loaded when needed: it costs 12 MB, and most installations of n8n have no Redis. Not by
 * `import()`, which test runners that load this file in a context of its own cannot do.
 */
function loadClient() {
	return require('@redis/client') as typeof redis;
}

async function connectServer(
	create: typeof redis.createClient,
	settings: RedisSettings,
	onError: OnError,
): Promise<RedisConnection> {
	const { socket, ...options } = optionsOf(settings);
	const [node] = settings.nodes;
	const client = create({
		...options,
		database: settings.database,
		socket: { ...socket, ...node },
	}) as unknown as Client;
	// An error of the client that nobody listens for would end the process.
	client.on('error', onError);
	// The first try is awaited, so that the first delivery does not fail for being early.
	await new Promise<void>((resolve) => {
		client.on('ready', () => resolve());
		client.on('error', () => resolve());
		client.connect().catch(onError);
	});
	return connectionOf(client);
}

async function connectCluster(
	create: typeof redis.createCluster,
	settings: RedisSettings,
	onError: OnError,
): Promise<RedisConnection> {
	const { socket, ...options } = optionsOf(settings);
	const client = create({
		rootNodes: settings.nodes.map((node) => ({ socket: { ...node } })),
		defaults: { ...options, socket },
		RESP: options.RESP,
		commandOptions: options.commandOptions,
		// Each server is connected to when it is first needed: one that is down must not keep the
		// others from being used.
		minimizeConnections: true,
	}) as unknown as Client;
	client.on('error', onError);
	client.on('node-error', onError);
	let closed = false;
	const connectOnce = async () => {
		try {
			await client.connect();
			return true;
		} catch (error) {
			onError(error as Error);
			return false;
		}
	};
	const keepTrying = async () => {
		for (let tries = 0; !closed; tries++) {
			await sleep(pauseAfter(tries), undefined, { ref: false });
			if (!closed && (await connectOnce())) return;
		}
	};
	if (!(await connectOnce())) void keepTrying();
	const connection = connectionOf(client);
	return {
		...connection,
		close: () => {
			closed = true;
			connection.close();
		},
	};
}

function optionsOf({ username, password, tls, family }: RedisSettings) {
	return {
		...(username !== '' && { username }),
		...(password !== '' && { password }),
		// The protocol that every Redis, and everything compatible, understands; and no command beyond
		// those needed, for a user with few rights.
		RESP: 2 as const,
		disableClientInfo: true,
		maintNotifications: 'disabled' as const,
		// A claim that waits for a connection is of no use to a provider that waits for an answer.
		disableOfflineQueue: true,
		commandsQueueMaxLength: MOST_WAITING,
		// The client's own time limit ends once a command is sent; `index.ts` has one that does not.
		commandOptions: { timeout: 0 },
		socket: {
			connectTimeout: CONNECT_WITHIN_MS,
			reconnectStrategy: pauseAfter,
			family,
			...(tls && {
				tls: true as const,
				rejectUnauthorized: tls.verify,
				...(tls.serverName !== '' && { servername: tls.serverName }),
			}),
		},
	};
}

function connectionOf(client: Client): RedisConnection {
	return {
		run: async ({ source, sha1 }, keys, values) => {
			const input = { keys, arguments: values };
			try {
				return await client.evalSha(sha1, input);
			} catch (error) {
				// The server was restarted, or replaced by another.
				if (!String((error as Error).message).startsWith('NOSCRIPT')) throw error;
				return await client.eval(source, input);
			}
		},
		setIfFree: async (key, value, milliseconds) =>
			await client.set(key, value, {
				condition: 'NX',
				GET: true,
				expiration: { type: 'PX', value: milliseconds },
			}),
		close: () => {
			try {
				client.destroy();
			} catch {
				// Already closed, or never open.
			}
		},
	};
}

function pauseAfter(tries: number): number {
	const pause = Math.min(FIRST_RETRY_MS * 2 ** Math.min(tries, 10), SLOWEST_RETRY_MS);
	return pause * (0.5 + Math.random() / 2);
}
