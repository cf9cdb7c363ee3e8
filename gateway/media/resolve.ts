/** The addresses of a name, asked of the system as every connection of this machine would. */
import { lookup } from 'node:dns/promises';

import { Semaphore } from '../semaphore';

export type Resolve = (hostname: string) => Promise<string[]>;

/**
 * Names asked for at a time. Each takes one of the four threads that all of n8n reads its files with,
 * for as long as a name server that says nothing keeps it; and whose name server that is, is chosen
 * by whoever writes a message.
 */
const AT_A_TIME = 2;

/** Who asks the system: the addresses, each with 4 or 6. */
type Lookup = (hostname: string) => Promise<Array<{ address: string; family: number }>>;

/** `signal`: who has given up waiting asks no more. */
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
