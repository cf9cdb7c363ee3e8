/**
 * What a message says about other messages and people: the quote, the mentions, the forwarding, and
 * what the chat began from.
 */
import * as z from 'zod/v4';

import { orNull } from '../../payload/schema';
import type { Message } from '../../event';
import { referralOf } from './referral';
import { contextInfo, type Content, type ContextInfo } from './wire';

const holder = z.object({ contextInfo });

/** Out of the part's own context or, where a server has moved it, the one `beside` the content. */
export function aboutOf(
	part: unknown,
	beside: ContextInfo,
	textOf: (content: Content) => string | null,
): Pick<Message, 'quoted' | 'mentions' | 'isForwarded' | 'referral'> {
	const parsed = holder.safeParse(part);
	const inside = parsed.success ? parsed.data.contextInfo : undefined;
	const quotedId = inside?.stanzaId || beside?.stanzaId;
	const quotedMessage = inside?.quotedMessage ?? beside?.quotedMessage;
	const quotes = quotedId !== undefined || quotedMessage !== undefined;
	return {
		quoted: quotes
			? {
					messageId: orNull(quotedId),
					senderId: orNull(inside?.participant) ?? orNull(beside?.participant),
					text: quotedMessage ? textOf(quotedMessage) : null,
				}
			: null,
		mentions: inside?.mentionedJid ?? beside?.mentionedJid ?? [],
		isForwarded: [inside, beside].some(
			(context) => context?.isForwarded === true || (context?.forwardingScore ?? 0) > 0,
		),
		referral:
			(inside && referralOf(inside, quotedMessage)) ??
			(beside && referralOf(beside, quotedMessage)) ??
			null,
	};
}
