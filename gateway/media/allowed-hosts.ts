/**
 * Hosts of the user's own network that files may come from, as the user writes them:
 * "nas.local, 10.0.0.5:9000, https://media.internal/".
 */

/** Whether a URL's host is one of the list. An entry without a port stands for every port. */
export function allowedHosts(written: string): (url: URL) => boolean {
	const entries = written.split(/[\s,;]+/).flatMap(entryOf);
	return (url) =>
		entries.some(
			({ hostname, port }) =>
				hostname === plain(url.hostname) && (port === null || port === portOf(url)),
		);
}

function entryOf(written: string): Array<{ hostname: string; port: string | null }> {
	const [, host = ''] = /^(?:https?:\/\/)?([^/?#]+)/i.exec(written) ?? [];
	// An IPv6 address may be written without its brackets.
	const bare = /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(host) ? `[${host}]` : host;
	if (bare === '' || !URL.canParse(`http://${bare}`)) return [];
	const port = /:(\d+)$/.exec(bare)?.[1] ?? null;
	return [{ hostname: plain(new URL(`http://${bare}`).hostname), port }];
}

function portOf(url: URL): string {
	return url.port || (url.protocol === 'https:' ? '443' : '80');
}

/** "NAS.local." and "nas.local" are one host. */
function plain(hostname: string): string {
	return hostname.toLowerCase().replace(/\.$/, '');
}
