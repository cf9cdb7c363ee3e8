import type { Sending } from '../provider';

/**
 * Meta's documentation of text messages and of image, video and document messages. How it counts is
 * not published: code points are the smallest count, so that nothing is refused here that is taken
 * there.
 */
export const BUSINESS_TEXTS: Pick<Sending, 'longestText' | 'longestCaption'> = {
	longestText: 4_096,
	longestCaption: 1_024,
};
