/** Protocol messages that say something about an earlier message: taken back, or changed. */
import * as z from 'zod/v4';

import { lenient } from '../../payload/schema';
import { unwrap } from './unwrap';
import { content, enumeration, long, otherKey, type Content } from './wire';

const holder = z.object({
	protocolMessage: z.object({
		key: otherKey,
		type: enumeration,
		editedMessage: lenient(content),
		timestampMs: long,
	}),
});

const sealed = z.object({
	secretEncryptedMessage: z.object({ targetMessageKey: otherKey, secretEncType: enumeration }),
});

export type Change =
	| { kind: 'revocation'; messageId: string }
	| {
			kind: 'edit';
			messageId: string;
			content: Content;
			/** When it was made, in milliseconds as it was sent. */
			time: number | null;
	  };

/** WAProto `ProtocolMessage.Type`: 0 REVOKE, 14 MESSAGE_EDIT. Null: nothing of the two. */
export function changeIn(said: Content): Change | null {
	const parsed = holder.safeParse(said);
	if (!parsed.success) return sealedEditIn(said);
	const { key, type, editedMessage, timestampMs = null } = parsed.data.protocolMessage;
	if (type === 0 || type === 'REVOKE') return { kind: 'revocation', messageId: key.id };
	if (type !== 14 && type !== 'MESSAGE_EDIT' && !editedMessage) return null;
	const { content: edited } = unwrap(editedMessage ?? {});
	return { kind: 'edit', messageId: key.id, content: edited, time: timestampMs };
}

/**
 * Since May 2026 senders seal their edits with the secret of the edited message, which only its
 * receiver's store has (Baileys issue 2541). WAProto `SecretEncType`: 2 MESSAGE_EDIT.
 */
function sealedEditIn(said: Content): Change | null {
	const parsed = sealed.safeParse(said);
	if (!parsed.success) return null;
	const { targetMessageKey: edited, secretEncType } = parsed.data.secretEncryptedMessage;
	if (secretEncType !== 2 && secretEncType !== 'MESSAGE_EDIT') return null;
	return { kind: 'edit', messageId: edited.id, content: {}, time: null };
}
