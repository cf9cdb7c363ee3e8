/** The store of this process. One for all nodes of this package. */
import { MemoryStore } from './memory';
import type { ClaimStore } from './store';

let open: ClaimStore | undefined;

export function openStore(): ClaimStore {
	open ??= new MemoryStore();
	return open;
}
