/** Who asks Cbot, and whether it lets them. */
import * as z from 'zod/v4';

import type { Credential } from '../../credential';
import type { Api, Checked, Proof, Terms } from '../../provider';
import { v1 } from './hosting';

export const terms: Terms = {
	instance: null,
	baseUrl: 'the address that Cbot gave you for your number, without /v1 or /messages at its end',
	connect: 'Ask Cbot to connect your number.',
};

/** The seed writes API-KEY, its 360dialog original D360-API-KEY; Cbot publishes neither. */
const USUAL_HEADER = 'API-KEY';

export function authorize({ apiKey, extra }: Credential): [Proof] {
	const name = (extra.apiKeyHeader ?? '').trim() || USUAL_HEADER;
	return [{ name, value: apiKey, field: 'API Key', nameField: 'API Key Header' }];
}

/** The webhook of the number, in both hostings alike. */
export function webhookPath({ credential }: Api): string {
	return v1(credential, '/configs/webhook');
}

/** `{url}` where one is set; what else stands there where none is, is not published. */
const answered = z.union([z.object({ url: z.string().nullable() }), z.strictObject({})]);

/**
 * Asks which webhook is set: harmless, the same in both hostings, and refused without the key.
 * Whether the number runs in the hosting that is chosen, no harmless call says.
 */
export async function check(api: Api): Promise<Checked> {
	const path = webhookPath(api);
	const { body } = await api.call({ effect: 'read', method: 'GET', path, everywhere: true });
	return { kind: answered.safeParse(body).success ? 'works' : 'strange answer' };
}
