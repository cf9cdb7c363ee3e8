/** What a group event says has changed: each of its fields that is a change, in our words. */
import * as z from 'zod/v4';

import type { Group } from '../../../event';
import type { Fields } from '../../../payload/fields';
import { flag, list, lookUp, orNull, text } from '../../../payload/schema';
import { identity } from './people';

export type GroupChange = Pick<Group, 'action'> & Partial<Group>;

const somebodies = list(identity);

type ChangeReader = (value: unknown) => GroupChange | null;

const CHANGES: Readonly<Record<string, ChangeReader>> = {
	description: told(z.object({ topic: text }), ({ topic }) => ({
		action: 'description',
		value: orNull(topic),
	})),
	name: told(z.object({ name: text }), ({ name }) => ({ action: 'name', value: orNull(name) })),
	locked: told(z.object({ isLocked: flag }), (it) => setting('locked', it.isLocked)),
	announce: told(z.object({ isAnnounce: flag }), (it) => setting('announce', it.isAnnounce)),
	membershipApproval: told(z.object({ isRequired: flag }), (it) =>
		setting('membershipApproval', it.isRequired),
	),
	leave: members('leave'),
	join: members('join'),
	promote: members('promote'),
	demote: members('demote'),
	// About the group, with no word of ours.
	delete: other,
	suspended: other,
	link: other,
	unlink: other,
};

export const CHANGE_FIELDS = Object.keys(CHANGES);

/** The changes in a group event, in the payload's order, each with the field it stands in. */
export function changesIn(data: Fields): Array<{ field: string; change: GroupChange }> {
	return Object.keys(data).flatMap((field) => {
		const change = lookUp(CHANGES, field)?.(data[field]);
		return change ? [{ field, change }] : [];
	});
}

function told<S extends z.ZodType>(
	schema: S,
	change: (said: z.output<S>) => GroupChange,
): ChangeReader {
	return (value) => {
		const parsed = schema.safeParse(value);
		return parsed.success ? change(parsed.data) : null;
	};
}

function setting(name: string, isOn: boolean | undefined): GroupChange {
	return { action: 'setting', value: `${name}: ${isOn ? 'on' : 'off'}` };
}

function members(action: Group['action']): ChangeReader {
	return (value) => {
		const participants = (somebodies.parse(value) ?? []).map(({ id }) => id);
		return participants.length > 0 ? { action, participants } : null;
	};
}

function other(value: unknown): GroupChange | null {
	return value === undefined || value === null ? null : { action: 'other' };
}
