/** Which events each provider can send, as its adapter says. */
import { EVENT_NAMES, type EventName } from '../../gateway/event';
import { providers } from '../../gateway/providers';
import { eventOptions } from '../../nodes/shared/editor/event-options';
import { yesNo } from './markdown';

export function deliveredEvents(): string[][] {
	return [
		['Trigger On', '`event`', ...providers.map(({ displayName }) => displayName)],
		...EVENT_NAMES.map((name) => [
			labelOf(name),
			`\`${name}\``,
			...providers.map(({ events }) => yesNo(events.includes(name))),
		]),
	];
}

function labelOf(name: EventName): string {
	return eventOptions.find(({ value }) => value === name)?.name ?? name;
}
