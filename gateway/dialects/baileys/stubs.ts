/**
 * Stubs: what WhatsApp itself writes into a chat, told by a type instead of a content. Those that
 * change a group or tell of a missed call become their own events. Source: WAProto
 * `WebMessageInfo.StubType`; their parameters from Baileys' process-message.
 */
import * as z from 'zod/v4';

import { lookUp } from '../../payload/schema';
import type { Call, Group } from '../../event';
import type { BaileysRecord } from './record';

/** A stub's number and its name: either can stand in a payload. Only those that mean something here. */
const NAMES: Readonly<Record<number, string>> = {
	1: 'REVOKE',
	2: 'CIPHERTEXT',
	3: 'FUTUREPROOF',
	20: 'GROUP_CREATE',
	21: 'GROUP_CHANGE_SUBJECT',
	22: 'GROUP_CHANGE_ICON',
	23: 'GROUP_CHANGE_INVITE_LINK',
	24: 'GROUP_CHANGE_DESCRIPTION',
	25: 'GROUP_CHANGE_RESTRICT',
	26: 'GROUP_CHANGE_ANNOUNCE',
	27: 'GROUP_PARTICIPANT_ADD',
	28: 'GROUP_PARTICIPANT_REMOVE',
	29: 'GROUP_PARTICIPANT_PROMOTE',
	30: 'GROUP_PARTICIPANT_DEMOTE',
	31: 'GROUP_PARTICIPANT_INVITE',
	32: 'GROUP_PARTICIPANT_LEAVE',
	33: 'GROUP_PARTICIPANT_CHANGE_NUMBER',
	40: 'CALL_MISSED_VOICE',
	41: 'CALL_MISSED_VIDEO',
	43: 'GROUP_DELETE',
	45: 'CALL_MISSED_GROUP_VOICE',
	46: 'CALL_MISSED_GROUP_VIDEO',
	47: 'PAYMENT_CIPHERTEXT',
	48: 'PAYMENT_FUTUREPROOF',
	68: 'OVERSIZED',
	69: 'GROUP_CHANGE_NO_FREQUENTLY_FORWARDED',
	71: 'GROUP_PARTICIPANT_ADD_REQUEST_JOIN',
	132: 'ADMIN_REVOKE',
	133: 'GROUP_INVITE_LINK_GROWTH_LOCKED',
	140: 'GROUP_PARTICIPANT_ACCEPT',
	141: 'GROUP_PARTICIPANT_LINKED_GROUP_JOIN',
	144: 'GROUP_MEMBERSHIP_JOIN_APPROVAL_REQUEST',
	145: 'GROUP_MEMBERSHIP_JOIN_APPROVAL_MODE',
	151: 'GROUP_PARTICIPANT_JOINED_GROUP_AND_PARENT_GROUP',
	169: 'SILENCED_UNKNOWN_CALLER_AUDIO',
	170: 'SILENCED_UNKNOWN_CALLER_VIDEO',
	171: 'GROUP_MEMBER_ADD_MODE',
	172: 'GROUP_MEMBERSHIP_JOIN_APPROVAL_REQUEST_NON_ADMIN_ADD',
	186: 'GROUP_CHANGE_RECENT_HISTORY_SHARING',
	203: 'GROUP_DEACTIVATED',
	217: 'GROUP_MEMBER_LINK_MODE',
	220: 'QUARANTINED_MESSAGE',
	221: 'GROUP_MEMBER_SHARE_GROUP_HISTORY_MODE',
	222: 'GROUP_OPEN_BOT_ADDED',
	223: 'GROUP_TEE_BOT_ADDED',
};

/** Stubs in the place of a message that somebody wrote and nobody could open. */
const UNOPENED: ReadonlySet<string> = new Set([
	'CIPHERTEXT',
	'FUTUREPROOF',
	'PAYMENT_CIPHERTEXT',
	'PAYMENT_FUTUREPROOF',
	'OVERSIZED',
	'QUARANTINED_MESSAGE',
]);

