import type { ClaimState, ClaimStore } from '../../../../gateway/dedupe/core/store';
import { freshKeys, LEASE_MS } from './store-contract';

/** A claim's answer, or the reason why there is none. */
export async function claimOrReason(
	store: ClaimStore,
	keys: readonly string[] = freshKeys(1),
	holder = 'A',
): Promise<ClaimState[] | string> {
	return await store.claim(keys, holder, LEASE_MS).catch((error: { reason?: string }) => {
		if (error.reason === undefined) throw error;
		return error.reason;
	});
}
