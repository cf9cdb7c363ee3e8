/** ChatBreez: what WhatsApp's devices tell each other through messages.upsert. Nobody wrote it. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { GROUP } from '../../people';
import { ANA_JID, CHATBREEZ_MESSAGE_ID, FROM_ANA, publishedUpsert, upsert } from './upsert';

const earlier = { remoteJid: ANA_JID, fromMe: true, id: '3EB0EARLIER' };
const sealed = { encPayload: 'AAAA', encIv: 'AAAA' };

const OTHER: ExpectedEvent = {
	event: 'other',
	...FROM_ANA,
	message: null,
	replyTo: null,
	raw: { event: 'messages.upsert' },
};

/** An edit the sender's device has sealed: which message it is of can be read, its text cannot. */
export function sealedEdit(id = CHATBREEZ_MESSAGE_ID, secretEncType: number | string = 2) {
	return upsert(
		{ secretEncryptedMessage: { targetMessageKey: earlier, ...sealed, secretEncType } },
		{ key: { id } },
	);
}

const parts: Record<string, Record<string, unknown>> = {
	'a pin': { pinInChatMessage: { key: earlier, type: 'PIN_FOR_ALL' } },
	'a message kept': {
		keepInChatMessage: { key: earlier, keepType: 1, timestampMs: '1768473000000' },
	},
	'a group’s sender key': { senderKeyDistributionMessage: { groupId: GROUP } },
	'a fast sender key': { fastRatchetKeySenderKeyDistributionMessage: { groupId: GROUP } },
	'a sealed reaction': { encReactionMessage: { targetMessageKey: earlier, ...sealed } },
	'a sealed comment': { encCommentMessage: { targetMessageKey: earlier, ...sealed } },
	'a sealed answer to an event': {
		encEventResponseMessage: { eventCreationMessageKey: earlier, ...sealed },
	},
	'a sealed change of an event': {
		secretEncryptedMessage: { targetMessageKey: earlier, ...sealed, secretEncType: 'EVENT_EDIT' },
	},
	'a sealed change of a poll': {
		secretEncryptedMessage: { targetMessageKey: earlier, ...sealed, secretEncType: 4 },
	},
	'a sealed option of a poll': {
		secretEncryptedMessage: { targetMessageKey: earlier, ...sealed, secretEncType: 5 },
	},
	'a sealed message for later': {
		conditionalRevealMessage: { ...sealed, conditionalRevealMessageType: 'SCHEDULED_MESSAGE' },
	},
	'a sealed change that names no message': {
		secretEncryptedMessage: { ...sealed, secretEncType: 2 },
	},
	'an option added to a poll': {
		pollAddOptionMessage: { pollCreationMessageKey: earlier, addOption: { optionName: 'Friday' } },
	},
	'a sealed vote that Evolution could not open': {
		pollUpdateMessage: {
			pollCreationMessageKey: earlier,
			vote: { ...sealed, selectedOptions: [] },
		},
	},
	'a sticker catalogue to be synchronised': { stickerSyncRmrMessage: { filehash: ['AAAA'] } },
	'a history for a new member': { messageHistoryBundle: { mimetype: 'application/octet-stream' } },
	'a notice of a shared history': { messageHistoryNotice: { messageHistoryMetadata: {} } },
	'a request for a phone number': { requestPhoneNumberMessage: {} },
	'a scheduled call called off': { scheduledCallEditMessage: { key: earlier, editType: 'CANCEL' } },
	'a payment request declined': { declinePaymentRequestMessage: { key: earlier } },
	'a payment request taken back': { cancelPaymentRequestMessage: { key: earlier } },
	'a share of a bill': { splitPaymentUpdateMessage: { splitId: 'S1', participantJid: ANA_JID } },
	'a notice about a status post': { statusNotificationMessage: { responseMessageKey: earlier } },
	'a sticker on a status post': {
		statusStickerInteractionMessage: { key: earlier, stickerKey: 'AAAA', type: 'REACTION' },
	},
	'keys of a group': { groupRootKeyShare: { entries: [] } },
	'a secret of a device': { rootSecretDistributeMessage: {} },
	'nothing but the devices': {
		messageContextInfo: { deviceListMetadata: {}, deviceListMetadataVersion: 2 },
	},
	'a limit of sharing, in its wrapper': {
		limitSharingMessage: {
			message: {
				protocolMessage: { type: 'LIMIT_SHARING', limitSharing: { sharingLimited: true } },
			},
		},
	},
	'a group mentioned in a status post': {
		groupStatusMentionMessage: {
			message: { protocolMessage: { key: earlier, type: 'STATUS_MENTION_MESSAGE' } },
		},
	},
	'a sender key from a linked device': {
		deviceSentMessage: {
			destinationJid: ANA_JID,
			message: { senderKeyDistributionMessage: { groupId: GROUP } },
		},
		messageContextInfo: { deviceListMetadataVersion: 2 },
	},
};

