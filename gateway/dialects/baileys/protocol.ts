/** Protocol messages that say something about an earlier message: taken back, or changed. */
import * as z from 'zod/v4';

import { unwrap } from './unwrap';
import { content, enumeration, otherKey, type Content } from './wire';

const holder = z.object({
	protocolMessage: z.object({
		key: otherKey,
		type: enumeration,
		editedMessage: content.optional().catch(undefined),
	}),
});

export type Change =
	| { kind: 'revocation'; messageId: string }
	| { kind: 'edit'; messageId: string; content: Content };

/** WAProto `ProtocolMessage.Type`: 0 REVOKE, 14 MESSAGE_EDIT. Null: nothing of the two. */
export function changeIn(said: Content): Change | null {
	const parsed = holder.safeParse(said);
	if (!parsed.success) return null;
	const { key, type, editedMessage } = parsed.data.protocolMessage;
	if (type === 0 || type === 'REVOKE') return { kind: 'revocation', messageId: key.id };
	if (type !== 14 && type !== 'MESSAGE_EDIT' && !editedMessage) return null;
	return { kind: 'edit', messageId: key.id, content: unwrap(editedMessage ?? {}).content };
}
