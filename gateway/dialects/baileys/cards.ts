/**
 * Cards that the contract has no type for: events, invitations, albums, sticker packs, payments.
 * What a person would read on them is their text. Source: WAProto `Message`, as whatsmeow keeps it.
 */
import * as z from 'zod/v4';

import { lenient, list, orNull, part, text } from '../../payload/schema';
import type { Message } from '../../event';
import { content, otherKey, type Content } from './wire';

/** The fields that hold the words of each card, the person's own before the card's. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
	eventMessage: ['name', 'description'],
	eventInviteMessage: ['caption', 'eventTitle'],
	groupInviteMessage: ['caption', 'groupName'],
	newsletterAdminInviteMessage: ['caption', 'newsletterName'],
	newsletterFollowerInviteMessage: ['caption', 'newsletterName'],
	albumMessage: ['caption'],
	stickerPackMessage: ['caption', 'name'],
	invoiceMessage: ['note'],
	paymentReminderMessage: ['description'],
	splitPaymentMessage: ['description'],
	paymentInviteMessage: [],
	scheduledCallCreationMessage: ['title'],
	bcallMessage: ['caption'],
};
export const CARD_PARTS = Object.keys(WORDS);

/** `base`: the part's name without its version. */
export function readCard(value: unknown, base: string): Partial<Message> | null {
	const fields = content.safeParse(value);
	if (!fields.success) return null;
	const said = (WORDS[base] ?? []).map((name) => text.parse(fields.data[name]));
	return { type: 'unsupported', text: said.find((words) => words) ?? null };
}

const payment = z.object({ noteMessage: lenient(content) });

/** Money sent or asked for: the note is a message of its own. */
export function readPayment(
	value: unknown,
	textOf: (note: Content) => string | null,
): Partial<Message> | null {
	const parsed = payment.safeParse(value);
	if (!parsed.success) return null;
	const { noteMessage: note } = parsed.data;
	return { type: 'unsupported', text: note ? textOf(note) : null };
}

const music = z.object({ embeddedMusic: part({ title: text }) });

export function readMusic(value: unknown): Partial<Message> | null {
	const parsed = music.safeParse(value);
	if (!parsed.success) return null;
	return { type: 'unsupported', text: orNull(parsed.data.embeddedMusic?.title) };
}

const answer = z.object({ text: z.string().min(1), key: lenient(otherKey) });

/** An answer to a question of a channel or a status post: plain words about another message. */
export function readQuestionAnswer(value: unknown): Partial<Message> | null {
	const parsed = answer.safeParse(value);
	if (!parsed.success) return null;
	const { key, text: said } = parsed.data;
	const quoted = key && { messageId: key.id, senderId: orNull(key.participant), text: null };
	return { type: 'text', text: said, ...(quoted && { quoted }) };
}

const rich = z.object({ submessages: list(z.object({ messageText: text })) });

/** What an assistant answers comes in pieces, of which some are words. */
export function readRichResponse(value: unknown): Partial<Message> | null {
	const parsed = rich.safeParse(value);
	const pieces = parsed.data?.submessages?.flatMap((piece) => piece.messageText || []) ?? [];
	return pieces.length > 0 ? { type: 'text', text: pieces.join('\n') } : null;
}
