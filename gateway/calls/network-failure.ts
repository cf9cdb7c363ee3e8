/**
 * Calls without an answer: whether the request may have arrived, and what that means for the person
 * who made it. Codes are those of Node (`err.code`), OpenSSL and axios.
 */
import { TransportError } from '../errors';

/** What is wrong, as the end of a sentence, and what to do about it. */
export interface Explanation {
	why: string;
	nextStep: string;
}

type Explain = (host: string) => Explanation;

const NAME_UNKNOWN: Explain = (host) => ({
	why: `there is no server of the name ${host}`,
	nextStep: 'Check the Base URL in the credential: its name may be mistyped.',
});
const NAMES_UNAVAILABLE: Explain = (host) => ({
	why: `the name ${host} could not be looked up`,
	nextStep:
		'Check the Base URL in the credential, and that this n8n has a connection to the internet and to its name server (DNS).',
});
const NOTHING_LISTENS: Explain = () => ({
	why: 'nothing answers there',
	nextStep:
		'Check the address and the port of the Base URL in the credential, and that the server is running. If n8n runs in Docker, localhost is its own container: use the name or the address of the server instead.',
});
const NO_ROUTE: Explain = () => ({
	why: 'there is no way to it from this n8n',
	nextStep:
		'Check the Base URL in the credential, and the network, firewall or VPN that this n8n goes through.',
});
const CERTIFICATE_UNKNOWN: Explain = () => ({
	why: 'its certificate is not signed by an authority that n8n trusts',
	nextStep:
		'If the server is your own, start n8n with NODE_EXTRA_CA_CERTS set to the certificate of your authority, or give the server a certificate of a public one. Otherwise check the Base URL in the credential.',
});
const CERTIFICATE_EXPIRED: Explain = () => ({
	why: 'its certificate is not valid at this time',
	nextStep:
		'Have the certificate renewed by whoever runs the server, and check the clock of this n8n.',
});
const CERTIFICATE_OF_ANOTHER: Explain = (host) => ({
	why: `its certificate is not made for ${host}`,
	nextStep: 'Use the name that the certificate is made for as Base URL in the credential.',
});
const NO_HTTPS: Explain = () => ({
	why: 'it does not answer with https there',
	nextStep:
		'Check the Base URL in the credential: it may need another port, or http:// where the server has no https.',
});
const NO_ADDRESS: Explain = () => ({
	why: 'its address cannot be used',
	nextStep: 'Check the Base URL in the credential. It looks like https://api.example.com.',
});
const NO_HEADER: Explain = () => ({
	why: 'the credential holds a character that cannot be sent',
	nextStep: 'Enter the key in the credential again, without line breaks and special characters.',
});
const FORBIDDEN_HERE: Explain = (host) => ({
	why: `the rules of this n8n against server-side request forgery refuse ${host}`,
	nextStep:
		'Ask whoever runs this n8n to allow it (N8N_SSRF_ALLOWED_HOSTNAMES, N8N_SSRF_ALLOWED_IP_RANGES).',
});

/** The error a request is refused with by n8n's own rules (N8N_SSRF_PROTECTION_ENABLED). */
const FORBIDDEN = 'SSRF_BLOCKED';

