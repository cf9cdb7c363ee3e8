/**
 * One delivery's way in: verify, read, check whose it is, filter, claim. Every trigger takes this
 * way and no other.
 */
import { nestsTooDeep } from './border';
import {
	claimEvents,
	NO_CLAIMS,
	type ClaimOutcome,
	type Dedupe,
	type HeldClaims,
} from './dedupe/claims';
import { LEASE_MS, LONGEST_HELD_MS } from './dedupe/renewal';
import { StoreUnavailableError } from './dedupe/store';
import type { ChatType, EventName, WhatsAppEvent } from './event';
import type { Credential, DeliveryHabits, Provider } from './provider';
import { withoutSecrets } from './redact';
import type { Delivery, Verdict } from './verification/verification';

/** What the user chose in the trigger. */
export interface IntakeSettings {
	events: ReadonlySet<EventName>;
	chatTypes: ReadonlySet<ChatType>;
	includeRaw: boolean;
	/** Null: every delivery runs, redelivered or not. */
	dedupe: Dedupe | null;
}

export type Outcome =
	/**
	 * Answered with `status`; `reason` goes to the log and, short as it is, into the answer.
	 * `alreadyLogged`: the log has it, once for all deliveries it concerns.
	 */
	| { kind: 'refused'; status: 400 | 401 | 403 | 503; reason: string; alreadyLogged?: true }
	/** Answered as a success, without an execution: filtered out, or all of it has run before. */
	| { kind: 'ignored' }
	/** To be run. `claims` are settled once it is known whether the execution exists. */
	| { kind: 'accepted'; events: WhatsAppEvent[]; claims: HeldClaims };

/** Part of the time a provider waits that a delivery may wait for another one's outcome. */
const WAIT_SHARE = 0.7;

/** By then the outcome is known, or nobody renews the claim any more and it is free. */
const UNTIL_DECIDED_MS = LONGEST_HELD_MS + LEASE_MS + 1_000;

/** Events one delivery may hold. Meta, which sends the largest batches, stays below 1,000. */
const MOST_EVENTS = 5_000;

/** A delivery that came over HTTP from outside: nothing of it is believed before it is verified. */
export async function takeDelivery(
	delivery: Delivery,
	provider: Provider,
	credential: Credential,
	settings: IntakeSettings,
): Promise<Outcome> {
	const verdict = verify(delivery, provider, credential);
	if (!verdict.ok) return { kind: 'refused', status: 401, reason: verdict.reason };
	if (!isJson(delivery)) return notOf(provider);
	return await takeEnvelope(delivery.body, provider, credential, settings);
}

/** What is inside a delivery, once its origin is certain: also what came over our own connection. */
export async function takeEnvelope(
	body: unknown,
	provider: Provider,
	credential: Credential,
	settings: IntakeSettings,
): Promise<Outcome> {
	const found = wantedIn(body, provider, credential, settings);
	return Array.isArray(found) ? await claim(found, provider, credential, settings.dedupe) : found;
}

/** The events of a body that are to run, or why there are none. */
function wantedIn(
	body: unknown,
	provider: Provider,
	credential: Credential,
	settings: IntakeSettings,
): Outcome | WhatsAppEvent[] {
	if (nestsTooDeep(body)) {
		return { kind: 'refused', status: 400, reason: 'the body is nested too deeply' };
	}
	const reading = provider.read(body);
	if (!reading) return notOf(provider);
	if (reading.events.length > MOST_EVENTS) {
		return { kind: 'refused', status: 400, reason: 'the body holds more events than it may' };
	}
	if (!isFor(reading.instance, credential)) {
		return { kind: 'refused', status: 403, reason: 'the event is of another instance' };
	}

	const wanted: WhatsAppEvent[] = [];
	for (const event of reading.events) {
		if (isWanted(event, settings)) wanted.push(withRaw(event, settings, credential));
	}
	return wanted;
}

function notOf({ displayName }: Provider): Outcome {
	return { kind: 'refused', status: 400, reason: `the body is not a ${displayName} webhook` };
}

/** With no secret set there is nothing to check; with one, nothing passes without it. */
function verify(delivery: Delivery, provider: Provider, { webhookSecret }: Credential): Verdict {
	return webhookSecret === '' ? { ok: true } : provider.verify(delivery, webhookSecret);
}

function isJson({ headers }: Delivery): boolean {
	const type = headers['content-type'];
	return typeof type === 'string' && /^application\/(?:[\w.+-]+\+)?json\b/i.test(type.trim());
}

/** Compared when both sides are known. A number and its digits are the same instance. */
function isFor(instance: string | null, { instanceId }: Credential): boolean {
	return instance === null || instanceId === '' || instance === instanceId;
}

/** An event without a chat (a connection, an account error) is not a matter of chat types. */
export function isWanted(event: WhatsAppEvent, settings: IntakeSettings): boolean {
	if (!settings.events.has(event.event)) return false;
	return event.chat === null || settings.chatTypes.has(event.chat.type);
}

function withRaw(
	event: WhatsAppEvent,
	{ includeRaw }: IntakeSettings,
	{ secrets }: Credential,
): WhatsAppEvent {
	const { raw, ...rest } = event;
	if (!includeRaw && event.event !== 'other') return rest;
	return { ...rest, raw: withoutSecrets(raw, secrets) };
}

async function claim(
	events: WhatsAppEvent[],
	{ delivery }: Provider,
	credential: Credential,
	dedupe: Dedupe | null,
): Promise<Outcome> {
	if (events.length === 0) return { kind: 'ignored' };
	if (!dedupe) return { kind: 'accepted', events, claims: NO_CLAIMS };

	const ids = events.map(({ eventId }) => eventId);
	const { from, waitMs } = wayToClaim(delivery, credential, dedupe);
	let outcome: ClaimOutcome;
	try {
		outcome = await claimEvents(ids, from, waitMs);
	} catch (error) {
		if (!(error instanceof StoreUnavailableError)) throw error;
		return {
			kind: 'refused',
			status: 503,
			reason: 'the store of event ids is down',
			alreadyLogged: true,
		};
	}
	if (!outcome.settled) {
		return {
			kind: 'refused',
			status: 503,
			reason: 'another delivery of the same event is still being started',
		};
	}
	const { fresh, claims } = outcome;
	const unseen = events.filter((_, index) => fresh[index]);
	return unseen.length === 0 ? { kind: 'ignored' } : { kind: 'accepted', events: unseen, claims };
}

/**
 * An event that is refused comes again, where the provider sends again after a 5xx. Where it does
 * not, the event would be lost: with the store down it is claimed in this process's memory.
 *
 * While another delivery of the event is in flight, this one waits for its outcome: at most a part of
 * the time the provider waits, or, where any answer is its last word, until the outcome is known or
 * the other's process has died. (eazeWA gives up waiting long before and sends again; those
 * deliveries wait along, and one of all runs.)
 */
function wayToClaim(
	{ resendsAfterServerError, answerWithinMs }: DeliveryHabits,
	credential: Credential,
	dedupe: Dedupe,
): { from: Dedupe; waitMs: number } {
	const { fallingBack = dedupe.store } = dedupe.store;
	return {
		from: resendsAfterServerError(credential) ? dedupe : { ...dedupe, store: fallingBack },
		waitMs: answerWithinMs === null ? UNTIL_DECIDED_MS : answerWithinMs * WAIT_SHARE,
	};
}
