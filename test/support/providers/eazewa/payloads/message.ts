/** eazeWA's envelope and whatsapp-web.js' message, as eazeWA passes it on. */
import type { ExpectedEvent, ExpectedMessage } from '../../fixture';
import { ANA, AT, AT_SECONDS, ME } from '../../people';

/** A number in the provider's samples, a string in its documentation. */
export const EAZEWA_INSTANCE = 33;
export const ANA_CUS = `${ANA}@c.us`;
export const ME_CUS = `${ME}@c.us`;
export const EAZEWA_MESSAGE_ID = `false_${ANA_CUS}_3EB0AAAA`;
export const OWN_MESSAGE_ID = `true_${ANA_CUS}_3EB0BBBB`;

type Content = Record<string, unknown>;

export function envelope(
	event: string,
	data: Content,
	instanceId: number | string = EAZEWA_INSTANCE,
) {
	return { event, instanceId, data };
}

/** `false_15550001111@c.us_3EB0AAAA`, taken apart as whatsapp-web.js does. */
export function messageId(serialized: string) {
	const [fromMe, remote, id, participant] = serialized.split('_');
	return {
		fromMe: fromMe === 'true',
		remote,
		id,
		...(participant ? { participant } : {}),
		_serialized: serialized,
	};
}

/** The certain core of a message, and the name from `_data`. */
export function message(content: Content = {}, serialized = EAZEWA_MESSAGE_ID) {
	const id = messageId(serialized);
	const [from, to] = id.fromMe ? [ME_CUS, id.remote] : [id.remote, ME_CUS];
	return {
		id,
		ack: 1,
		hasMedia: false,
		body: 'Hello',
		type: 'chat',
		timestamp: AT_SECONDS,
		from,
		to,
		deviceType: 'android',
		isForwarded: false,
		forwardingScore: 0,
		isStatus: false,
		isStarred: false,
		fromMe: id.fromMe,
		hasQuotedMsg: false,
		hasReaction: false,
		vCards: [],
		mentionedIds: [],
		groupMentions: [],
		isGif: false,
		links: [],
		...content,
		_data: {
			id,
			notifyName: id.fromMe ? 'Shop' : 'Ana',
			...(content['_data'] as Content | undefined),
		},
	};
}

/** The event `message` with this content. */
export function incoming(content: Content = {}, serialized = EAZEWA_MESSAGE_ID) {
	return envelope('message', { message: message(content, serialized) });
}

export const FROM_ANA = {
	provider: 'eazewa',
	instance: '33',
	timestamp: AT,
	chat: { id: ANA_CUS, type: 'individual' },
	sender: { id: ANA_CUS, phone: ANA, lid: null, name: 'Ana', isMe: false },
} satisfies ExpectedEvent;

export function receivedFromAna(expected: ExpectedMessage): ExpectedEvent {
	return {
		event: 'message.received',
		...FROM_ANA,
		message: { id: EAZEWA_MESSAGE_ID, ...expected },
	};
}
