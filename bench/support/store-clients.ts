/**
 * The very connection of a Redis store, for what is to be compared with it: the store shows it to
 * nobody, so it is caught while it connects.
 */
import { RedisClient } from '@redis/client';

import type { ClaimStore } from '../../gateway/dedupe/core/store';

/** What a floor does on a connection. */
export interface StoreClient {
	set(key: string, value: string, options: object): Promise<unknown>;
}

/** Of every client there is, whatever it was made with. */
const everyClient = RedisClient.prototype as unknown as { connect(): Promise<unknown> };

/** Makes `store` connect, by a claim of `key`, and gives the client it connects with. */
export async function clientOf(store: ClaimStore, key: string): Promise<StoreClient> {
	const { connect } = everyClient;
	const connecting = new Set<StoreClient>();
	everyClient.connect = async function (this: StoreClient) {
		connecting.add(this);
		return await connect.call(this);
	};
	try {
		await store.claim([key], 'first', 1_000);
	} finally {
		everyClient.connect = connect;
	}
	const [client] = connecting;
	if (client && connecting.size === 1) return client;
	throw new Error(`The store made ${connecting.size} connections`);
}
