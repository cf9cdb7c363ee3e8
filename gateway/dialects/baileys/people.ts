/** Which chat a record is of, and who did it. */
import type { Chat, Sender } from '../../event';
import { chatTypeOf, person } from '../../whatsapp/jid';
import type { BaileysRecord } from './record';

export function chatOf({ key }: Pick<BaileysRecord, 'key'>): Chat {
	return { id: key.remoteJid, type: chatTypeOf(key.remoteJid) };
}

/** `me`: how the account itself is called; in a chat of two the key names the other one only. */
export function senderOf({ key, participant, pushName }: BaileysRecord, me: string): Sender | null {
	const member = key.participant || participant;
	const ofMember = {
		alt: key.participantAlt || key.participantPn || key.senderPn,
		lid: key.participantLid || key.senderLid,
	};
	if (key.fromMe) {
		const ids = member ? { id: member, ...ofMember } : { id: me };
		return person({ ...ids, name: pushName, isMe: true });
	}
	const { type } = chatOf({ key });
	if (type === 'individual' || type === 'channel') {
		const alt = key.remoteJidAlt || key.senderPn;
		return person({ id: key.remoteJid, alt, phone: alt, lid: key.senderLid, name: pushName });
	}
	return member ? person({ id: member, ...ofMember, phone: ofMember.alt, name: pushName }) : null;
}
