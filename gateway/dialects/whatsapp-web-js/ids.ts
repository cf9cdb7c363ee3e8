/**
 * Ids as WhatsApp Web keeps them. A person or chat is a text or `{user, server, _serialized}`; a
 * message `{fromMe, remote, id, participant?, _serialized}`, where `_serialized` is
 * `<fromMe>_<chat>_<id>`, in groups with `_<participant>` behind it. Source: whatsapp-web.js
 * structures; WaAPI openapi v1.6.0.
 */
import * as z from 'zod/v4';

import { flag, isId, lenient, LONGEST_ID, text } from '../../payload/schema';
import { isFields } from '../../payload/fields';

/** A person's or chat's id as text; undefined for anything else. */
export function widOf(value: unknown): string | undefined {
	if (typeof value === 'string') return isId(value) ? value : undefined;
	if (!isFields(value)) return undefined;
	const { _serialized: whole, user, server } = value;
	if (typeof whole === 'string' && isId(whole)) return whole;
	return isId(user) && typeof server === 'string' && isId(server) ? `${user}@${server}` : undefined;
}

/** `widOf`, for a field. */
export const wid = lenient(
	z.custom<unknown>((value) => widOf(value) !== undefined).transform((value) => widOf(value)),
);

/** A message's id, whole, and what it tells of the message. */
export interface MessageKey {
	/** The serialized id, which the provider's calls take; the bare one where no more was sent. */
	id: string;
	/** The part of it that WhatsApp itself made. */
	bare: string;
	chatId: string | null;
	participant: string | null;
	fromMe: boolean | null;
}

const parts = z.object({
	_serialized: text,
	id: text,
	remote: wid,
	participant: wid,
	fromMe: flag,
});

/** A message's id in any of its spellings. Fails when there is none. */
export const messageKey = z.union([
	z.string().min(1).max(LONGEST_ID).transform(parseKey),
	parts.transform((wire, context): MessageKey => {
		const parsed = wire._serialized ? parseKey(wire._serialized) : null;
		const known = {
			chatId: wire.remote ?? parsed?.chatId ?? null,
			participant: wire.participant ?? parsed?.participant ?? null,
			fromMe: wire.fromMe ?? parsed?.fromMe ?? null,
		};
		const whole = parsed?.id ?? (wire.id && serialize(wire.id, known));
		if (whole) return { ...known, id: whole, bare: wire.id ?? parsed?.bare ?? whole };
		context.addIssue({ code: 'custom', message: 'no id' });
		return z.NEVER;
	}),
]);

const SERIALIZED = /^(true|false)_([^_]+)_([^_]+)(?:_(.+))?$/;

function parseKey(serialized: string): MessageKey {
	const [, fromMe, chatId = null, bare = serialized, rest = ''] = SERIALIZED.exec(serialized) ?? [];
	return {
		id: serialized,
		bare,
		chatId,
		// Behind an id this account has just sent stands "out" instead of a participant.
		participant: rest.includes('@') ? rest : null,
		fromMe: fromMe === undefined ? null : fromMe === 'true',
	};
}

/** The serialized id, as far as its parts are known. */
export function serialize(
	id: string,
	{ chatId, participant, fromMe }: Omit<MessageKey, 'id' | 'bare'>,
): string {
	if (chatId === null || SERIALIZED.test(id)) return id;
	return [fromMe ?? false, chatId, id, ...(participant === null ? [] : [participant])].join('_');
}
