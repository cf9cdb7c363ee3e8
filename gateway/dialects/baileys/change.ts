/** A change of a message that is told by its protocol message alone, without the one that brought it. */
import * as z from 'zod/v4';

import { messageOf } from '../../compose';
import type { Message } from '../../event';
import { contentOf } from './content';
import { attachedTo } from './media';
import { changeIn } from './protocol';
import { otherKey } from './wire';

export interface BaileysChange {
	kind: 'edit' | 'revocation';
	/** Of the message that was changed, as its author's device has it: `fromMe` means the author. */
	key: z.infer<typeof otherKey>;
	message: Message;
	/** When it was made, in milliseconds; null where that is not said. */
	time: number | null;
}

const keyed = z.object({ key: otherKey });

/** Null: it changes no message, or cannot be read. */
export function readBaileysChange(protocolMessage: unknown): BaileysChange | null {
	const change = changeIn({ protocolMessage });
	const parsed = keyed.safeParse(protocolMessage);
	if (!change || !parsed.success) return null;
	const { key } = parsed.data;
	const { kind, messageId: id } = change;
	if (kind === 'revocation') {
		return { kind, key, message: messageOf({ id, deletedFor: 'everyone' }), time: null };
	}
	const { content, time } = change;
	const said = contentOf(content, attachedTo([content]));
	return { kind, key, message: messageOf({ ...said, id }), time };
}
