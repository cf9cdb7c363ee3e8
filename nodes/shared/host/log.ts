/**
 * n8n's log. A line may hold what a stranger wrote (the id of a message, a server's words): it stays
 * one line that reads in one direction, and no longer than a person would read.
 */
import type { IWorkflowBase, Logger } from 'n8n-workflow';

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Says a text on a level. */
export type Log = Record<Level, (text: string) => void>;

const LONGEST_LINE = 800;

/** Ids are shorter than this; nobody would search the log for a longer one. */
const LONGEST_ID = 100;

/** Control characters, line ends, lone surrogates, and what reverses letters or hides them. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text fit for a log: what cannot be printed is shown by its number, and what is long is cut. */
export function printable(text: string, longest = LONGEST_LINE): string {
	// Before the replacing, which makes six characters of one.
	const cut = text.slice(0, longest);
	const shown = cut.replace(
		UNPRINTABLE,
		(character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
	);
	return text.length > longest || shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}

/** Somebody else's id inside a line. */
export function printableId(id: string | null | undefined): string {
	return id ? printable(id, LONGEST_ID) : '(without id)';
}

/** Lines that go out with the workflow and the node they are about. */
export function logOf(context: {
	logger: Logger;
	getWorkflow(): Pick<IWorkflowBase, 'id'> | { id?: string | undefined };
	getNode(): { name: string };
}): Log {
	const where = { workflowId: context.getWorkflow().id, node: context.getNode().name };
	return at((level, text) => context.logger[level](text, where));
}

/** Lines about what several workflows share. */
export function sharedLog(logger: Logger): Log {
	return at((level, text) => logger[level](text));
}

function at(write: (level: Level, text: string) => void): Log {
	const to = (level: Level) => (text: string) => write(level, printable(text));
	return { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error') };
}
