import type { Credential } from '../../credential';

/** Whether it is WSAPI's own cloud; anything else is the server that everybody can run. */
export function isCloud({ baseUrl }: Credential): boolean {
	const { hostname = '' } = URL.parse(baseUrl) ?? {};
	return hostname === 'wsapi.chat' || hostname.endsWith('.wsapi.chat');
}
