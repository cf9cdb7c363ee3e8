import type { ClaimStore } from '../../../../gateway/dedupe/core/store';

/** A store that every call reaches by way of `over`, which does with it what the test is about. */
export abstract class StoreBehind implements ClaimStore {
	constructor(protected readonly store: ClaimStore) {}

	claim: ClaimStore['claim'] = async (...args) =>
		await this.over(args[0], async () => await this.store.claim(...args));
	confirm: ClaimStore['confirm'] = async (...args) =>
		await this.over(args[0], async () => await this.store.confirm(...args));
	release: ClaimStore['release'] = async (...args) =>
		await this.over(args[0], async () => await this.store.release(...args));
	close = async () => {};

	protected abstract over<T>(keys: readonly string[], call: () => Promise<T>): Promise<T>;
}
