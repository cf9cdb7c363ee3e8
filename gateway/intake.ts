/**
 * One delivery's way in: verify, read, check whose it is, filter, compose, claim. Every trigger takes
 * this way and no other.
 */
import { nestsTooDeep } from './payload/schema';
import { compose, instanceOf, type Draft } from './compose';
import {
	claimEvents,
	NO_CLAIMS,
	type ClaimOutcome,
	type Dedupe,
	type HeldClaims,
} from './dedupe/core/claims';
import { StoreUnavailableError } from './dedupe/core/store';
import type { ChatType, EventName, WhatsAppEvent } from './event';
import type { Credential } from './credential';
import type { Provider } from './provider';
import { withoutSecrets } from './redaction/redact';
import { passed, type Delivery, type Verdict } from './verification/verification';

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
	 * Answered with `status`; `reason` goes to the log and, being short, into the answer.
	 * `alreadyLogged`: the log has it, once for all deliveries it concerns.
	 */
	| { kind: 'refused'; status: 400 | 401 | 403 | 503; reason: string; alreadyLogged?: true }
	/** Answered as a success, without an execution: filtered out, or all of it has run before. */
	| ({ kind: 'ignored' } & Warning)
	/** To be run. `claims` are settled once it is known whether the execution exists. */
	| ({ kind: 'accepted'; events: WhatsAppEvent[]; claims: HeldClaims } & Warning);

/** What the log should say of a delivery that was taken all the same. */
interface Warning {
	warning?: string;
}

/** Events one delivery may hold. Meta, which sends the largest batches, stays below 1,000. */
const MOST_EVENTS = 5_000;

/** A delivery that came over HTTP from outside: nothing of it is believed before it is verified. */
export async function takeDelivery(
	delivery: Delivery,
	provider: Provider,
	credential: Credential,
	settings: IntakeSettings,
): Promise<Outcome> {
	const closed = cannotCheck(credential);
	if (closed) return closed;
	const verdict = verify(delivery, provider, credential);
	if (!verdict.ok) return { kind: 'refused', status: 401, reason: verdict.reason };
	const body = parse(verdict.body, delivery);
	if (body === undefined) return notOf(provider);
	return await takeEnvelope(body, provider, credential, settings);
}

/** What is inside a delivery, once its origin is certain: also what came over our own connection. */
export async function takeEnvelope(
	body: unknown,
	provider: Provider,
	credential: Credential,
	settings: IntakeSettings,
): Promise<Outcome> {
	const closed = cannotCheck(credential);
	if (closed) return closed;
	const found = draftsIn(body, provider);
	if (!Array.isArray(found)) return found;
	const own = found.filter(({ instance }) => isFor(instance, credential));
	if (own.length === 0 && found.length > 0) {
		return { kind: 'refused', status: 403, reason: 'the event is of another instance' };
	}
	const events: WhatsAppEvent[] = [];
	for (const draft of own) {
		if (!isWanted(draft, settings)) continue;
		const event = compose(provider.id, draft);
		if (settings.includeRaw || draft.event === 'other') {
			event.raw = withoutSecrets(draft.raw ? draft.raw() : body, credential.secrets);
		}
		events.push(event);
	}
	const outcome = await claim(events, settings.dedupe);
	const foreign = found.length - own.length;
	if (foreign === 0 || outcome.kind === 'refused') return outcome;
	const warning = `${foreign} of ${found.length} events of a delivery are of another instance and were left out`;
	return { ...outcome, warning };
}

/** What a body holds, counted while it is read; or why it is refused. */
function draftsIn(body: unknown, provider: Provider): Draft[] | Outcome {
	if (nestsTooDeep(body)) {
		return { kind: 'refused', status: 400, reason: 'the body is nested too deeply' };
	}
	const reading = provider.read(body);
	if (!reading) return notOf(provider);
	const drafts: Draft[] = [];
	for (const draft of reading) {
		if (drafts.length === MOST_EVENTS) {
			return { kind: 'refused', status: 400, reason: 'the body holds more events than it may' };
		}
		drafts.push(draft);
	}
	return drafts;
}

function notOf({ displayName }: Provider): Outcome {
	return { kind: 'refused', status: 400, reason: `the body is not a ${displayName} webhook` };
}

/** What cannot be checked is not let in: the provider is asked to come again. */
function cannotCheck({ unreadable: [field] }: Credential): Outcome | null {
	if (field === undefined) return null;
	const reason = `the credential's ${field} is neither a text nor a number, so nothing can be checked against it`;
	return { kind: 'refused', status: 503, reason };
}

/** With no secret set there is nothing to check; with one, nothing passes without it. */
function verify(delivery: Delivery, provider: Provider, { webhookSecret }: Credential): Verdict {
	return webhookSecret === '' ? passed(delivery) : provider.verify(delivery, webhookSecret);
}

const JSON_TYPE = /^\s*application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;
const UTF_8 = /^utf-?8$/i;
const CHARSET = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i;

/**
 * The bytes that were verified, as JSON; undefined where they are not. The body as the host parsed
 * it is never looked at: it might have been parsed from something else.
 */
function parse(bytes: Buffer, { headers }: Delivery): unknown {
	const type = headers['content-type'];
	if (typeof type !== 'string' || !JSON_TYPE.test(type)) return undefined;
	try {
		return JSON.parse(textOf(bytes, CHARSET.exec(type)?.[1])) as unknown;
	} catch {
		return undefined;
	}
}

/** Without the mark some programs put before the first letter. Throws for a charset nobody knows. */
function textOf(bytes: Buffer, charset: string | undefined): string {
	// By far the most come so, and a decoder takes as long as all the rest of reading them.
	if (charset !== undefined && !UTF_8.test(charset)) return new TextDecoder(charset).decode(bytes);
	const text = bytes.toString('utf8');
	return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/**
 * Compared when both sides are known. A number and its digits are the same instance; what cannot be
 * an instance's name is not ours, however it got there.
 */
function isFor(named: unknown, { instanceId }: Credential): boolean {
	if (instanceId === '' || named === undefined || named === null) return true;
	return instanceOf(named) === instanceId;
}

/** Chat types do not apply to an event without a chat (a connection, an account error). */
function isWanted({ event, chat }: Draft, { events, chatTypes }: IntakeSettings): boolean {
	return events.has(event) && (!chat || chatTypes.has(chat.type));
}

async function claim(events: WhatsAppEvent[], dedupe: Dedupe | null): Promise<Outcome> {
	if (events.length === 0) return { kind: 'ignored' };
	if (!dedupe) return { kind: 'accepted', events, claims: NO_CLAIMS };

	const ids = events.map(({ eventId }) => eventId);
	let outcome: ClaimOutcome;
	try {
		outcome = await claimEvents(ids, dedupe);
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
