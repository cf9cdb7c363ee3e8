/** Cbot in the cloud: Meta's envelope. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { plainText } from '../../fixture';
import { ANA, AT, AT_SECONDS, BEN } from '../../people';
import { answeringContent } from './answers';
import { cloudContent, sharedContent } from './content';
import {
	CBOT_PHONE_NUMBER_ID,
	change,
	CLOUD,
	CLOUD_ID,
	cloud,
	cloudEntries,
	cloudItem,
	cloudMessages,
	receivedInCloud,
	status,
} from './envelope';

/** A business-scoped user id: all that remains of a sender who hides the phone. */
const BSUID = 'US.1000000000000001';

export const cloudText = (body = 'Hello', id = CLOUD_ID) =>
	cloudMessages(cloudItem('text', { body }, { id }));

export const cloudStatus = (state: string, fields: Record<string, unknown> = {}) =>
	cloud({ statuses: [status(state, { id: 'wamid.BBBB', ...fields })] });

export const cloudReaction = (emoji: string | null) =>
	cloudMessages(
		cloudItem('reaction', { message_id: 'wamid.BBBB', ...(emoji === null ? {} : { emoji }) }),
	);

/** `id`: the edit's own. */
export const cloudEdit = (body = 'Hello!', id = 'wamid.EDIT1') =>
	cloudMessages(
		cloudItem(
			'edit',
			{ original_message_id: CLOUD_ID, message: { type: 'text', text: { body } } },
			{ id },
		),
	);

/** What the business sent from its own app; Meta's name for it is an "echo". */
export const messageEcho = (body = 'On our way') =>
	cloud(
		{
			message_echoes: [
				{
					from: '15550009999',
					to: ANA,
					id: 'wamid.ECHO',
					timestamp: String(AT_SECONDS),
					type: 'text',
					text: { body },
				},
			],
		},
		'smb_message_echoes',
	);

function reacted(emoji: string | null): ExpectedEvent {
	return {
		...receivedInCloud({ type: 'reaction', reaction: { emoji, messageId: 'wamid.BBBB' } }),
		event: 'message.reaction',
	};
}

function changed(
	state: NonNullable<ExpectedEvent['status']>['state'],
	errors: NonNullable<ExpectedEvent['status']>['errors'] = [],
): ExpectedEvent {
	return {
		event: 'message.status',
		...CLOUD,
		timestamp: AT,
		chat: { id: ANA, type: 'individual' },
		message: null,
		status: { messageId: 'wamid.BBBB', ...(state ? { state } : {}), recipientId: ANA, errors },
	};
}

