/** Which addresses are on the internet: all others belong to this machine or its own network. */
import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** All that IANA has given out for the public internet; beyond it nothing is to be reached. */
const GLOBAL_IPV6: Range = ipaddr.parseCIDR('2000::/3');

/**
 * How a network that has IPv6 alone reaches IPv4 servers: their address is in the last 32 bits (RFC
 * 6052), and that is the one to judge.
 */
const NAT64: Range = ipaddr.parseCIDR('64:ff9b::/96');

/**
 * Public by their number, and yet inside the cloud a machine runs in: Azure's wire server, which
 * hands out keys, and the name servers and services that IBM Cloud keeps for its own machines.
 */
const INSIDE_CLOUDS: readonly Range[] = ['168.63.129.16/32', '161.26.0.0/16', '166.8.0.0/14'].map(
	(range) => ipaddr.parseCIDR(range),
);

/**
 * Whether an IP address is a public one. All others are refused: loopback, private, link-local
 * (where clouds keep their metadata), carrier-grade NAT, multicast, and the forms that hide an IPv4
 * address in an IPv6 one.
 */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	// `process` turns ::ffff:127.0.0.1 into the IPv4 address it is.
	const parsed = embedded(ipaddr.process(address));
	if (parsed.range() !== 'unicast') return false;
	if (parsed.kind() === 'ipv6') return parsed.match(GLOBAL_IPV6);
	return !INSIDE_CLOUDS.some((range) => parsed.match(range));
}

function embedded(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
	if (address.kind() === 'ipv4' || !address.match(NAT64)) return address;
	return ipaddr.fromByteArray(address.toByteArray().slice(-4));
}