/** WAProto `ProtocolMessage.Type` but REVOKE and MESSAGE_EDIT. */
const protocol: Record<string, Record<string, unknown>> = {
	EPHEMERAL_SETTING: { ephemeralExpiration: 604800, ephemeralSettingTimestamp: '1768473000' },
	EPHEMERAL_SYNC_RESPONSE: {},
	HISTORY_SYNC_NOTIFICATION: { historySyncNotification: { syncType: 'RECENT' } },
	APP_STATE_SYNC_KEY_SHARE: { appStateSyncKeyShare: { keys: [] } },
	APP_STATE_SYNC_KEY_REQUEST: { appStateSyncKeyRequest: { keyIds: [] } },
	INITIAL_SECURITY_NOTIFICATION_SETTING_SYNC: {},
	APP_STATE_FATAL_EXCEPTION_NOTIFICATION: {},
	SHARE_PHONE_NUMBER: { key: earlier },
	PEER_DATA_OPERATION_REQUEST_MESSAGE: { peerDataOperationRequestMessage: {} },
	PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE: {},
	BOT_FEEDBACK_MESSAGE: { key: earlier, botFeedbackMessage: { kind: 'BOT_FEEDBACK_POSITIVE' } },
	LID_MIGRATION_MAPPING_SYNC: { lidMigrationMappingSyncMessage: {} },
	REMINDER_MESSAGE: { key: earlier },
	LIMIT_SHARING: { limitSharing: { sharingLimited: true } },
	GROUP_MEMBER_LABEL_CHANGE: { memberLabel: { label: 'Cook' } },
	MESSAGE_UNSCHEDULE: { key: earlier },
	CHAT_THEME_SETTING: {},
	SOMETHING_OF_TOMORROW: { key: earlier },
};

type CallState = NonNullable<ExpectedEvent['call']>['state'];

function callLog(callOutcome: string | number, state: CallState, isVideo: boolean): Fixture {
	return {
		name: `call log: ${callOutcome}`,
		payload: upsert({
			callLogMesssage: { isVideo, callOutcome, durationSecs: '0', callType: 'REGULAR' },
		}),
		expected: [
			{
				event: 'call.updated',
				...FROM_ANA,
				message: null,
				call: { id: CHATBREEZ_MESSAGE_ID, state, isVideo, isGroup: false },
			},
		],
	};
}

/** WAProto `WebMessageInfo.StubType`: what WhatsApp writes into a chat by itself. */
const stubs: Array<[number | string, string[]]> = [
	[38, []],
	['E2E_ENCRYPTED', []],
	[72, ['86400']],
	['CHANGE_EPHEMERAL_SETTING', ['86400']],
	[130, []],
	[154, []],
	[177, []],
	['PINNED_MESSAGE_IN_CHAT', []],
	[216, []],
	['BIZ_PRIVACY_MODE_TO_BSP', []],
	[9999, []],
];