export const cloudFixtures: Fixture[] = [
	{
		name: 'cloud: text',
		payload: cloudText(),
		expected: [
			{
				...receivedInCloud(plainText(CLOUD_ID, 'Hello')),
				replyTo: {
					provider: 'cbot',
					instance: CBOT_PHONE_NUMBER_ID,
					chatId: ANA,
					messageId: CLOUD_ID,
					senderId: ANA,
					fromMe: false,
				},
			},
		],
	},
	{
		name: 'cloud: text from a sender known by phone and user id',
		payload: cloud({
			contacts: [{ profile: { name: 'Ana' }, wa_id: ANA, user_id: BSUID }],
			messages: [cloudItem('text', { body: 'Hello' }, { from_user_id: BSUID })],
		}),
		expected: [receivedInCloud(plainText(CLOUD_ID, 'Hello'))],
	},
	{
		name: 'cloud: text from a sender without a phone',
		payload: cloud({
			contacts: [{ profile: { name: 'Ana', username: 'ana.w' }, user_id: BSUID }],
			messages: [
				{
					from_user_id: BSUID,
					id: CLOUD_ID,
					timestamp: String(AT_SECONDS),
					type: 'text',
					text: { body: 'Hello' },
				},
			],
		}),
		expected: [
			{
				event: 'message.received',
				...CLOUD,
				timestamp: AT,
				chat: { id: BSUID, type: 'individual' },
				sender: { id: BSUID, phone: null, lid: null, name: 'Ana', isMe: false },
				message: plainText(CLOUD_ID, 'Hello'),
				replyTo: {
					provider: 'cbot',
					instance: CBOT_PHONE_NUMBER_ID,
					chatId: BSUID,
					messageId: CLOUD_ID,
					senderId: BSUID,
					fromMe: false,
				},
			},
		],
	},
	...[...sharedContent, ...answeringContent, ...cloudContent].map(
		({ name, type, content, fields, expected, note }): Fixture => ({
			name: `cloud: ${name}`,
			payload: cloudMessages(cloudItem(type, content, fields)),
			expected: [receivedInCloud(expected)],
			...(note ? { note } : {}),
		}),
	),
	{
		name: 'cloud: text edited by its sender',
		payload: cloudMessages(
			cloudItem('edit', {
				original_message_id: 'wamid.FIRST',
				message: { type: 'text', text: { body: 'Hello!' } },
			}),
		),
		expected: [
			{
				event: 'message.edited',
				...CLOUD,
				message: plainText('wamid.FIRST', 'Hello!'),
			},
		],
	},
	{
		name: 'cloud: message deleted by its sender',
		payload: cloudMessages(cloudItem('revoke', { original_message_id: 'wamid.FIRST' })),
		expected: [
			{
				event: 'message.deleted',
				...CLOUD,
				message: { id: 'wamid.FIRST', text: null, deletedFor: 'everyone' },
			},
		],
	},
	{ name: 'cloud: reaction', payload: cloudReaction('👍'), expected: [reacted('👍')] },
	{
		name: 'cloud: reaction taken away, empty emoji',
		payload: cloudReaction(''),
		expected: [reacted(null)],
	},
	{
		name: 'cloud: reaction taken away, no emoji',
		payload: cloudReaction(null),
		expected: [reacted(null)],
	},
	...(['sent', 'delivered', 'read', 'played'] as const).map(
		(state): Fixture => ({
			name: `cloud: status ${state}`,
			payload: cloudStatus(state),
			expected: [changed(state)],
		}),
	),
	{
		name: 'cloud: status failed',
		payload: cloudStatus('failed', {
			errors: [
				{
					code: 131026,
					title: 'Message undeliverable',
					message: 'Message undeliverable',
					error_data: { details: 'The number is not on WhatsApp.' },
					href: 'https://example.com/errors',
				},
			],
		}),
		expected: [
			changed('failed', [
				{
					code: 131026,
					title: 'Message undeliverable',
					details: 'The number is not on WhatsApp.',
				},
			]),
		],
	},
	{
		name: 'cloud: status of a group message, per participant',
		payload: cloudStatus('read', {
			recipient_type: 'group',
			recipient_id: 'Y2FwaV9ncm91cA==',
			recipient_participant_id: BEN,
		}),
		expected: [
			{
				event: 'message.status',
				status: { messageId: 'wamid.BBBB', state: 'read', errors: [] },
			},
		],
		note: 'whether the recipient is the group or its member is open, but see the identities',
	},
	{
		name: 'cloud: error',
		payload: cloud({
			errors: [
				{
					code: 130429,
					title: 'Rate limit hit',
					message: 'Rate limit hit',
					error_data: { details: 'Too many messages in a short time.' },
				},
			],
		}),
		expected: [
			{
				event: 'account.error',
				...CLOUD,
				chat: null,
				sender: null,
				message: null,
				replyTo: null,
				error: {
					code: 130429,
					title: 'Rate limit hit',
					details: 'Too many messages in a short time.',
				},
			},
		],
	},
	{
		name: 'cloud: two entries, one of them with two changes',
		payload: cloudEntries(
			[
				change({
					contacts: [{ profile: { name: 'Ana' }, wa_id: ANA }],
					messages: [
						cloudItem('text', { body: 'First' }, { id: 'wamid.1' }),
						cloudItem('text', { body: 'Second' }, { id: 'wamid.2' }),
					],
				}),
				change({ statuses: [status('delivered', { id: 'wamid.BBBB' })] }),
			],
			[
				change({
					metadata: {
						display_phone_number: '15550008888',
						phone_number_id: '100000000000002',
					},
					contacts: [{ profile: { name: 'Ben' }, wa_id: BEN }],
					messages: [cloudItem('text', { body: 'Third' }, { id: 'wamid.3', from: BEN })],
				}),
			],
		),
		expected: [
			{ ...receivedInCloud(plainText('wamid.1', 'First')) },
			{ ...receivedInCloud(plainText('wamid.2', 'Second')) },
			changed('delivered'),
			{
				event: 'message.received',
				instance: '100000000000002',
				sender: { id: BEN, phone: BEN, name: 'Ben', isMe: false },
				message: plainText('wamid.3', 'Third'),
			},
		],
	},
	...['account_update', 'message_template_status_update', 'calls'].map(
		(field): Fixture => ({
			name: `cloud: ${field}`,
			payload: cloudEntries([{ field, value: { event: 'SOMETHING' } }]),
			expected: [{ event: 'other', provider: 'cbot', raw: {} }],
		}),
	),
	{
		name: "cloud: the business' own message, echoed",
		payload: messageEcho(),
		expected: [
			{
				event: 'message.sent',
				...CLOUD,
				chat: { id: ANA, type: 'individual' },
				sender: { id: '15550009999', phone: '15550009999', isMe: true },
				message: {
					...plainText('wamid.ECHO', 'On our way'),
					// Only what a person wrote in the WhatsApp Business app or a linked device is echoed.
					sentBy: 'person',
				},
			},
		],
	},
	...(['image', 'audio', 'button', 'interactive'] as const).map(
		(block): Fixture => ({
			name: `cloud: message that names no type, with a block ${block}`,
			payload: cloudMessages({
				from: ANA,
				id: CLOUD_ID,
				timestamp: String(AT_SECONDS),
				[block]: {
					id: 'media-1',
					text: 'Yes',
					payload: 'yes',
					call_permission_reply: { response: 'accept' },
				},
			}),
			expected: [
				receivedInCloud({
					type: block === 'button' || block === 'interactive' ? 'selection' : block,
				}),
			],
			note: "Meta's own sample of a call permission has no type",
		}),
	),
	{
		name: 'cloud: edit',
		payload: cloudEdit(),
		expected: [
			{
				...receivedInCloud({ id: CLOUD_ID, type: 'text', text: 'Hello!' }),
				event: 'message.edited',
			},
		],
	},
	{
		name: 'cloud: edit of a caption',
		payload: cloudMessages(
			cloudItem('edit', {
				original_message_id: CLOUD_ID,
				message: { type: 'image', image: { id: 'media-1', caption: 'Look!' } },
			}),
		),
		expected: [
			{
				...receivedInCloud({ id: CLOUD_ID, type: 'image', text: 'Look!' }),
				event: 'message.edited',
			},
		],
	},
	{
		name: 'cloud: revocation',
		payload: cloudMessages(cloudItem('revoke', { original_message_id: 'wamid.FIRST' })),
		expected: [
			{
				...receivedInCloud({ id: 'wamid.FIRST', text: null, deletedFor: 'everyone' }),
				event: 'message.deleted',
			},
		],
	},
	{
		name: 'cloud: text in a group from a sender without a phone',
		payload: cloud({
			contacts: [{ profile: { name: 'Ana' }, user_id: BSUID }],
			messages: [
				cloudItem(
					'text',
					{ body: 'Hello' },
					{ from: undefined, from_user_id: BSUID, group_id: 'Y2FwaV9ncm91cA==' },
				),
			],
		}),
		expected: [
			{
				event: 'message.received',
				chat: { id: 'Y2FwaV9ncm91cA==', type: 'group' },
				sender: { id: BSUID, phone: null, name: 'Ana', isMe: false },
				message: plainText(CLOUD_ID, 'Hello'),
			},
		],
	},
	{
		name: 'cloud: somebody opened the chat for the first time',
		payload: cloudMessages(cloudItem('request_welcome', undefined)),
		expected: [
			{
				event: 'other',
				...CLOUD,
				timestamp: AT,
				chat: { id: ANA, type: 'individual' },
				sender: { id: ANA, phone: ANA, name: 'Ana', isMe: false },
				message: null,
				replyTo: null,
				raw: {},
			},
		],
	},
	...['pin', 'keep_in_chat', 'edit', 'poll_update', 'reaction'].map(
		(type): Fixture => ({
			name: `cloud: ${type} that the cloud does not support, which is no message`,
			payload: cloudMessages(
				cloudItem('unsupported', { type }, { errors: [{ code: 131051, title: 'Unknown' }] }),
			),
			expected: [{ event: 'other', chat: { type: 'individual' }, message: null, replyTo: null }],
		}),
	),
	{
		name: 'cloud: notice of WhatsApp that says nothing a person would read',
		payload: cloudMessages(cloudItem('system', { type: 'user_changed_user_id' })),
		expected: [{ event: 'other', message: null, replyTo: null }],
	},
	...['captured', 'pending', 'failed'].map(
		(state): Fixture => ({
			name: `cloud: status of a payment, ${state}`,
			payload: cloudStatus(state, {
				type: 'payment',
				payment: {
					reference_id: 'order-1',
					amount: { value: 24000, offset: 100 },
					currency: 'INR',
					transaction: { id: 'tx1', type: 'razorpay', status: 'success' },
				},
			}),
			expected: [{ event: 'other', ...CLOUD, message: null, raw: {} }],
			note: 'what becomes of a payment is no state of the message that asked for it',
		}),
	),
];
