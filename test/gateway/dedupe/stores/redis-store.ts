/** Redis stores on a server of their own. */
import { createClient } from '@redis/client';

import { RedisStore } from '../../../../gateway/dedupe/stores/redis';
import type { RedisSettings } from '../../../../gateway/dedupe/stores/redis/settings';
import type { RedisServer } from '../../../support/redis/server';
import type { StoreUnderTest } from './store-contract';

export function settingsFor(
	port: number | readonly number[],
	over: Partial<RedisSettings> = {},
): RedisSettings {
	const nodes = [port].flat().map((one) => ({ host: '127.0.0.1', port: one }));
	return {
		nodes,
		cluster: nodes.length > 1,
		username: '',
		password: '',
		database: 0,
		tls: null,
		family: 4,
		prefix: 'test',
		...over,
	};
}

/**
 * Time passes for a Redis by what its keys have left to live becoming less: the same as waiting,
 * to the millisecond.
 */
const PASS = `
	for _, key in ipairs(redis.call('KEYS', '*')) do
		local left = redis.call('PTTL', key) - tonumber(ARGV[1])
		if left > 0 then redis.call('PEXPIRE', key, left) else redis.call('DEL', key) end
	end
`;

export interface RedisUnderTest extends StoreUnderTest {
	/** A new process in place of one that was killed. */
	restart(store: RedisStore): Promise<RedisStore>;
}

/** Stores on all of `servers`, which end with them. */
export async function redisUnderTest(
	servers: readonly RedisServer[],
	settings: RedisSettings,
): Promise<RedisUnderTest> {
	const stores: RedisStore[] = [];
	const admins = await Promise.all(
		servers.map(async ({ port }) => {
			const admin = createClient({ socket: { host: '127.0.0.1', port } });
			admin.on('error', () => {});
			await admin.connect();
			return admin;
		}),
	);
	const open = async () => {
		const store = new RedisStore(settings);
		stores.push(store);
		return store;
	};
	return {
		open,
		restart: async (store) => {
			await store.close();
			return await open();
		},
		pass: async (milliseconds) => {
			for (const admin of admins) await admin.eval(PASS, { arguments: [String(milliseconds)] });
		},
		end: async () => {
			for (const store of stores) await store.close();
			for (const admin of admins) admin.destroy();
			for (const server of servers) await server.end();
		},
	};
}
