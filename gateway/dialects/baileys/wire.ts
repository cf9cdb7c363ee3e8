/**
 * Values and pieces as Baileys writes them in JSON. Source: Baileys' WAProto.proto; the two ways a
 * 64-bit number is spelled come from protobuf.js, by its `toJSON` or without it.
 */
import * as z from 'zod/v4';

import { amount, flag, id, lenient, list, part, text } from '../../payload/schema';
import { AD_CARD } from '../../whatsapp/referral';

const LOW_WORD = 2 ** 32;
const halves = z.object({ low: z.number().int(), high: z.number().int() });

/** A 64-bit number: a number, its digits, or the two halves of a `Long`. */
export const long = z.preprocess((value) => {
	const parsed = halves.safeParse(value);
	return parsed.success ? parsed.data.high * LOW_WORD + (parsed.data.low >>> 0) : value;
}, amount);

/** A protobuf enum: its number, or its name where `toJSON` wrote it. */
export const enumeration = lenient(
	z.union([
		z.number(),
		z
			.string()
			.regex(/^\d{1,9}$/)
			.transform(Number),
		z.string().min(1),
	]),
);

/** A message's content: one part that says what it is, and others that go along with it. */
export const content = z.record(z.string(), z.unknown());
export type Content = z.infer<typeof content>;

/** The id of another message that a part speaks of. */
export const otherKey = z.object({ id, remoteJid: text, fromMe: flag, participant: text });

export const contextInfo = part({
	stanzaId: text,
	participant: text,
	quotedMessage: lenient(content),
	mentionedJid: list(z.string()),
	isForwarded: flag,
	forwardingScore: amount,
	// What the chat began from.
	externalAdReply: part(AD_CARD),
	quotedAd: part({ advertiserName: text, caption: text }),
	conversionSource: text,
	entryPointConversionSource: text,
	ctwaPayload: z.unknown(),
});
export type ContextInfo = z.infer<typeof contextInfo>;
