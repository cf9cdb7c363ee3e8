/** A trigger's parameters as the intake takes them. Both triggers read them here. */
import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import {
	CHAT_TYPES,
	EVENT_NAMES,
	openStore,
	type ChatType,
	type ClaimStore,
	type EventName,
	type IntakeSettings,
	type Provider,
	type RefusalPolicy,
} from '../../../gateway';
import { chooseStore, STORE_CHOICES } from '../host/choose-store';
import { credentialCache } from '../host/credential-cache';
import { sharedLog } from '../host/log';

const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 24 * 90;

interface Options {
	chatTypes?: string[];
	includeRaw?: boolean;
	deduplicate?: boolean;
	dedupeStore?: string;
	dedupeHours?: number;
}

type TriggerContext = IWebhookFunctions | ITriggerFunctions;

/**
 * For events of `provider`. `options`: the node's, as its caller has read them. Where an event may be
 * refused, this throws when the store cannot be chosen; where not, it makes do with memory.
 */
export async function intakeSettings(
	context: TriggerContext,
	{ delivery }: Provider,
	options: Options,
	policy: RefusalPolicy,
): Promise<IntakeSettings> {
	const events = context.getNodeParameter('events', ['message.received']) as string[];
	const chatTypes = options.chatTypes ?? ['individual', 'group'];
	return {
		events: new Set(EVENT_NAMES.filter((name): name is EventName => events.includes(name))),
		chatTypes: new Set(CHAT_TYPES.filter((type): type is ChatType => chatTypes.includes(type))),
		includeRaw: options.includeRaw ?? false,
		dedupe: await dedupeOf(context, options, delivery.dedupeHours, policy),
	};
}

/** A test run in the editor neither uses up production's events nor is stopped by them. */
async function dedupeOf(
	context: TriggerContext,
	options: Options,
	standardHours: number,
	{ mayRefuse, waitMs }: RefusalPolicy,
) {
	if (options.deduplicate === false || context.getMode() === 'manual') return null;
	const chosen = Number(options.dedupeHours);
	const hours =
		Number.isFinite(chosen) && chosen > 0 ? Math.min(chosen, LONGEST_HOURS) : standardHours;
	return {
		store: await storeOf(context, options, mayRefuse),
		// With the instance: two installations that share a Redis may have imported the same workflow.
		scope: `${context.getInstanceId()}:${context.getWorkflow().id ?? ''}`,
		keepMs: hours * HOUR_MS,
		waitMs,
	};
}

async function storeOf(
	context: TriggerContext,
	options: Options,
	mayRefuse: boolean,
): Promise<ClaimStore> {
	const log = sharedLog(context.logger);
	const choice = STORE_CHOICES.find((name) => name === options.dedupeStore) ?? 'automatic';
	const chosen = async () =>
		openStore(chooseStore({ choice, redis: await redisOf(context, options) }), mayRefuse, log);
	if (mayRefuse) return await chosen();
	return await chosen().catch((error: unknown) => {
		log.warn(
			`WhatsApp: the Redis credential cannot be read, events are remembered in memory alone until it can: ${String(error)}`,
		);
		return openStore({ kind: 'memory' }, mayRefuse, log);
	});
}

/**
 * The user's own Redis, where one is chosen; n8n's own otherwise. Where Event Memory was never added
 * to the options, n8n shows no such credential and gives none.
 */
async function redisOf(context: TriggerContext, { dedupeStore = '' }: Options) {
	const isChosen = context.getNode().credentials?.redis !== undefined;
	return isChosen && ['automatic', 'redis'].includes(dedupeStore)
		? await credentialCache.recent(context, 'redis')
		: undefined;
}
