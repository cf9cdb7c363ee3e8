/** A trigger's parameters as the intake takes them. Both triggers read them here. */
import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import {
	CHAT_TYPES,
	EVENT_NAMES,
	findProvider,
	openStore,
	type ChatType,
	type EventName,
	type IntakeSettings,
} from '../../gateway';

const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 24 * 90;

interface Options {
	chatTypes?: string[];
	includeRaw?: boolean;
	deduplicate?: boolean;
	dedupeHours?: number;
}

export function intakeSettings(context: IWebhookFunctions | ITriggerFunctions): IntakeSettings {
	const options = context.getNodeParameter('options', {}) as Options;
	const events = context.getNodeParameter('events', ['message.received']) as string[];
	const chatTypes = options.chatTypes ?? ['individual', 'group'];
	return {
		events: new Set(EVENT_NAMES.filter((name): name is EventName => events.includes(name))),
		chatTypes: new Set(CHAT_TYPES.filter((type): type is ChatType => chatTypes.includes(type))),
		includeRaw: options.includeRaw ?? false,
		dedupe: dedupeOf(context, options),
	};
}

/** A test run in the editor neither uses up production's events nor is stopped by them. */
function dedupeOf(context: IWebhookFunctions | ITriggerFunctions, options: Options) {
	if (options.deduplicate === false || context.getMode() === 'manual') return null;
	const provider = findProvider(String(context.getNodeParameter('provider', '')));
	const standard = provider?.delivery.dedupeHours ?? 24;
	const chosen = Number(options.dedupeHours);
	const hours = Number.isFinite(chosen) && chosen > 0 ? Math.min(chosen, LONGEST_HOURS) : standard;
	return {
		store: openStore(),
		scope: context.getWorkflow().id ?? '',
		keepMs: hours * HOUR_MS,
	};
}
