/** One delivery, from n8n's request to n8n's answer. */
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import {
	monotonicClock,
	policyOfWebhook,
	readCredential,
	takeDelivery,
	type Delivery,
	type Outcome,
} from '../../gateway';
import { itemsOf, type Source } from '../shared/trigger/attach-media';
import { credentialCache } from '../shared/host/credential-cache';
import type { CredentialFields } from '../shared/host/kept-credential';
import { logOf } from '../shared/host/log';
import { providerOf } from '../shared/host/provider';
import { intakeSettings } from '../shared/trigger/settings';
import { logRefusal } from './refusal-log';
import { copyToEditor } from './copying';
import { refusedInTest } from './refused-in-test';
import { settleWhenAnswered } from './settle';

const SUCCESS = { success: true };

/**
 * Takes the delivery in and lets n8n answer 200 once the execution exists. Throws only in the editor's
 * test, to end the listening with the reason of a refusal.
 */
export async function webhook(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	copyToEditor(context);
	const outcome = await take(context);
	if (outcome.kind === 'refused') {
		const answered = refuse(context, outcome);
		if (context.getMode() === 'manual') throw refusedInTest(context, outcome);
		return answered;
	}
	if (outcome.warning) {
		const text = `WhatsApp Webhook Trigger: ${outcome.warning}`;
		logRefusal(context, 'warning', { level: 'warn', text });
	}
	if (outcome.kind === 'ignored') return { webhookResponse: SUCCESS };

	settleWhenAnswered(context.getResponseObject(), outcome.claims, logOf(context));
	const items = await itemsOf(context, outcome.events, outcome.source);
	return { workflowData: [items], webhookResponse: SUCCESS };
}

type Taken =
	| Exclude<Outcome, { kind: 'accepted' | 'refused' }>
	| (Extract<Outcome, { kind: 'refused' }> & { cause?: unknown })
	| (Extract<Outcome, { kind: 'accepted' }> & { source: Source });

async function take(context: IWebhookFunctions): Promise<Taken> {
	const arrivedAt = monotonicClock.now();
	try {
		const provider = providerOf(context.getNode(), context.getNodeParameter('provider'));
		const options = context.getNodeParameter('options', {}) as IDataObject;
		const delivered = await delivery(context);
		const takeBy = async (fields: CredentialFields): Promise<Taken> => {
			const credential = readCredential(fields);
			const policy = policyOfWebhook(provider.delivery, credential);
			const settings = await intakeSettings(context, provider, options, policy);
			const outcome = await takeDelivery(delivered, provider, credential, settings);
			if (outcome.kind !== 'accepted') return outcome;
			return { ...outcome, source: { provider, credential, options, arrivedAt } };
		};
		return await credentialCache.judge(context, provider.credentialType, takeBy, isForCredential);
	} catch (error) {
		// A throw would be a 500 and a failed execution for every delivery. A missing credential or a
		// store that is down is ours to mend: the provider is asked to come again.
		const text = `WhatsApp Webhook Trigger: ${describe(error)}`;
		logRefusal(context, 'failure', { level: 'error', text });
		return {
			kind: 'refused',
			status: 503,
			reason: 'the workflow cannot take events at the moment',
			cause: error,
		};
	}
}

/** Whether the credential is why: with another one it might have been taken. */
function isForCredential(taken: Taken, fields: CredentialFields): boolean {
	if (taken.kind !== 'refused') return false;
	const { status } = taken;
	return status === 401 || status === 403 || readCredential(fields).unreadable.length > 0;
}

async function delivery(context: IWebhookFunctions): Promise<Delivery> {
	const request = context.getRequestObject();
	return {
		rawBody: request.rawBody ?? (await readBytes(request)),
		headers: request.headers,
		query: request.query,
	};
}

/** n8n keeps the bytes of what it parses; of the rest (a multipart form) they may be gone. */
async function readBytes(request: ReturnType<IWebhookFunctions['getRequestObject']>) {
	try {
		await request.readRawBody();
		return request.rawBody;
	} catch {
		return undefined;
	}
}

/** Says no with a status code, and why with one line in n8n's log. Nothing of the payload in either. */
function refuse(
	context: IWebhookFunctions,
	{ status, reason, alreadyLogged }: Extract<Outcome, { kind: 'refused' }>,
): IWebhookResponseData {
	const text = `WhatsApp Webhook Trigger refused a delivery with ${status}: ${reason}`;
	logRefusal(context, `${status} ${reason}`, { level: alreadyLogged ? 'debug' : 'warn', text });
	const response = context.getResponseObject();
	if (status === 503) response.setHeader('Retry-After', '5');
	response.status(status).json({ success: false, reason });
	return { noWebhookResponse: true };
}

function describe(error: unknown): string {
	return error instanceof Error ? error.message : 'something that is no error was thrown';
}
