import type { Sending } from '../provider';

/**
 * In characters (Unicode code points). WhatsApp's own apps take this much as one message; the
 * gateways to them publish no other limit.
 */
export const WEB_TEXTS: Pick<Sending, 'longestText'> = { longestText: 65_536 };
