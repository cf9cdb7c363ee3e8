/**
 * An instance's settings, which the cloud keeps with the account and a self-hosted server with its
 * administration, under other names.
 */
import * as z from 'zod/v4';

import { ProviderError } from '../../errors';
import { segment } from '../../calls/path';
import type { Credential } from '../../credential';
import type { Api, ProviderAnswer } from '../../provider';

const nullableText = z.string().nullish();
const names = z.array(z.string()).nullish();

const cloudInstance = z.object({
	settings: z
		.looseObject({
			webhookUrl: nullableText,
			eventSigningSecret: nullableText,
			eventFilters: names,
		})
		.nullish(),
});
const hostedInstance = z.object({
	config: z
		.looseObject({ webhookUrl: nullableText, signingSecret: nullableText, eventFilters: names })
		.nullish(),
});

export interface InstanceSettings {
	cloud: boolean;
	fields: Record<string, unknown>;
}

/** Path of the credential's instance in the account (cloud) or the administration (self-hosted). */
export function instancePath({ instanceId }: Credential, cloud: boolean): string {
	return `/${cloud ? 'account' : 'admin'}/instances/${segment(instanceId, 'Instance ID')}`;
}

/** The instance as the cloud knows it or, where there is no such route, as a self-hosted server does. */
export async function load(api: Api): Promise<InstanceSettings> {
	const inAccount = await get(api, true).catch(found404);
	if (!(inAccount instanceof ProviderError)) {
		const parsed = cloudInstance.safeParse(inAccount.body);
		return { cloud: true, fields: (parsed.success && parsed.data.settings) || {} };
	}
	try {
		const parsed = hostedInstance.safeParse((await get(api, false)).body);
		return { cloud: false, fields: (parsed.success && parsed.data.config) || {} };
	} catch (error) {
		// The cloud has the first route and missed the instance: the second one says nothing more.
		if (inAccount.details.about === 'instance') throw inAccount;
		if (!isNotFound(error) || error.details.about === 'instance') throw error;
		throw new ProviderError(
			'This WSAPI server has no call that sets a webhook (HTTP 404)',
			{
				kind: 'refused',
				status: 404,
				nextStep:
					'A self-hosted server in single mode has none: leave Customer API Key empty in the credential, and set Registration to Manual in the trigger. Otherwise check the Base URL.',
			},
			{ cause: error },
		);
	}
}

async function get(api: Api, cloud: boolean): Promise<ProviderAnswer> {
	const path = instancePath(api.credential, cloud);
	return await api.call({ effect: 'read', method: 'GET', path });
}

function found404(error: unknown): ProviderError {
	if (isNotFound(error)) return error;
	throw error;
}

function isNotFound(error: unknown): error is ProviderError {
	return error instanceof ProviderError && error.details.status === 404;
}
