/** Which events each adapter makes out of the deliveries that its provider is known to send. */
import { EVENT_NAMES, type EventName } from '../../gateway/event';
import type { Provider } from '../../gateway/provider';
import { providers } from '../../gateway/providers';
import { eventOptions } from '../../nodes/shared/event-options';
import { fixtures as cbot } from '../../test/support/providers/payloads/cbot';
import { fixtures as chatbreez } from '../../test/support/providers/payloads/chatbreez';
import { fixtures as chatlevel } from '../../test/support/providers/payloads/chatlevel';
import { fixtures as eazewa } from '../../test/support/providers/payloads/eazewa';
import type { Fixture } from '../../test/support/providers/payloads/fixture';
import { fixtures as wsapi } from '../../test/support/providers/payloads/wsapi';
import { yesNo } from './markdown';

const SAMPLES: Record<string, readonly Fixture[]> = { cbot, chatbreez, chatlevel, eazewa, wsapi };

export function deliveredEvents(): string[][] {
	const delivered = providers.map(eventsOf);
	return [
		['Trigger On', '`event`', ...providers.map(({ displayName }) => displayName)],
		...EVENT_NAMES.map((name) => [
			labelOf(name),
			`\`${name}\``,
			...delivered.map((names) => yesNo(names.has(name))),
		]),
	];
}

function labelOf(name: EventName): string {
	return eventOptions.find(({ value }) => value === name)?.name ?? name;
}

function eventsOf({ id, read }: Provider): Set<EventName> {
	const samples = SAMPLES[id];
	if (!samples) throw new Error(`There are no sample deliveries of ${id}`);
	return new Set(
		samples.flatMap(({ payload }) => Array.from(read(payload) ?? [], ({ event }) => event)),
	);
}