/** With these the request was never sent. */
const BEFORE: Readonly<Record<string, Explain>> = {
	ENOTFOUND: NAME_UNKNOWN,
	ENODATA: NAME_UNKNOWN,
	EAI_AGAIN: NAMES_UNAVAILABLE,
	EAI_FAIL: NAMES_UNAVAILABLE,
	ETIMEOUT: NAMES_UNAVAILABLE,
	ESERVFAIL: NAMES_UNAVAILABLE,
	ECONNREFUSED: NOTHING_LISTENS,
	EHOSTUNREACH: NO_ROUTE,
	EHOSTDOWN: NO_ROUTE,
	ENETUNREACH: NO_ROUTE,
	ENETDOWN: NO_ROUTE,
	EADDRNOTAVAIL: NO_ROUTE,
	EACCES: NO_ROUTE,
	DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE_UNKNOWN,
	SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE_UNKNOWN,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE_UNKNOWN,
	UNABLE_TO_GET_ISSUER_CERT: CERTIFICATE_UNKNOWN,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE_UNKNOWN,
	CERT_UNTRUSTED: CERTIFICATE_UNKNOWN,
	CERT_REJECTED: CERTIFICATE_UNKNOWN,
	CERT_REVOKED: CERTIFICATE_UNKNOWN,
	CERT_SIGNATURE_FAILURE: CERTIFICATE_UNKNOWN,
	CERT_CHAIN_TOO_LONG: CERTIFICATE_UNKNOWN,
	INVALID_CA: CERTIFICATE_UNKNOWN,
	INVALID_PURPOSE: CERTIFICATE_UNKNOWN,
	CERT_HAS_EXPIRED: CERTIFICATE_EXPIRED,
	CERT_NOT_YET_VALID: CERTIFICATE_EXPIRED,
	ERR_TLS_CERT_ALTNAME_INVALID: CERTIFICATE_OF_ANOTHER,
	HOSTNAME_MISMATCH: CERTIFICATE_OF_ANOTHER,
	EPROTO: NO_HTTPS,
	ERR_INVALID_URL: NO_ADDRESS,
	ERR_INVALID_PROTOCOL: NO_ADDRESS,
	ERR_UNESCAPED_CHARACTERS: NO_ADDRESS,
	// axios: a protocol it does not know. An answer of 4xx is no error here, its status is judged.
	ERR_BAD_REQUEST: NO_ADDRESS,
	ERR_INVALID_HTTP_TOKEN: NO_HEADER,
	ERR_INVALID_CHAR: NO_HEADER,
	[FORBIDDEN]: FORBIDDEN_HERE,
};

/** The same for codes that say nothing by themselves, where the connection was never made. */
const WHILE_CONNECTING: Readonly<Record<string, Explain>> = {
	ETIMEDOUT: NOTHING_LISTENS,
	ECONNRESET: NO_HTTPS,
};

/** OpenSSL's own: the handshake failed, so nothing was sent. */
const HANDSHAKE = /^ERR_(?:SSL|TLS)_/;

/** What was under way when the system refused: a connection was not even made. */
const CONNECTING = new Set(['connect', 'getaddrinfo', 'queryA', 'queryAaaa']);

/** Node's words for a connection that ended inside the handshake; the code is ECONNRESET. */
const BEFORE_HANDSHAKE = /before secure TLS connection was established/;

/** Why a request was never sent. `host` with its port, where it has one. */
export function explainUnsent(code: string, host: string): Explanation {
	const explain = BEFORE[code] ?? WHILE_CONNECTING[code];
	return (explain ?? (HANDSHAKE.test(code) ? NO_HTTPS : NO_ROUTE))(host);
}

/** Why there was no answer to a request that may have arrived. */
export function whyLost(code: string): string {
	if (['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'].includes(code)) return 'it took too long';
	// Node's parser of HTTP.
	if (code.startsWith('HPE_')) return 'what came back is not HTTP';
	return 'the connection broke off';
}

/** Why there was no answer, whether the request arrived or not. */
export function whyNoAnswer({ message: code, failed }: TransportError, host: string): string {
	return failed === 'before' ? explainUnsent(code, host).why : whyLost(code);
}

/**
 * The network's error in whatever it was wrapped in; null when there is none. Messages of such
 * errors may hold the URL with a secret in it, so only the code is taken.
 */
export function transportErrorOf(error: unknown): TransportError | null {
	let code: string | null = null;
	let before = false;
	for (let cause: unknown = error, depth = 0; isObject(cause) && depth < 6; depth++) {
		if (typeof cause.name === 'string' && /^SsrfBlocked/.test(cause.name)) {
			return new TransportError(FORBIDDEN, 'before', { cause: error });
		}
		if (code === null && typeof cause.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(cause.code)) {
			code = cause.code;
		}
		before ||=
			(typeof cause.syscall === 'string' && CONNECTING.has(cause.syscall)) ||
			(typeof cause.message === 'string' && BEFORE_HANDSHAKE.test(cause.message));
		cause = cause.cause;
	}
	if (code === null) return null;
	before ||= Object.hasOwn(BEFORE, code) || HANDSHAKE.test(code);
	return new TransportError(code, before ? 'before' : 'after', { cause: error });
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
