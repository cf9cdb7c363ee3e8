/** Bytes sent as this provider sends its own: to the URL it was told, with what proves them genuine. */
import type { ProviderId } from '../providers';
import { targetOf } from '../providers/scenario';
import type { AnySimulatedProvider } from '../providers';
import { WEBHOOK_SECRET } from '../setups';
import type { Inbox } from './inbox';
import { post, type Answer } from './post';

export const JSON_TYPE: [string, string] = ['content-type', 'application/json'];

export interface SendOptions {
	headers?: Array<[name: string, value: string]>;
	/** Another than the credential's; empty for none. */
	secret?: string;
	/** What the signature is made of, where it is not what is sent (a compressed body). */
	signed?: Buffer | string;
}

export async function send<Id extends ProviderId>(
	{ setup, url }: Pick<Inbox<Id>, 'setup' | 'url'>,
	body: Buffer | string,
	{ headers = [JSON_TYPE], secret = WEBHOOK_SECRET, signed = body }: SendOptions = {},
): Promise<Answer> {
	const provider = setup.simulated as unknown as AnySimulatedProvider;
	const target = targetOf(provider, url, secret);
	const proof = { ...provider.policy.headers(Buffer.from(signed), target), ...target.headers };
	return await post(target.url, body, { headers: [...headers, ...Object.entries(proof)] });
}
