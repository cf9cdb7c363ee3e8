/** The events `group`, which may hold several changes, and `chat_picture` of a group. */
import * as z from 'zod/v4';

import type { Draft } from '../../../compose';
import { groupEventOf } from '../../../group-event';
import { isFields } from '../../../payload/fields';
import { framing } from '../../../payload/own-part';
import { id, orNull, text } from '../../../payload/schema';
import { fromIsoText } from '../../../payload/time';
import { chatTypeOf, person } from '../../../whatsapp/jid';
import { eventReader } from './event-reader';
import { CHANGE_FIELDS, changesIn, type GroupChange } from './group-changes';
import { maybeSomebody } from './people';

const group = z.object({ id, sender: maybeSomebody, timestamp: text });
const picture = z.object({ id, sender: maybeSomebody, pictureId: text });

/** One event of ours for each change. */
export const readGroup = eventReader(group, (wire, eventId, data) => {
	const fields = isFields(data) ? data : {};
	const drafts = changesIn(fields).map(({ field, change }) => ({
		field,
		draft: draftOf(wire, field, change, eventId),
	}));
	// A change of a kind that is not known.
	if (drafts.length === 0) return [draftOf(wire, 'other', { action: 'other' }, eventId)];
	if (drafts.length === 1) return drafts.map(({ draft }) => draft);
	const frame = framing(fields, CHANGE_FIELDS);
	return drafts.map(({ field, draft }) => ({
		...draft,
		raw: () => frame({ [field]: fields[field] }),
	}));
});

export const readPicture = eventReader(picture, (wire, eventId) => {
	if (chatTypeOf(wire.id) !== 'group') return null;
	const change = { action: 'picture', value: orNull(wire.pictureId) } as const;
	return [draftOf(wire, 'picture', change, eventId)];
});

/** `field`: where the change stands; it tells the changes of one event apart. */
function draftOf(
	wire: Pick<z.infer<typeof group>, 'id' | 'sender'> & { timestamp?: string | undefined },
	field: string,
	change: GroupChange,
	eventId: string | null,
): Draft {
	const timestamp = fromIsoText(wire.timestamp);
	const changed = { id: wire.id, participants: [], value: null, ...change };
	return {
		event: groupEventOf(change.action),
		timestamp,
		chat: { id: wire.id, type: 'group' },
		sender: wire.sender ? person(wire.sender) : null,
		group: changed,
		identity: [
			eventId ?? `${wire.id} ${timestamp} ${changed.participants.join()}`,
			field,
			changed.value,
		],
	};
}
