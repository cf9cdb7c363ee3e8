/** Who asks Evolution API, and whether it lets them. */
import * as z from 'zod/v4';

import { text } from '../../payload/schema';
import { segment } from '../../calls/path';
import type { Credential } from '../../credential';
import type { Api, Checked, Proof, Terms } from '../../provider';

export const terms: Terms = {
	instance: { noun: 'instance', field: 'Instance Name' },
	baseUrl:
		'the address of your server (e.g. https://evolution.example.com or http://evolution-api:8080), with nothing behind it',
	connect:
		'Open the instance in the Evolution Manager (/manager under the address of your server), scan its QR code with the phone (WhatsApp → Settings → Linked devices), then try again.',
};

/** The server's own key (AUTHENTICATION_API_KEY) or the instance's: both go into the same header. */
export function authorize({ apiKey }: Credential): [Proof] {
	return [{ name: 'apikey', value: apiKey, field: 'API Key' }];
}

/** Every path that is about an instance ends with its name. */
export function instancePath(path: string, { instanceId }: Credential): string {
	return `${path}/${segment(instanceId, 'Instance Name')}`;
}

/** `state` is left out for an instance that the server knows and has not started. */
const connection = z.object({ instance: z.object({ state: text }) });

export async function check(api: Api): Promise<Checked> {
	const { body } = await api.call({
		effect: 'read',
		method: 'GET',
		path: instancePath('/instance/connectionState', api.credential),
		everywhere: true,
	});
	const parsed = connection.safeParse(body);
	if (!parsed.success) return { kind: 'strange answer' };
	const { state } = parsed.data.instance;
	if (state === 'open') return { kind: 'works' };
	const said = state === undefined ? 'not started' : `"${state.slice(0, 40)}"`;
	return { kind: 'not connected', state: `its state is ${said}` };
}
