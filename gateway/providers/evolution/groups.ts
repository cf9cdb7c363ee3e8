/**
 * What changes about groups. Source: Evolution v2.3.7, `groupHandler`; Baileys' `GroupMetadata` and
 * `GroupParticipant`.
 */
import * as z from 'zod/v4';

import type { Draft } from '../../compose';
import type { Group } from '../../event';
import { groupEventOf } from '../../group-event';
import { hashOf } from '../../payload/hash';
import { id, list, lookUp, orNull, text } from '../../payload/schema';
import { person, phoneOf } from '../../whatsapp/jid';

const ACTIONS: Readonly<Record<string, Group['action']>> = {
	add: 'join',
	remove: 'leave',
	promote: 'promote',
	demote: 'demote',
};

/** A JID or, in later versions of Baileys, both ids of the person. */
const member = z.union([id, z.object({ id }).transform((both) => both.id)]);

const change = z.object({
	id,
	action: z.string(),
	participants: list(member),
	author: text,
	authorPn: text,
});

/** `at`: what tells two equal changes apart. */
export function readParticipants(data: unknown, me: string, at: string): Draft | null {
	const parsed = change.safeParse(data);
	if (!parsed.success) return null;
	const { participants = [], author, authorPn } = parsed.data;
	const action = lookUp(ACTIONS, parsed.data.action) ?? 'other';
	const who = author ? person({ id: author, alt: authorPn }) : null;
	const isMe = who !== null && who.phone !== null && who.phone === phoneOf(me);
	return {
		event: groupEventOf(action),
		chat: { id: parsed.data.id, type: 'group' },
		sender: who && { ...who, isMe },
		group: { id: parsed.data.id, action, participants, value: null },
		identity: [parsed.data.id, action, hashOf(participants), at],
	};
}

const metadata = z.looseObject({ id, subject: text, desc: text });

/** Groups that the account has come into. */
export function* readGroups(groups: readonly unknown[], at: string): Generator<Draft> {
	for (const group of groups) {
		const parsed = metadata.safeParse(group);
		const changed = { action: 'other' as const, value: orNull(parsed.data?.subject) };
		yield parsed.success
			? changeOf(parsed.data.id, changed, at, group)
			: { event: 'other', identity: ['groups.upsert', at, hashOf(group)], raw: () => [group] };
	}
}

/** Baileys' names for settings of a group, and what they are called here. */
const SETTINGS: Readonly<Record<string, string>> = {
	announce: 'announce',
	restrict: 'locked',
	joinApprovalMode: 'membershipApproval',
	memberAddMode: 'memberAddMode',
	inviteCode: 'inviteLink',
	ephemeralDuration: 'disappearingMessages',
};

/** What has changed about each group, one event for each thing. */
export function* readGroupChanges(groups: readonly unknown[], at: string): Generator<Draft> {
	for (const group of groups) {
		const parsed = metadata.safeParse(group);
		if (!parsed.success) {
			yield { event: 'other', identity: ['groups.update', at, hashOf(group)], raw: () => [group] };
			continue;
		}
		const changes = changesIn(parsed.data);
		const all = changes.length > 0 ? changes : [{ action: 'other' as const, value: null }];
		for (const changed of all) yield changeOf(parsed.data.id, changed, at, group);
	}
}

type Changed = Pick<Group, 'action' | 'value'>;

function changesIn(group: z.infer<typeof metadata>): Changed[] {
	const { subject, desc } = group;
	const settings = Object.entries(SETTINGS).flatMap(([name, label]): Changed[] => {
		const value = group[name];
		const isSaid = ['boolean', 'number', 'string'].includes(typeof value);
		return isSaid ? [{ action: 'setting', value: `${label}: ${String(value)}` }] : [];
	});
	return [
		...(subject === undefined ? [] : [{ action: 'name' as const, value: orNull(subject) }]),
		...(desc === undefined ? [] : [{ action: 'description' as const, value: orNull(desc) }]),
		...settings,
	];
}

function changeOf(groupId: string, { action, value }: Changed, at: string, own: unknown): Draft {
	return {
		event: 'group.updated',
		chat: { id: groupId, type: 'group' },
		group: { id: groupId, action, participants: [], value },
		identity: [groupId, action, value, at],
		raw: () => [own],
	};
}
