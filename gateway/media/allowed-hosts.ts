/**
 * Servers of the user's own network that files may come from, as the user writes them:
 * "nas.local, 10.0.0.5:9000, http://media.internal:8080". Each opens one port: whatever else a host
 * serves (a database, an admin page) cannot be reached by whoever sends a message.
 */
import { MediaError } from './media-error';

/** One server: a host at one port. */
interface Entry {
	hostname: string;
	port: string;
	/** Null where only a port was written: either of the two, as the address says. */
	protocol: string | null;
}

const PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

/** An entry: an optional scheme, a host, an optional port; a path after it is ignored. */
const SHAPE =
	/^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*|[^\s:/?#@[\]*\\]+)(?::(\d{1,5}))?(\/[^\s]*)?$/i;

/**
 * Whether a URL leads to one of the list: a name alone stands for https on port 443, `http://` before
 * it for port 80, and a port for that port. The function throws `MediaError` when an entry is not
 * one: a list that is only half understood is not used.
 */
export function allowedHosts(written: string): (url: URL) => boolean {
	const spelled = written.split(/[\s,;]+/).filter((entry) => entry !== '');
	const entries = spelled.map(entryOf);
	const wrong = spelled.filter((_, index) => entries[index] === null);
	return (url) => {
		if (wrong.length > 0) throw misunderstood(wrong);
		return entries.some((entry) => entry !== null && opens(entry, url));
	};
}

function opens({ hostname, port, protocol }: Entry, url: URL): boolean {
	if (hostname !== plain(url.hostname)) return false;
	return port === portOf(url) && (protocol === null || protocol === url.protocol);
}

/** Null: not the name or address of a server. */
function entryOf(written: string): Entry | null {
	const [, scheme, host = '', port, path = ''] = SHAPE.exec(written) ?? [];
	// 10.0.0.0/8 means a network, and that much is never opened.
	if (scheme === undefined && /^\/\d+$/.test(path)) return null;
	const bare = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
	if (bare === '' || !URL.canParse(`http://${bare}:${port ?? ''}`)) return null;
	const protocol = `${(scheme ?? 'https').toLowerCase()}:`;
	return {
		hostname: plain(new URL(`http://${bare}`).hostname),
		port: port === undefined ? (PORTS[protocol] ?? '') : String(Number(port)),
		protocol: scheme === undefined && port !== undefined ? null : protocol,
	};
}

function portOf({ port, protocol }: URL): string {
	return port || (PORTS[protocol] ?? '');
}

/** "NAS.local." and "nas.local" are one host. */
function plain(hostname: string): string {
	return hostname.toLowerCase().replace(/\.$/, '');
}

function misunderstood(wrong: readonly string[]): MediaError {
	// Without a name and password, which somebody may have put in front.
	const shown = wrong[0]?.replace(/^.*@/, '…@').slice(0, 100) ?? '';
	return new MediaError(
		`Allowed Media Hosts has an entry that is not a server: ${shown}`,
		'Write each server on its own, separated by commas: nas.local for https, nas.local:9000 for another port, http://nas.local for plain http. Patterns and ranges of addresses are not possible.',
	);
}
