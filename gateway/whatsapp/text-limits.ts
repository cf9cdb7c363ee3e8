/** How long a text may be, by the format it travels in. In characters (Unicode code points). */
import type { Sending } from '../provider';

type TextLimits = Pick<Sending, 'longestText' | 'longestCaption'>;

/** WhatsApp's own apps take this much as one message; the gateways to them publish no other limit. */
export const WEB_TEXTS: TextLimits = { longestText: 65_536 };

/**
 * Meta's documentation of text messages and of image, video and document messages. How it counts is
 * not published: code points are the smallest count, so that nothing is refused here that is taken
 * there.
 */
export const BUSINESS_TEXTS: TextLimits = { longestText: 4_096, longestCaption: 1_024 };
