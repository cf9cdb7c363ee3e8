/** A trigger's parameters as the intake takes them. Both triggers read them here. */
import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import {
	CHAT_TYPES,
	EVENT_NAMES,
	findProvider,
	openStore,
	STORE_CHOICES,
	type ChatType,
	type EventName,
	type IntakeSettings,
	type StoreChoice,
} from '../../gateway';
import { decrypted } from './decrypted';

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

export async function intakeSettings(context: TriggerContext): Promise<IntakeSettings> {
	const options = context.getNodeParameter('options', {}) as Options;
	const events = context.getNodeParameter('events', ['message.received']) as string[];
	const chatTypes = options.chatTypes ?? ['individual', 'group'];
	return {
		events: new Set(EVENT_NAMES.filter((name): name is EventName => events.includes(name))),
		chatTypes: new Set(CHAT_TYPES.filter((type): type is ChatType => chatTypes.includes(type))),
		includeRaw: options.includeRaw ?? false,
		dedupe: await dedupeOf(context, options),
	};
}

/** A test run in the editor neither uses up production's events nor is stopped by them. */
async function dedupeOf(context: TriggerContext, options: Options) {
	if (options.deduplicate === false || context.getMode() === 'manual') return null;
	const provider = findProvider(String(context.getNodeParameter('provider', '')));
	const standard = provider?.delivery.dedupeHours ?? 24;
	const chosen = Number(options.dedupeHours);
	const hours = Number.isFinite(chosen) && chosen > 0 ? Math.min(chosen, LONGEST_HOURS) : standard;
	const choice = STORE_CHOICES.find((name) => name === options.dedupeStore) ?? 'automatic';
	return {
		store: openStore({ choice, redis: await redisOf(context, choice) }, context.logger),
		// With the instance: two n8n that share a Redis may have imported workflows of the same id.
		scope: `${context.getInstanceId()}:${context.getWorkflow().id ?? ''}`,
		keepMs: hours * HOUR_MS,
	};
}

/** The user's own Redis, where one is chosen; n8n's own otherwise. */
async function redisOf(context: TriggerContext, choice: StoreChoice) {
	const isChosen = choice === 'redis' && context.getNode().credentials?.redis !== undefined;
	return isChosen ? await decrypted(context, 'redis') : undefined;
}
