/** The addresses of a name, asked of the system as every connection of this machine would. */
import { lookup } from 'node:dns/promises';

export type Resolve = (hostname: string) => Promise<string[]>;

/** IPv4 first: a container often has no way out over IPv6. Fails when the name does not exist. */
export const resolve: Resolve = async (hostname) => {
	const found = await lookup(hostname, { all: true });
	return found.sort((a, b) => a.family - b.family).map(({ address }) => address);
};
