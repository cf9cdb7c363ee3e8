/** Trouble a test asks for: what goes wrong with the next calls, and how. */
import type { Answer } from './routes';

export interface Fault {
	/** The route it strikes, as listed by the provider ("POST /messages/text"); any when absent. */
	route?: string;
	/** How many calls it strikes; 1 unless told. */
	times?: number;
	/**
	 * `answer` (default) answers with `status`, `body` and `headers` below; `drop` closes the
	 * connection without an answer; `hang` never answers, so that the caller's time-out decides.
	 */
	kind?: 'answer' | 'drop' | 'hang';
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	/** Waits this long (real ms) first. With no status the call then runs as usual: a slow answer. */
	delayMs?: number;
	/** Lets the call take effect first: the message is sent, only its answer goes wrong. */
	afterEffect?: boolean;
}

export interface FaultQueue {
	add(fault: Fault): void;
	/** The fault that strikes a call of this route now, if any; counts it down. */
	take(route: string | null): Fault | null;
}

export function newFaultQueue(): FaultQueue {
	const queue: Array<{ fault: Fault; left: number }> = [];
	return {
		add: (fault) => queue.push({ fault, left: fault.times ?? 1 }),
		take(route) {
			const index = queue.findIndex(({ fault }) => !fault.route || fault.route === route);
			const entry = queue[index];
			if (!entry) return null;
			if (--entry.left <= 0) queue.splice(index, 1);
			return entry.fault;
		},
	};
}

/** The answer a fault stands for; null when it only delays. */
export function faultAnswer(fault: Fault): Answer | null {
	if (fault.status === undefined) return null;
	return {
		status: fault.status,
		...(fault.body === undefined ? {} : { body: fault.body }),
		...(fault.headers ? { headers: fault.headers } : {}),
	};
}
