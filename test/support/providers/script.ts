/** The story of the demo and the end-to-end tests in a provider's own words: what it would send. */

/** What one step sends. */
export interface Line {
	payload: unknown;
	/** The id under which the event must give the message: what Reply is to quote. */
	messageId: string;
	/** Under which a download call finds the medium, for a message that has one. */
	mediumId?: string;
}

/** `id` is new for each line, so that a story can be told again and again. */
export interface Script {
	text(id: string, text: string, at: Date): Line;
	ownMessage: ((id: string, at: Date) => Line) | null;
	statusChange: ((id: string, at: Date) => Line) | null;
	voiceNote: ((id: string, at: Date) => Line) | null;
	groupMessageFromLid: ((id: string, at: Date) => Line) | null;
	/** The same event as the provider would emit it anew, under another envelope. */
	remint: ((payload: unknown) => unknown) | null;
	/** Why the missing lines are missing, in a few words. */
	missing: string | null;
}

export const OWN_TEXT = 'On our way';
export const LID_TEXT = 'Hello from the group';

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
