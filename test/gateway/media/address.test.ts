/** Which addresses lie on the internet: the table of those that only look as if they did. */
import * as fc from 'fast-check';

import { isPublicAddress } from '../../../gateway/media/address';

test.each([
	// What clouds tell the machines that run on them: metadata, keys, their own services.
	['AWS, GCP, Azure, Oracle and most others', '169.254.169.254'],
	['AWS, name server', '169.254.169.253'],
	['AWS, containers', '169.254.170.2'],
	['AWS over IPv6', 'fd00:ec2::254'],
	['GCP over IPv6', 'fd20:ce::254'],
	['Azure, wire server', '168.63.129.16'],
	['Alibaba', '100.100.100.200'],
	['Oracle', '192.0.0.192'],
	['Tencent', '169.254.0.23'],
	['Scaleway', '169.254.42.42'],
	['IBM, name server', '161.26.0.10'],
	['IBM, services', '166.9.14.5'],
	// This machine and its network.
	['this network', '0.0.0.0'],
	['this network', '0.1.2.3'],
	['loopback', '127.255.255.254'],
	['loopback over IPv6', '::1'],
	['unspecified', '::'],
	['private', '10.255.255.255'],
	['private', '172.16.0.0'],
	['private', '172.31.255.255'],
	['private', '192.168.0.0'],
	['carrier-grade NAT', '100.64.0.0'],
	['carrier-grade NAT', '100.127.255.255'],
	['unique local', 'fc00::1'],
	['unique local', 'fdff:ffff::1'],
	['link-local', 'fe80::1'],
	['link-local with a zone', 'fe80::1%eth0'],
	['site-local', 'fec0::1'],
	['site-local', 'feff::1'],
	// Given out to nobody.
	['protocol assignments', '192.0.0.0'],
	['documentation', '192.0.2.1'],
	['documentation', '198.51.100.1'],
	['documentation', '203.0.113.1'],
	['documentation', '2001:db8::1'],
	['documentation', '3fff:1::1'],
	['benchmarks', '198.18.0.0'],
	['benchmarks', '198.19.255.255'],
	['benchmarks', '2001:2::1'],
	['6to4 relays', '192.88.99.1'],
	['multicast', '224.0.0.1'],
	['multicast', '239.255.255.255'],
	['multicast', 'ff02::1'],
	['reserved', '240.0.0.1'],
	['broadcast', '255.255.255.255'],
	['discard', '100::1'],
	['unassigned', '4000::1'],
	['unassigned', '1::1'],
	['ORCHID', '2001:20::1'],
	['segment routing', '5f00::1'],
	// An IPv4 address inside an IPv6 one.
	['mapped', '::ffff:10.0.0.5'],
	['mapped, as it is written short', '::ffff:a00:5'],
	['mapped: Azure', '::ffff:168.63.129.16'],
	['mapped: loopback', '::ffff:127.0.0.1'],
	['compatible', '::10.0.0.5'],
	['translated (SIIT)', '::ffff:0:10.0.0.5'],
	['NAT64', '64:ff9b::10.0.0.5'],
	['NAT64: metadata', '64:ff9b::169.254.169.254'],
	['NAT64: Azure', '64:ff9b::168.63.129.16'],
	['NAT64: loopback', '64:ff9b::7f00:1'],
	['NAT64 of this network', '64:ff9b:1::93.184.216.34'],
	['6to4', '2002:a00:5::1'],
	['6to4: public', '2002:5db8:d822::1'],
	['Teredo', '2001:0:7f00:1::1'],
	// Nothing at all.
	['empty', ''],
	['a name', 'localhost'],
	['more than an address', '93.184.216.34/8'],
	['three numbers too many', '1.2.3.4.5'],
	['brackets', '[2606:4700::1111]'],
])('%s: %s is not', (_what, address) => {
	expect(isPublicAddress(address)).toBe(false);
});

test.each([
	['93.184.216.34'],
	['1.1.1.1'],
	['100.63.255.255'],
	['100.128.0.1'],
	['168.63.129.15'],
	['168.63.129.17'],
	['161.25.255.255'],
	['166.7.255.255'],
	['166.12.0.0'],
	['172.15.255.255'],
	['172.32.0.0'],
	['169.253.255.255'],
	['198.17.255.255'],
	['198.20.0.0'],
	['223.255.255.255'],
	['2606:4700:4700::1111'],
	['2a01:4f8::1'],
	['::ffff:93.184.216.34'],
	// In a network that has IPv6 alone, this is how every IPv4 server is reached.
	['64:ff9b::93.184.216.34'],
])('%s is', (address) => {
	expect(isPublicAddress(address)).toBe(true);
});

/** Independent of the library: the IPv4 ranges nobody outside can have, as numbers. */
const PRIVATE = [
	[0x00000000, 8],
	[0x0a000000, 8],
	[0x64400000, 10],
	[0x7f000000, 8],
	[0xa9fe0000, 16],
	[0xac100000, 12],
	[0xc0000000, 24],
	[0xc0a80000, 16],
	[0xc6120000, 15],
	[0xe0000000, 3],
] as const;

test('no address of a private range is, however it is wrapped', () => {
	const inRange = fc
		.constantFrom(...PRIVATE)
		.chain(([start, bits]) => fc.nat(2 ** (32 - bits) - 1).map((offset) => (start + offset) >>> 0));
	fc.assert(
		fc.property(inRange, (number) => {
			const bytes = [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);
			const dotted = bytes.join('.');
			const [high, low] = [(number >>> 16).toString(16), (number & 0xffff).toString(16)];
			const forms = [
				dotted,
				`::ffff:${dotted}`,
				`::ffff:${high}:${low}`,
				`::${high}:${low}`,
				`::ffff:0:${high}:${low}`,
				`64:ff9b::${high}:${low}`,
				`64:ff9b:1::${high}:${low}`,
				`2002:${high}:${low}::1`,
				`2001:0:${high}:${low}::`,
			];
			expect(forms.filter(isPublicAddress)).toEqual([]);
		}),
		{ numRuns: 2_000 },
	);
});
