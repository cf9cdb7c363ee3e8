/** WSAPI: groups, the session, and what the contract has no event for. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { CHANNEL, GROUP, ME } from '../../people';
import {
	ana,
	ANA_JID,
	anaIdentity,
	BASE,
	ben,
	benIdentity,
	envelope,
	EXPECTED_BEN,
	jid,
	messageData,
	OTHER,
	TIME,
	WSAPI_EVENT_ID,
} from './envelope';

type Content = Record<string, unknown>;
type ExpectedGroup = Omit<NonNullable<ExpectedEvent['group']>, 'id'>;

export function group(change: Content, eventId = WSAPI_EVENT_ID) {
	return envelope('group', { id: GROUP, sender: ben, timestamp: TIME, ...change }, eventId);
}

function inGroup(
	event: 'group.joined' | 'group.left' | 'group.updated',
	expected: ExpectedGroup,
): ExpectedEvent {
	return {
		event,
		...BASE,
		timestamp: TIME,
		chat: { id: GROUP, type: 'group' },
		sender: EXPECTED_BEN,
		message: null,
		group: { id: GROUP, ...expected },
	};
}

function groupFixture(name: string, change: Content, ...expected: ExpectedEvent[]): Fixture {
	return { name: `group: ${name}`, payload: group(change), expected };
}

function setting(): ExpectedEvent {
	return inGroup('group.updated', { action: 'setting' });
}

export const session = {
	loggedIn: () => envelope('logged_in', { deviceId: '15550009999:12@s.whatsapp.net' }),
	loggedOut: (reason = 'server_logout') => envelope('logged_out', { reason }),
	loginError: () =>
		envelope('login_error', { id: '15550009999:12@s.whatsapp.net', error: 'pairing failed' }),
	syncFinished: () => envelope('initial_sync_finished', {}),
};

function sessionIs(connection: NonNullable<ExpectedEvent['connection']>): ExpectedEvent {
	return {
		event: 'connection.updated',
		...BASE,
		chat: null,
		sender: null,
		message: null,
		replyTo: null,
		connection,
	};
}

function chatSetting(settingType: string, content: unknown) {
	return envelope('chat_setting', { id: ANA_JID, settingType, [settingType]: content });
}

function other(name: string, payload: unknown, note?: string): Fixture {
	return { name, payload, expected: [OTHER], ...(note ? { note } : {}) };
}

export const groupFixtures: Fixture[] = [
	groupFixture(
		'joined',
		{ join: [anaIdentity, { id: jid(ME) }] },
		inGroup('group.joined', { action: 'join', participants: [ANA_JID, jid(ME)] }),
	),
	groupFixture(
		'joined a community',
		{ isCommunity: true, joinReason: 'invite', join: [anaIdentity] },
		inGroup('group.joined', { action: 'join', participants: [ANA_JID] }),
	),
	groupFixture(
		'joined a group of a community',
		{
			communityId: '120363000000000003@g.us',
			isAnnouncementGroup: true,
			groupType: 'new',
			join: [anaIdentity],
		},
		inGroup('group.joined', { action: 'join', participants: [ANA_JID] }),
	),
	groupFixture(
		'left',
		{ leave: [anaIdentity] },
		inGroup('group.left', { action: 'leave', participants: [ANA_JID] }),
	),
	groupFixture(
		'promoted',
		{ promote: [anaIdentity] },
		inGroup('group.updated', { action: 'promote', participants: [ANA_JID] }),
	),
	groupFixture(
		'demoted',
		{ demote: [anaIdentity] },
		inGroup('group.updated', { action: 'demote', participants: [ANA_JID] }),
	),
	groupFixture(
		'name',
		{ name: { name: 'New name' } },
		inGroup('group.updated', { action: 'name', participants: [], value: 'New name' }),
	),
	groupFixture(
		'description',
		{ description: { topic: 'What for' } },
		inGroup('group.updated', { action: 'description', participants: [], value: 'What for' }),
	),
	groupFixture('locked', { locked: { isLocked: true } }, setting()),
	groupFixture('announce', { announce: { isAnnounce: true } }, setting()),
	groupFixture('membership approval', { membershipApproval: { isRequired: true } }, setting()),
	...[
		{ delete: { reason: 'admin' } },
		{ suspended: true },
		{ suspended: false },
		{
			link: {
				type: 'sub_group',
				groupId: '120363000000000004@g.us',
				groupName: 'Sub',
				isAnnouncementGroup: false,
			},
		},
		{ unlink: { type: 'sub_group', reason: 'unlink_group', groupId: '120363000000000004@g.us' } },
	].map((change): Fixture => {
		const [[kind, value] = []] = Object.entries(change);
		return {
			name: `group: ${kind}${typeof value === 'boolean' ? ` ${value}` : ''}`,
			payload: group(change),
			expected: [inGroup('group.updated', {})],
			note: 'setting or other',
		};
	}),
	groupFixture(
		'two changes of people at once',
		{ join: [anaIdentity], promote: [anaIdentity] },
		inGroup('group.joined', { action: 'join', participants: [ANA_JID] }),
		inGroup('group.updated', { action: 'promote', participants: [ANA_JID] }),
	),
	groupFixture(
		'two changes of settings at once',
		{ name: { name: 'New name' }, announce: { isAnnounce: false } },
		inGroup('group.updated', { action: 'name', value: 'New name' }),
		setting(),
	),
	{
		name: 'group: without a sender',
		payload: envelope('group', { id: GROUP, sender: { id: '', isMe: false }, join: [benIdentity] }),
		expected: [
			{
				event: 'group.joined',
				group: { id: GROUP, action: 'join', participants: [EXPECTED_BEN.id] },
			},
		],
		note: 'the server leaves the id empty when WhatsApp names nobody: sender is open',
	},
	{
		name: 'chat_picture: of a group',
		payload: envelope('chat_picture', { id: GROUP, sender: ben, pictureId: '1700000000' }),
		expected: [
			{
				event: 'group.updated',
				...BASE,
				chat: { id: GROUP, type: 'group' },
				sender: EXPECTED_BEN,
				group: { id: GROUP, action: 'picture', participants: [] },
			},
		],
	},
];

export const sessionFixtures: Fixture[] = [
	{
		name: 'logged_in',
		payload: session.loggedIn(),
		expected: [sessionIs({ state: 'authenticated' })],
		note: 'connection.phone is open: the device id holds it',
	},
	{
		name: 'logged_out',
		payload: session.loggedOut(),
		expected: [sessionIs({ state: 'logged_out', reason: 'server_logout' })],
	},
	{
		name: 'login_error',
		payload: session.loginError(),
		expected: [sessionIs({ state: 'auth_failed', reason: 'pairing failed' })],
	},
];

export const otherFixtures: Fixture[] = [
	other('initial_sync_finished', session.syncFinished()),
	other('chat_setting: mute', chatSetting('mute', { isMuted: true, muteEndTime: TIME })),
	other('chat_setting: pin', chatSetting('pin', { isPinned: true })),
	other('chat_setting: read', chatSetting('read', { isRead: true })),
	other('chat_setting: archive', chatSetting('archive', { isArchived: true })),
	other('chat_setting: ephemeral', chatSetting('ephemeral', { expiration: '7d', sender: ana })),
	other('chat_push_name', envelope('chat_push_name', { user: anaIdentity, pushName: 'Ana' })),
	other('chat_status', envelope('chat_status', { user: anaIdentity, status: 'Busy' })),
	other(
		'chat_picture: of a person',
		envelope('chat_picture', { id: ANA_JID, sender: ana, pictureId: '1700000000' }),
	),
	other(
		'contact',
		envelope('contact', { contact: anaIdentity, fullName: 'Ana Doe', inPhoneAddressBook: true }),
	),
	...[
		{ action: 'join', name: 'The channel', role: 'SUBSCRIBER' },
		{ action: 'leave', role: 'SUBSCRIBER' },
		{ action: 'mute', mute: 'MUTED' },
	].map((content) =>
		other(`newsletter: ${content.action}`, envelope('newsletter', { id: CHANNEL, ...content })),
	),
	other(
		'message_history_sync',
		envelope('message_history_sync', {
			chatId: ANA_JID,
			messages: [messageData({ text: 'Long ago' })],
		}),
		'old messages on demand: they have not just been received',
	),
	other('event of the future', envelope('label_update', { id: '1', name: 'VIP' })),
];
