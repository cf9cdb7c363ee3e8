/**
 * May an event be refused? Answered once, by the trigger it comes to, which knows whether somebody
 * waits for an answer and sends again.
 */
import type { Credential } from './credential';
import { LEASE_MS, LONGEST_HELD_MS } from './dedupe/core/renewal';
import type { DeliveryPolicy } from './provider';

export interface RefusalPolicy {
	/**
	 * An event that is refused comes again. Where it does not, a refusal would lose it: while the
	 * store of event ids is down, it is claimed in this process's memory.
	 */
	mayRefuse: boolean;
	/**
	 * How long a delivery waits, in milliseconds, while another one of the same event is being
	 * started.
	 */
	waitMs: number;
}

/** How much of the time a provider waits a delivery may spend waiting for another one's outcome. */
const WAIT_SHARE = 0.7;

/** By then the outcome is known, or nobody renews the claim any more and it is free. */
const UNTIL_DECIDED_MS = LONGEST_HELD_MS + LEASE_MS + 1_000;

/**
 * For a webhook it follows from what its provider does. Where no answer makes the provider send
 * again, a delivery waits until the outcome is known or the other's process has died. (eazeWA stops
 * waiting long before and sends again; those deliveries wait as well, and one of them runs.)
 */
export function policyOfWebhook(
	{ resendsAfterServerError, answerWithinMs }: DeliveryPolicy,
	credential: Credential,
): RefusalPolicy {
	return {
		mayRefuse: resendsAfterServerError(credential),
		waitMs: answerWithinMs === null ? UNTIL_DECIDED_MS : answerWithinMs * WAIT_SHARE,
	};
}

/** A stream is not answered, so whatever is refused is lost: nobody sends again. */
export const STREAM_POLICY: RefusalPolicy = { mayRefuse: false, waitMs: UNTIL_DECIDED_MS };
