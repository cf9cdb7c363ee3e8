/**
 * One message record as Baileys keeps it and Evolution hands it on. Source: Baileys'
 * `WebMessageInfo` and `WAMessageKey`; Evolution v2.3.6, `prepareMessage` and `messages.update`.
 */
import * as z from 'zod/v4';

import { flag, id, lenient, list, text } from '../../payload/schema';
import { content, contextInfo, enumeration, long } from './wire';

const key = z.object({
	remoteJid: z.string().min(1),
	id,
	fromMe: flag,
	participant: text,
	// The same person's other id, phone number or LID; named differently by version.
	remoteJidAlt: text,
	participantAlt: text,
	senderPn: text,
	participantPn: text,
	senderLid: text,
	participantLid: text,
});

const record = z.object({
	key,
	participant: text,
	pushName: text,
	message: lenient(content),
	contextInfo,
	messageTimestamp: long,
	status: enumeration,
	messageStubType: enumeration,
	messageStubParameters: list(z.string()),
	// Evolution's tally of a poll.
	pollUpdates: list(z.object({ name: z.string(), voters: list(z.string()) })),
	// The file itself or where it is, where the server is set to say so.
	base64: text,
	mediaUrl: text,
});
export type BaileysRecord = z.infer<typeof record>;

const update = z.looseObject({ keyId: id, remoteJid: text, fromMe: flag, participant: text });

/** The record, or null when it cannot be read. In an update the key lies flat. */
export function readRecord(data: unknown): BaileysRecord | null {
	const parsed = record.safeParse(data);
	if (parsed.success) return parsed.data;
	const flat = update.safeParse(data);
	if (!flat.success) return null;
	const { keyId, remoteJid, fromMe, participant } = flat.data;
	const nested = record.safeParse({
		...flat.data,
		key: { id: keyId, remoteJid, fromMe, participant },
	});
	return nested.success ? nested.data : null;
}