const MEMBERSHIPS: Readonly<Record<string, Group['action']>> = {
	GROUP_PARTICIPANT_ADD: 'join',
	GROUP_PARTICIPANT_INVITE: 'join',
	GROUP_PARTICIPANT_ACCEPT: 'join',
	GROUP_PARTICIPANT_ADD_REQUEST_JOIN: 'join',
	GROUP_PARTICIPANT_LINKED_GROUP_JOIN: 'join',
	GROUP_PARTICIPANT_JOINED_GROUP_AND_PARENT_GROUP: 'join',
	GROUP_PARTICIPANT_REMOVE: 'leave',
	GROUP_PARTICIPANT_LEAVE: 'leave',
	GROUP_PARTICIPANT_PROMOTE: 'promote',
	GROUP_PARTICIPANT_DEMOTE: 'demote',
};

const TEXTS: Readonly<Record<string, Group['action']>> = {
	GROUP_CHANGE_SUBJECT: 'name',
	GROUP_CHANGE_DESCRIPTION: 'description',
	GROUP_CHANGE_ICON: 'picture',
};

const SETTINGS: Readonly<Record<string, string>> = {
	GROUP_CHANGE_RESTRICT: 'locked',
	GROUP_CHANGE_ANNOUNCE: 'announce',
	GROUP_CHANGE_INVITE_LINK: 'inviteLink',
	GROUP_MEMBERSHIP_JOIN_APPROVAL_MODE: 'membershipApproval',
	GROUP_MEMBER_ADD_MODE: 'memberAddMode',
};

/** The stub's name; null when the record is none. An unknown number keeps its digits. */
export function stubOf({ messageStubType: type }: BaileysRecord): string | null {
	if (type === undefined || type === 0) return null;
	return typeof type === 'number' ? (NAMES[type] ?? String(type)) : type;
}

/** Whether the stub stands for a message that somebody wrote. */
export function isUnopened(stub: string): boolean {
	return UNOPENED.has(stub);
}

/** Whether the record says that its own message was taken back. */
export function isRevocation(stub: string): boolean {
	return stub === 'REVOKE' || stub === 'ADMIN_REVOKE';
}

/** What the stub changed about the group; null when it is about something else. */
export function groupChangeOf(stub: string, record: BaileysRecord): Group | null {
	if (!stub.startsWith('GROUP_')) return null;
	const parameters = record.messageStubParameters ?? [];
	const value = parameters[0] || null;
	const group = { id: record.key.remoteJid, participants: [], value: null };

	const membership = lookUp(MEMBERSHIPS, stub);
	if (membership) return { ...group, action: membership, participants: parameters.map(jidIn) };
	const changed = lookUp(TEXTS, stub);
	if (changed) return { ...group, action: changed, value };
	const setting = lookUp(SETTINGS, stub);
	if (setting) {
		return {
			...group,
			action: 'setting',
			value: value === null ? setting : `${setting}: ${value}`,
		};
	}
	return { ...group, action: 'other', value };
}

/** The missed call the stub tells of; null when it tells of none. */
export function missedCallOf(stub: string, record: BaileysRecord): Call | null {
	if (!/^(CALL_MISSED|SILENCED_UNKNOWN_CALLER)_/.test(stub)) return null;
	return {
		id: record.key.id,
		state: 'missed',
		isVideo: stub.endsWith('VIDEO'),
		isGroup: stub.includes('GROUP'),
	};
}

const participant = z.object({ id: z.string() });

/** A participant is a JID; newer versions write it as JSON with both ids of the person. */
function jidIn(parameter: string): string {
	if (!parameter.startsWith('{')) return parameter;
	try {
		const parsed = participant.safeParse(JSON.parse(parameter));
		return parsed.success ? parsed.data.id : parameter;
	} catch {
		return parameter;
	}
}
