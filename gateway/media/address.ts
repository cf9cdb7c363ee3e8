/** Which addresses lie on the internet: every other one belongs to this machine or its own network. */
import ipaddr from 'ipaddr.js';

/** All that IANA has given out for the public internet; beyond it nothing is to be reached. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is a public one. Refused is whatever is not: loopback, private, link-local
 * (where clouds keep their metadata), carrier-grade NAT, multicast, and the forms that hide an IPv4
 * address in an IPv6 one.
 */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	// `process` turns ::ffff:127.0.0.1 into the IPv4 address it is.
	const parsed = ipaddr.process(address);
	if (parsed.range() !== 'unicast') return false;
	return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_IPV6);
}
