/** What processes that were killed had answered last. */
import type { Balancer } from './balancer';

/** A process that was killed, by its base URL, and when, by `performance.now()`. */
export interface Death {
	baseUrl: string;
	at: number;
}

/** From the answer to the confirmation of its claim, with what a busy process does in between. */
const CONFIRMED_WITHIN_MS = 100;

/** From an answer to who reads it, on a busy machine. The process is not back as soon. */
const READ_WITHIN_MS = 1_000;

/**
 * The deliveries a process answered just before it died. n8n's answer is on its way a moment before
 * the claim is confirmed: killed in between, a process leaves a claim that ends with its lease, and
 * another delivery of the event runs then, though nobody saw this one break off.
 */
export function lastWords({ answers }: Balancer, deaths: readonly Death[]): string[] {
	const isLast = (by: string, at: number) =>
		deaths.some(
			(death) =>
				death.baseUrl === by &&
				at > death.at - CONFIRMED_WITHIN_MS &&
				at < death.at + READ_WITHIN_MS,
		);
	return answers.filter(({ by, at }) => isLast(by, at)).map(({ sent }) => sent);
}
