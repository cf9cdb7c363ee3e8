/**
 * One stream per node, which goes on where the one before it ended.
 *
 * n8n may register a node anew while it is still registered, and then forget the function that
 * closes the first: its recovery of a failed trigger and its reconciler know nothing of each other.
 *
 * Where a stream ended is kept in this process, not in n8n's static data of the workflow. That is
 * stored whole, as it was when the node was registered: with each event it would undo what the
 * workflow's other nodes have put there since. After a restart of n8n the server begins with what
 * is new. None of this is what keeps an event from running twice: the claims do that.
 */
import type { Clock, StreamConnection } from '../../gateway';

export interface Held {
	connection: StreamConnection;
	/** From the call on, nothing more is taken. May be called again. */
	close(): Promise<void>;
}

/** Which stream is meant. */
export interface Whose {
	/** The node that holds it. */
	node: string;
	/** The server and the instance it comes from: its ids mean nothing to any other. */
	source: string;
}

interface Ending {
	source: string;
	lastEventId: string;
	at: number;
}

/** Whoever publishes after a longer pause does not expect old messages to be answered. */
const RESUMABLE_MS = 3_600_000;

/** Endings remembered at most; then the earliest is forgotten. */
const MOST_ENDINGS = 1_000;

const closers = new Map<string, () => Promise<void>>();
const endings = new Map<string, Ending>();

/**
 * Closes what the node holds open and opens the next. Synchronously: another registration of the
 * node cannot come in between, and no event is taken by both.
 */
export function takeOver(
	{ node, source }: Whose,
	clock: Clock,
	open: (lastEventId: string | null) => Held,
): Held {
	void closers.get(node)?.();
	const held = open(resumable());
	const close = async () => {
		const closed = held.close();
		if (closers.get(node) === close) {
			closers.delete(node);
			remember(held.connection.lastEventId);
		}
		await closed;
	};
	closers.set(node, close);
	return { ...held, close };

	function resumable(): string | null {
		const ending = endings.get(node);
		endings.delete(node);
		const isRecent = ending !== undefined && clock.now() - ending.at < RESUMABLE_MS;
		return isRecent && ending.source === source ? ending.lastEventId : null;
	}

	function remember(lastEventId: string | null): void {
		if (!lastEventId) return;
		endings.set(node, { source, lastEventId, at: clock.now() });
		const [earliest] = endings.keys();
		if (endings.size > MOST_ENDINGS && earliest !== undefined) endings.delete(earliest);
	}
}