export const plumbingFixtures: Fixture[] = [
	...Object.entries(parts).map(
		([name, message]): Fixture => ({
			name: `plumbing: ${name}`,
			payload: upsert(message),
			expected: [OTHER],
		}),
	),
	...Object.entries(protocol).map(
		([type, fields]): Fixture => ({
			name: `plumbing: protocol message ${type}`,
			payload: upsert({ protocolMessage: { type, ...fields } }),
			expected: [OTHER],
		}),
	),
	...stubs.map(
		([messageStubType, messageStubParameters]): Fixture => ({
			name: `plumbing: WhatsApp’s own note ${messageStubType}`,
			payload: publishedUpsert(undefined, { data: { messageStubType, messageStubParameters } }),
			expected: [{ event: 'other', message: null, replyTo: null, raw: {} }],
		}),
	),
	{
		name: 'plumbing of the account’s own devices',
		payload: upsert(
			{ protocolMessage: { type: 'APP_STATE_SYNC_KEY_SHARE' } },
			{ key: { fromMe: true } },
		),
		expected: [{ event: 'other', sender: { isMe: true }, message: null }],
	},
	{
		name: 'a kind nobody knows yet, with a sender key beside it',
		payload: upsert({
			senderKeyDistributionMessage: { groupId: GROUP },
			messageContextInfo: {},
			messageOfTomorrow: { hello: 'world' },
		}),
		expected: [{ event: 'message.received', message: { type: 'unsupported', text: null } }],
	},
	{
		name: 'a message hidden from linked devices',
		payload: upsert({ placeholderMessage: { type: 'MASK_LINKED_DEVICES' } }),
		expected: [{ event: 'message.received', message: { type: 'unsupported', text: null } }],
	},
	...[2, 3, 'FUTUREPROOF', 68].map(
		(messageStubType): Fixture => ({
			name: `a message that could not be opened: stub ${messageStubType}`,
			payload: publishedUpsert(undefined, { data: { messageStubType } }),
			expected: [{ event: 'message.received', message: { type: 'unsupported', text: null } }],
		}),
	),
	...[2, 'MESSAGE_EDIT', '2'].map(
		(kind): Fixture => ({
			name: `sealed edit: ${JSON.stringify(kind)}`,
			payload: sealedEdit(CHATBREEZ_MESSAGE_ID, kind),
			expected: [
				{
					event: 'message.edited',
					...FROM_ANA,
					message: { id: '3EB0EARLIER', text: null },
				},
			],
		}),
	),
	{
		name: 'sealed edit of a disappearing message, with a list of devices',
		payload: upsert({
			messageContextInfo: { deviceListMetadataVersion: 2 },
			ephemeralMessage: {
				message: {
					secretEncryptedMessage: { targetMessageKey: earlier, ...sealed, secretEncType: 2 },
				},
			},
		}),
		expected: [{ event: 'message.edited', message: { id: '3EB0EARLIER', text: null } }],
	},
	callLog('CONNECTED', 'ended', false),
	callLog('MISSED', 'missed', true),
	callLog(1, 'missed', false),
	callLog('FAILED', 'ended', false),
	callLog('REJECTED', 'rejected', false),
	callLog('ACCEPTED_ELSEWHERE', 'accepted', false),
	callLog('ONGOING', 'offered', true),
	callLog('SILENCED_BY_DND', 'missed', false),
	callLog('7', 'missed', false),
	{
		name: 'call log of a group',
		payload: upsert(
			{ callLogMesssage: { isVideo: false, callOutcome: 'ONGOING', callType: 'VOICE_CHAT' } },
			{ key: { remoteJid: GROUP, participant: ANA_JID } },
		),
		expected: [
			{
				event: 'call.updated',
				chat: { id: GROUP, type: 'group' },
				sender: { id: ANA_JID, isMe: false },
				call: { id: CHATBREEZ_MESSAGE_ID, state: 'offered', isGroup: true },
			},
		],
	},
	{
		name: 'call to a group, as Baileys notes it',
		payload: publishedUpsert(
			{ call: { callKey: 'AAAA' } },
			{ key: { remoteJid: GROUP, id: 'CALL1' } },
		),
		expected: [
			{
				event: 'call.updated',
				chat: { id: GROUP, type: 'group' },
				message: null,
				call: { id: 'CALL1', state: 'offered', isVideo: false, isGroup: true },
			},
		],
	},
	...(
		[
			[169, false],
			['SILENCED_UNKNOWN_CALLER_VIDEO', true],
		] as const
	).map(
		([messageStubType, isVideo]): Fixture => ({
			name: `silenced call: stub ${messageStubType}`,
			payload: publishedUpsert(undefined, { data: { messageStubType } }),
			expected: [
				{
					event: 'call.updated',
					message: null,
					call: { id: CHATBREEZ_MESSAGE_ID, state: 'missed', isVideo },
				},
			],
		}),
	),
];
