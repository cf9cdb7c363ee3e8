/** Who asks Chatlevel, and whether it lets them. Source: its OpenAPI document v1.0.0. */
import * as z from 'zod/v4';

import { segment } from '../../calls/path';
import type { Credential } from '../../credential';
import type { Api, Checked, Proof, Terms } from '../../provider';

export const terms: Terms = {
	instance: { noun: 'device', field: 'Device ID' },
	baseUrl: 'https://api.chatlevel.io/v1, with nothing behind it',
	connect:
		'Scan the QR code of the device in the Chatlevel app with the phone (WhatsApp → Settings → Linked devices), then try again.',
};

export function authorize({ apiKey }: Credential): [Proof] {
	return [{ name: 'Authorization', value: `Bearer ${apiKey}`, field: 'API Key' }];
}

/** The path of the credential's device. */
export function devicePath({ credential }: Api): string {
	return `/devices/${segment(credential.instanceId, 'Device ID')}`;
}

const answered = z.object({ device: z.object({ status: z.string() }) });

/** The list of devices would be there for any key; this is the one device. */
export async function check(api: Api): Promise<Checked> {
	const path = devicePath(api);
	const { body } = await api.call({ effect: 'read', method: 'GET', path, everywhere: true });
	const parsed = answered.safeParse(body);
	if (!parsed.success) return { kind: 'strange answer' };
	const { status } = parsed.data.device;
	if (status === 'connected') return { kind: 'works' };
	return { kind: 'not connected', state: `its status is "${status.slice(0, 40)}"` };
}
