/** Which addresses a provider on the internet could call back, told from the URL alone. */

const PRIVATE_NAMES = /(^|\.)(localhost|local|internal|lan|home\.arpa)$/;

/** Loopback, private and link-local ranges (RFC 1122, 1918, 3927, 4193, 4291, 6598). */
const PRIVATE_IPV4 =
	/^(0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
const PRIVATE_IPV6 = /^\[(::1?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*|::ffff:.*)\]$/;

/** Whether the URL's host is one that only this machine or its own network can reach. */
export function isPrivateHost(url: URL): boolean {
	// `URL` has already turned 2130706433, 0x7f.1 and the like into dotted digits.
	const host = url.hostname.toLowerCase().replace(/\.$/, '');
	if (/^[\d.]+$/.test(host)) return PRIVATE_IPV4.test(host);
	if (host.startsWith('[')) return PRIVATE_IPV6.test(host);
	return PRIVATE_NAMES.test(host) || !host.includes('.');
}
