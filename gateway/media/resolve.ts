/** The addresses of a name, looked up as every connection of this machine would. */
import { lookup } from 'node:dns/promises';

import { Semaphore } from '../semaphore';

export type Resolve = (hostname: string) => Promise<string[]>;

/**
 * Names looked up at a time. Each takes one of the four threads with which all of n8n reads its
 * files, for as long as a silent name server keeps it; and which name server that is, is up to
 * whoever writes a message.
 */
const AT_A_TIME = 2;

/** Asks the system: the addresses, each with 4 or 6. */
type Lookup = (hostname: string) => Promise<Array<{ address: string; family: number }>>;

/** `signal`: a caller that has given up waiting asks no more. */
export type ResolveFor = (hostname: string, signal: AbortSignal) => Promise<string[]>;

export function createResolve(ask: Lookup): ResolveFor {
	const semaphore = new Semaphore(AT_A_TIME);
	return async (hostname, signal) => {
		const release = await semaphore.acquire(signal);
		signal.throwIfAborted();
		try {
			const found = await ask(hostname);
			// IPv4 first: a container often has no way out over IPv6.
			return found.sort((a, b) => a.family - b.family).map(({ address }) => address);
		} finally {
			release?.();
		}
	};
}

/** Fails when the name does not exist. */
export const resolve = createResolve(async (hostname) => await lookup(hostname, { all: true }));
