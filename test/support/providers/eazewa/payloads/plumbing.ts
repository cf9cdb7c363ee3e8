/** eazeWA: what WhatsApp Web keeps among its messages and nobody wrote. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { ANA, AT, GROUP } from '../../people';
import {
	ANA_CUS,
	EAZEWA_MESSAGE_ID,
	envelope,
	FROM_ANA,
	incoming,
	message,
	OWN_MESSAGE_ID,
} from './message';

/** The types of whatsapp-web.js and of WhatsApp Web itself that are no message of anybody's. */
const TYPES = [
	'notification',
	'notification_template',
	'group_notification',
	'broadcast_notification',
	'newsletter_notification',
	'status_notification',
	'e2e_notification',
	'gp2',
	'protocol',
	'ciphertext',
	'debug',
	'debug_placeholder',
	'pinned_message',
	'pin_message',
	'keep_in_chat',
	'reaction',
	'reaction_enc',
	'poll_update',
	'poll_edit_encrypted',
	'poll_add_option_encrypted',
	'poll_add_option_decrypted',
	'event_response',
	'event_edit_encrypted',
	'message_edit_encrypted',
	'request_phone_number',
	'history_bundle',
	'message_history_bundle',
	'message_history_notice',
	'biz_content_placeholder',
	'biz-cover-photo',
	'guest_upsell_system_msg',
	'loading_media',
];

/** The log of a call, written into its chat; the call's id is its own. */
export function callLog(data: Record<string, unknown>, serialized = `false_${ANA_CUS}_CALL1`) {
	return incoming({ type: 'call_log', body: '', _data: { type: 'call_log', ...data } }, serialized);
}

function called(call: NonNullable<ExpectedEvent['call']>): ExpectedEvent {
	return {
		event: 'call.updated',
		provider: 'eazewa',
		instance: '33',
		timestamp: AT,
		chat: FROM_ANA.chat,
		sender: FROM_ANA.sender,
		message: null,
		call,
	};
}

const calls: Array<[string, Record<string, unknown>, NonNullable<ExpectedEvent['call']>['state']]> =
	[
		['answered', { callOutcome: 'Completed', callDuration: 61 }, 'ended'],
		['missed', { callOutcome: 'Missed' }, 'missed'],
		['given up by the caller', { callOutcome: 'Canceled' }, 'missed'],
		['rejected', { callOutcome: 'Rejected' }, 'rejected'],
		['taken on another device', { callOutcome: 'AcceptedElsewhere' }, 'accepted'],
		['failed', { callOutcome: 'Failed' }, 'ended'],
		['going on', { callOutcome: 'Ongoing' }, 'offered'],
		['going on, settled since', { callOutcome: 'Ongoing', finalCallOutcome: 'Missed' }, 'missed'],
		['missed, told by the older name', { subtype: 'miss' }, 'missed'],
		['that says nothing of how it ended', {}, 'ended'],
	];

export const plumbingFixtures: Fixture[] = [
	...TYPES.map(
		(type): Fixture => ({
			name: `${type}, which nobody wrote`,
			payload: incoming({ type, body: type === 'gp2' ? 'New name' : '' }),
			expected: [
				{
					event: 'other',
					provider: 'eazewa',
					instance: '33',
					timestamp: AT,
					chat: FROM_ANA.chat,
					sender: FROM_ANA.sender,
					message: null,
					replyTo: null,
					raw: { event: 'message' },
				},
			],
		}),
	),
	...calls.map(
		([name, data, state]): Fixture => ({
			name: `log of a call ${name}`,
			payload: callLog(data),
			expected: [called({ id: 'CALL1', state, isVideo: false, isGroup: false })],
		}),
	),
	{
		name: 'log of a video call',
		payload: callLog({ callOutcome: 'Missed', isVideoCall: true }),
		expected: [called({ id: 'CALL1', state: 'missed', isVideo: true, isGroup: false })],
	},
	{
		name: 'log of a missed video call, told by the older name',
		payload: callLog({ subtype: 'miss_video' }),
		expected: [called({ id: 'CALL1', state: 'missed', isVideo: true, isGroup: false })],
	},
	{
		name: 'log of an own call nobody took',
		payload: envelope('message_create', {
			message: message(
				{ type: 'call_log', body: '', _data: { callOutcome: 'Canceled' } },
				`true_${ANA_CUS}_CALL1`,
			),
		}),
		expected: [
			{
				event: 'call.updated',
				chat: FROM_ANA.chat,
				sender: { id: '15550009999@c.us', isMe: true },
				call: { id: 'CALL1', state: 'ended', isVideo: false, isGroup: false },
			},
		],
	},
	{
		name: 'log of a call in a group',
		payload: callLog({ callOutcome: 'Missed', author: ANA_CUS }, `false_${GROUP}_CALL1_${ANA_CUS}`),
		expected: [
			{
				event: 'call.updated',
				chat: { id: GROUP, type: 'group' },
				sender: { id: ANA_CUS, phone: ANA, isMe: false },
				call: { id: 'CALL1', state: 'missed', isVideo: false, isGroup: true },
			},
		],
	},
	{
		name: 'revoked, as a message',
		payload: incoming({ type: 'revoked', body: '' }),
		expected: [
			{
				event: 'message.deleted',
				chat: FROM_ANA.chat,
				sender: FROM_ANA.sender,
				message: { id: EAZEWA_MESSAGE_ID, text: null, deletedFor: 'everyone' },
			},
		],
	},
	{
		name: 'message_edit that only brings the thumbnail of a picture',
		payload: envelope('message_edit', {
			message: message(
				{ type: 'image', body: '', hasMedia: true, _data: { mimetype: 'image/jpeg' } },
				OWN_MESSAGE_ID,
			),
			newBody: '/9j/4AAQSkZJRgABAQAAAQABAAD//2Q==',
		}),
		expected: [{ event: 'other', message: null, replyTo: null }],
		note: 'whatsapp-web.js tells every change of `body`, and a picture keeps its thumbnail there',
	},
];
