/** Who asks eazeWA, and whether it lets them. */
import * as z from 'zod/v4';

import { text } from '../../payload/schema';
import { segment } from '../../calls/path';
import type { Credential } from '../../credential';
import type { Api, Checked, Proof, Terms } from '../../provider';

export const terms: Terms = {
	instance: { noun: 'instance', field: 'Instance ID' },
	baseUrl: 'https://waapi.app/api/v1, with nothing behind it',
	connect:
		'Scan the QR code of the instance in the eazeWA (WaAPI) dashboard with the phone (WhatsApp → Settings → Linked devices), wait until its status is "ready", then try again.',
};

/** waapi.readme.io/reference/api-token */
export function authorize({ apiKey }: Credential): [Proof] {
	return [{ name: 'Authorization', value: `Bearer ${apiKey}`, field: 'API Key' }];
}

/** The path of the credential's instance. */
export function instancePath({ instanceId }: Credential): string {
	return `/instances/${segment(instanceId, 'Instance ID')}`;
}

const status = z.object({ clientStatus: z.object({ instanceStatus: text }) });

/** The list of instances would be there for any key; the status is of this one. */
export async function check(api: Api): Promise<Checked> {
	const { body } = await api.call({
		effect: 'read',
		method: 'GET',
		path: `${instancePath(api.credential)}/client/status`,
		everywhere: true,
	});
	const parsed = status.safeParse(body);
	if (!parsed.success) return { kind: 'strange answer' };
	const state = parsed.data.clientStatus.instanceStatus;
	if (state === undefined || state === 'ready') return { kind: 'works' };
	return { kind: 'not connected', state: `its status is "${state.slice(0, 40)}"` };
}
