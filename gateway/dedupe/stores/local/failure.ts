/** What SQLite's result codes mean for a store. Source: sqlite.org/rescode.html. */
import { StoreUnavailableError, type UnavailableReason } from '../../core/store';

const BUSY = 5;
const LOCKED = 6;

/** CORRUPT and NOTADB. */
const DAMAGED: ReadonlySet<number> = new Set([11, 26]);

const REASONS: ReadonlyMap<number, UnavailableReason> = new Map([
	[3, 'read-only'], // PERM
	[7, 'unreachable'], // NOMEM
	[BUSY, 'locked'],
	[LOCKED, 'locked'],
	[8, 'read-only'],
	[13, 'full'],
	[14, 'broken'], // CANTOPEN
]);

const SENTENCES: Readonly<Record<UnavailableReason, string>> = {
	unsupported: 'cannot be used here',
	unreachable: 'cannot be reached now',
	locked: 'is kept locked by another process',
	full: 'cannot grow: the disk is full',
	'read-only': 'cannot be written to',
	refused: 'may not be opened',
	broken: 'cannot be used',
};

/** The IOERR codes of a full disk: WRITE, FSYNC, TRUNCATE, SHMSIZE. */
const NO_ROOM: ReadonlySet<unknown> = new Set([778, 1034, 1546, 4874]);

/** The primary result code of an error of `node:sqlite`; null for any other error. */
function codeOf(error: unknown): number | null {
	const code = (error as { errcode?: unknown } | null)?.errcode;
	// The primary code is in the lowest byte, the details in those above it.
	return typeof code === 'number' ? code & 0xff : null;
}

/** Another process is writing: try again. */
export function isBusy(error: unknown): boolean {
	const code = codeOf(error);
	return code === BUSY || code === LOCKED;
}

/** The file is not, or no longer, an intact database. */
export function isDamage(error: unknown): boolean {
	const code = codeOf(error);
	return code !== null && DAMAGED.has(code);
}

function isNoRoom(error: unknown): boolean {
	return NO_ROOM.has((error as { errcode?: unknown } | null)?.errcode);
}

/** Whatever went wrong with `file`, as the error that stores throw. */
export function unavailable(error: unknown, file: string): StoreUnavailableError {
	if (error instanceof StoreUnavailableError) return error;
	const reason = isNoRoom(error)
		? 'full'
		: (REASONS.get(codeOf(error) ?? -1) ?? reasonOfSystem(error));
	const detail = error instanceof Error ? error.message : String(error);
	const message = `the file ${file} ${SENTENCES[reason]} (${detail})`;
	return new StoreUnavailableError(reason, message, { cause: error });
}

/** The system's own errors, from the calls around SQLite. */
function reasonOfSystem(error: unknown): UnavailableReason {
	switch ((error as NodeJS.ErrnoException | null)?.code) {
		case 'EROFS':
		case 'EACCES':
		case 'EPERM':
			return 'read-only';
		case 'ENOSPC':
		case 'EDQUOT':
			return 'full';
		case 'EMFILE':
		case 'ENFILE':
		case 'ENOMEM':
			return 'unreachable';
		default:
			return 'broken';
	}
}
