/**
 * The log of a call, which WhatsApp Web keeps as a message of the chat. Its id is the call's own, so
 * that the log and the call that was offered are about the same. Source: WhatsApp Web's call logs
 * (2026); before them the subtype told of missed calls alone ("miss", "miss_video", "miss_group").
 */
import { lookUp } from '../../payload/schema';
import type { Draft } from '../../compose';
import type { Call } from '../../event';
import { chatOf, isFromMe, senderOf, type WebMessage } from './message';
import { timeOf } from './time';

const STATES: Readonly<Record<string, Call['state']>> = {
	completed: 'ended',
	failed: 'ended',
	missed: 'missed',
	rejected: 'rejected',
	acceptedelsewhere: 'accepted',
	ongoing: 'offered',
};

export function readCallLog(message: WebMessage, me: string): Draft {
	const chat = chatOf(message);
	const state = stateOf(message);
	const id = message.id.bare;
	return {
		event: 'call.updated',
		timestamp: timeOf(message.timestamp ?? message.t),
		chat,
		sender: senderOf(message, me),
		call: {
			id,
			state,
			isVideo: message.isVideoCall ?? message.subtype?.includes('video') ?? false,
			isGroup: chat?.type === 'group',
		},
		identity: [id, state],
	};
}

function stateOf(message: WebMessage): Call['state'] {
	const outcome = (message.finalCallOutcome ?? message.callOutcome ?? '').toLowerCase();
	// The caller gave up: to the one who was called, that is a call that was missed.
	if (outcome === 'canceled') return isFromMe(message) ? 'ended' : 'missed';
	return lookUp(STATES, outcome) ?? (message.subtype?.startsWith('miss') ? 'missed' : 'ended');
}
