/** Who asks WSAPI, and whether it lets them. */
import * as z from 'zod/v4';

import type { Credential } from '../../credential';
import type { Api, Checked, Proof, Terms } from '../../provider';
import { load } from './instance-settings';

export const terms: Terms = {
	instance: { noun: 'instance', field: 'Instance ID' },
	baseUrl:
		'https://api.wsapi.chat or, for a server of your own, its address (e.g. http://192.168.1.10:8080), with nothing behind it',
	connect:
		'The keys are right. Scan the QR code of the instance in the WSAPI dashboard with the phone (WhatsApp → Settings → Linked devices), then try again. A self-hosted server shows the code under /session/qr.',
};

/** Of the account (cloud) and of the administration (self-hosted). */
const ADMINISTRATIVE = /\/(?:account|admin)\/instances(?:[/?]|$)/;

/**
 * Routes of the account and of the administration take the other key, and no instance header
 * (docs.wsapi.chat, update-instance-settings).
 */
export function authorize(credential: Credential, url: string): [Proof, ...Proof[]] {
	const { apiKey, instanceId, extra } = credential;
	if (ADMINISTRATIVE.test(url)) {
		const value = (extra.customerApiKey ?? '').trim();
		return [{ name: 'X-Api-Key', value, field: 'Customer API Key' }];
	}
	return [
		{ name: 'X-Api-Key', value: apiKey, field: 'API Key' },
		{ name: 'X-Instance-Id', value: instanceId, field: 'Instance ID' },
	];
}

/** `connected` and `loggedIn` are the API of 2025. */
const session = z
	.object({
		isConnected: z.boolean().optional(),
		isLoggedIn: z.boolean().optional(),
		connected: z.boolean().optional(),
		loggedIn: z.boolean().optional(),
	})
	.transform(({ isConnected, connected, isLoggedIn, loggedIn }) => ({
		online: isConnected ?? connected,
		paired: isLoggedIn ?? loggedIn,
	}))
	.refine(({ online, paired }) => online !== undefined || paired !== undefined);

/** The customer key only where there is one: it is for automatic registration alone. */
export async function check(api: Api): Promise<Checked> {
	const { body } = await api.call({
		effect: 'read',
		method: 'GET',
		path: '/session/status',
		everywhere: true,
	});
	const parsed = session.safeParse(body);
	if (!parsed.success) return { kind: 'strange answer' };
	if (api.credential.extra.customerApiKey?.trim()) await load(api);
	const { online, paired } = parsed.data;
	if (paired === false) return { kind: 'not connected', state: 'no phone is paired' };
	if (online === false) {
		return { kind: 'not connected', state: 'a phone is paired, and the connection is down' };
	}
	return { kind: 'works' };
}
