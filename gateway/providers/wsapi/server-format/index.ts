/**
 * Events as WSAPI's own server writes them: `eventType` with its `eventData`. Source of every field
 * in this folder: WSAPI server, openapi/wsapi-events.yml v2.0.0 and internal/event/.
 */
import type { Draft } from '../../../compose';
import { hashOf } from '../../../payload/hash';
import { lookUp } from '../../../payload/schema';
import { readAcceptance, readOffer, readTermination } from './call';
import { readLogin, readLoginError, readLogout } from './connection';
import { readDeletion } from './deletion';
import type { EventReader } from './event-reader';
import { readGroup, readPicture } from './group';
import { readMessage } from './message';
import { readChatPresence, readUserPresence } from './presence';
import { readReceipt } from './receipt';

export interface ServerEvent {
	eventType: string;
	/** Minted per emission: equal for a redelivery, not for one message sent two ways. */
	eventId: string | null;
	/** `eventData` as it came. */
	data: unknown;
}

/** The events one event holds; what is not known or cannot be read is `other`. */
export function readServerEvent({ eventType, eventId, data }: ServerEvent): Iterable<Draft> {
	return (
		lookUp(READERS, eventType)?.(data, eventId) ?? [
			{ event: 'other', identity: [eventType, eventId ?? hashOf(data)] },
		]
	);
}

/** By `eventType`. What is missing (stars, settings, contacts, old messages …) has no word of ours. */
const READERS: Readonly<Record<string, EventReader>> = {
	message: readMessage,
	message_read: readReceipt,
	message_delete: readDeletion,
	chat_presence: readChatPresence,
	user_presence: readUserPresence,
	group: readGroup,
	chat_picture: readPicture,
	call_offer: readOffer,
	call_accept: readAcceptance,
	call_terminate: readTermination,
	logged_in: readLogin,
	logged_out: readLogout,
	login_error: readLoginError,
};
