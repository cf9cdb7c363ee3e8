/**
 * What a provider is to this package: one value of this shape per provider, in
 * `providers/<id>/index.ts`. An optional member is a capability: the editor hides what is missing,
 * the action explains it, and nothing outside the provider's own folder asks for its name.
 */
import type * as z from 'zod/v4';

import type { Draft } from './compose';
import type { EventName, MediaKind } from './event';
import type { Downloads } from './media/downloads';
import type { IncomingFile } from './media/incoming-file';
import type { OutgoingFile } from './media/outgoing-file';
import type { MediaRules } from './media/rules';
import type { StreamRequest } from './stream/transport';
import type { Verify } from './verification/verification';

/** The fields of a provider's credential that the gateway reads. Absent ones are empty. */
export interface Credential {
	apiKey: string;
	/** Without a trailing slash. */
	baseUrl: string;
	/** The provider's instance, device or number; empty when the provider has none. */
	instanceId: string;
	/** Empty: deliveries are accepted without a check. */
	webhookSecret: string;
	/** A provider's own further fields, by name. */
	extra: Readonly<Record<string, string>>;
	/** Every field that must never be shown: the keys and the secret. */
	secrets: readonly string[];
	/**
	 * What a delivery is checked against and cannot be, by its label: the field holds neither a text
	 * nor a number. An expression whose variable does not exist gives undefined; taken for empty, it
	 * would turn the check off.
	 */
	unreadable: readonly string[];
}

/** The fields whose emptiness means that nothing is checked. */
const CHECKED = { webhookSecret: 'Webhook Secret', instanceId: 'Instance ID' } as const;

/**
 * A credential out of the fields n8n keeps for it, whatever their types are by now. A field that was
 * never filled in comes as an empty text, because n8n puts in its default.
 */
export function readCredential(fields: Readonly<Record<string, unknown>>): Credential {
	const spelled = Object.fromEntries(
		Object.entries(fields).flatMap(([name, value]) =>
			isSpelled(value) ? [[name, String(value)]] : [],
		),
	);
	const { apiKey = '', baseUrl = '', instanceId = '', webhookSecret = '', ...extra } = spelled;
	return {
		apiKey: apiKey.trim(),
		baseUrl: baseUrl.trim().replace(/\/+$/, ''),
		instanceId: instanceId.trim(),
		// Not trimmed: what was typed is what is compared, and blanks must not turn into "no secret".
		webhookSecret,
		extra,
		secrets: Object.keys(spelled).flatMap((name) =>
			/(apikey|secret)$/i.test(name) ? (spelled[name] ?? []) : [],
		),
		unreadable: Object.entries(CHECKED).flatMap(([name, label]) =>
			name in fields && !isSpelled(fields[name]) ? [label] : [],
		),
	};
}

function isSpelled(value: unknown): value is string | number {
	return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

/** What a call does, which decides whether it is repeated and what is said when it fails. */
export type Effect =
	/** Changes nothing. */
	| 'read'
	/** Sets something. Done twice it is as done once: what would add a second one is a `send`. */
	| 'change'
	/** Something reaches a person. Never repeated when it may have arrived. */
	| 'send';

/** One HTTP call to a provider. */
export interface ProviderCall {
	effect: Effect;
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Absolute path below the credential's base URL, its ids put in with `segment`. */
	path: string;
	/**
	 * Every server of this provider has the path: a 404 that is not about the instance means that
	 * the base URL is wrong.
	 */
	everywhere?: boolean;
	/** Sent as JSON. */
	body?: Record<string, unknown>;
	/** Sent as it is, instead of `body`. */
	raw?: RawBody;
}

/** Bytes that are the body of a call. */
export interface RawBody {
	contentType: string;
	/** In bytes, exactly. */
	length: number;
	/** From the start, once for each try. */
	open(): Promise<AsyncIterable<Uint8Array>>;
}

/** What came back, whatever its status. */
export interface ProviderAnswer {
	status: number;
	/** Names in lower case. */
	headers: Readonly<Record<string, string | undefined>>;
	/** Parsed JSON, or the text where it was none. */
	body: unknown;
}

/** What a provider says went wrong, read out of its own error shape. */
export interface Problem {
	code: string | number | null;
	/** The provider's own words. Null: the answer is not of this provider's shape. */
	message: string | null;
	/** Where the provider's error says it and its HTTP status does not. */
	about?: 'instance' | 'connection' | undefined;
	/** What to do next, where the provider's error says more than its HTTP status. */
	nextStep?: string | undefined;
}

/** A header that says who asks. */
export interface Proof {
	name: string;
	value: string;
	/** The credential's field the value comes from, as the editor labels it. */
	field: string;
	/** The field the name comes from, where the user gives it. */
	nameField?: string;
}

/** What the check of a credential found, where no call failed. */
export type Checked =
	| { kind: 'works' }
	/** Everything is right but that no number is connected. `state`: what the provider says of it. */
	| { kind: 'not connected'; state: string }
	/** A success in a shape that is not this provider's. */
	| { kind: 'strange answer' };

/** What a provider's things are called, in its credential and in its dashboard. */
export interface Terms {
	/**
	 * What one phone number is to the provider ("device"), and the label of the credential's field
	 * for it. Null: the key is the number.
	 */
	instance: { noun: string; field: string } | null;
	/** What the base URL has to be, as the end of "It is …". */
	baseUrl: string;
	/** How a number is connected to WhatsApp at the provider: one sentence. */
	connect: string;
}

/**
 * A provider's API as its adapter sees it: authenticated, retried where that is safe, and throwing
 * `ProviderError` for whatever was not a success. `A`: what its transport answers with.
 */
export interface Api<A extends ProviderAnswer = ProviderAnswer> {
	credential: Credential;
	call(call: ProviderCall): Promise<A>;
}

/** The message an outgoing one answers. */
export interface Quote {
	messageId: string;
	senderId: string | null;
	fromMe: boolean;
}

interface Outgoing {
	chatId: string;
	/** Null: send without quoting. Only ever set where the provider can quote. */
	quote: Quote | null;
}
export interface OutgoingText extends Outgoing {
	text: string;
}
export interface OutgoingMedia extends Outgoing {
	kind: MediaKind;
	/** Exactly one of `url` and `file` is set. */
	url: string | null;
	file: OutgoingFile | null;
	mimeType: string | null;
	fileName: string | null;
	caption: string | null;
}
export interface OutgoingLocation extends Outgoing {
	latitude: number;
	longitude: number;
	name: string | null;
	address: string | null;
}
export interface OutgoingReaction {
	chatId: string;
	messageId: string;
	senderId: string | null;
	fromMe: boolean;
	/** Empty: takes the reaction away. */
	emoji: string;
}

/** What the provider says of a message it took. */
export interface Sent {
	messageId: string | null;
}

/** The message to be marked read. */
export interface ReadTarget {
	chatId: string;
	messageId: string | null;
	senderId: string | null;
	fromMe: boolean;
}

export type QuotableKind = 'text' | 'media' | 'location';

export interface Sending {
	/** What the provider can send with a quote of the message that is answered. */
	quotes: readonly QuotableKind[];
	/** Characters (Unicode code points) it takes as one text message. */
	longestText: number;
	/** The same of the text below a file; missing: not published, so that none is refused here. */
	longestCaption?: number;
	text(api: Api, message: OutgoingText): Promise<Sent>;
	media?(api: Api, message: OutgoingMedia): Promise<Sent>;
	/** What it takes of each kind of media; a kind that is missing, it cannot send. */
	mediaRules?: MediaRules;
	location?(api: Api, message: OutgoingLocation): Promise<Sent>;
	reaction?(api: Api, reaction: OutgoingReaction): Promise<Sent>;
}

/** What stands at the provider as this instance's webhook. */
export interface RegisteredWebhook {
	/** Null: none is set. */
	url: string | null;
	/** The provider's event names it is sent; null: all, or the provider does not say. */
	events: readonly string[] | null;
	/** The secret the provider holds; null: it does not tell. */
	secret: string | null;
}

export interface WantedWebhook {
	/** With the secret in it, where the provider's check is a URL secret. */
	url: string;
	secret: string;
	/** The provider's own event names; empty: all. */
	events: readonly string[];
}

export interface Registration {
	/** Where the secret of the credential is put: into the URL, or beside it by `write`. */
	secretIn: 'url' | 'provider';
	/**
	 * The provider's event names that can become each event of ours. A name missing here is one the
	 * provider cannot send. `other` stands for everything: it subscribes to all there is.
	 */
	subscriptions: Readonly<Partial<Record<EventName, readonly string[]>>>;
	/** All event names that can be asked for. */
	everything: readonly string[];
	read(api: Api): Promise<RegisteredWebhook>;
	write(api: Api, wanted: WantedWebhook): Promise<void>;
	clear(api: Api): Promise<void>;
	/** Says why this credential cannot register, and what to do; null: it can. */
	obstacle?(credential: Credential): string | null;
}

/** The two ways to say over a stream's request who asks. The first is the usual one. */
export const CONNECT_WAYS = ['headers', 'query'] as const;
export type ConnectWay = (typeof CONNECT_WAYS)[number];

/** Events over a connection that this side opens (Server-Sent Events): no public address needed. */
export interface EventStream {
	request(credential: Credential, way: ConnectWay): StreamRequest;
	/** Time without an event or a sign of life after which the connection is dead, in milliseconds. */
	silenceMs: number;
	/**
	 * The body a webhook would have had for the event. `name`: what the stream called it, if it did.
	 * `data` is parsed JSON, whatever it holds. Never throws.
	 */
	envelope(name: string | null, data: unknown): unknown;
	/** How a person turns the stream on at the provider: plain sentences for the editor, in order. */
	steps: readonly string[];
}

/** How the provider hands over, and what it does with an answer it does not like. */
export interface DeliveryHabits {
	/**
	 * How long it waits for our answer, in milliseconds; a careful guess where it is not published.
	 * Null: it sends again for as long as it has no answer, and to any answer, never. So the answer is
	 * given when it is certain, however late.
	 */
	answerWithinMs: number | null;
	/**
	 * Whether it sends again after a 5xx, which may depend on who runs it. Where not, an event we
	 * refuse is lost for good.
	 */
	resendsAfterServerError(credential: Credential): boolean;
	/** How long an event id is remembered unless the user says otherwise; longer than its last retry. */
	dedupeHours: number;
}

export interface Provider {
	id: string;
	displayName: string;
	/** A second name that people may know it by. */
	alsoKnownAs?: string;
	/** Name of its credential type in n8n. */
	credentialType: string;
	/**
	 * What a workflow can be started by: every event that its deliveries become. `other` is always
	 * one of them, because it is what an unknown delivery becomes.
	 */
	events: readonly EventName[];
	terms: Terms;
	/**
	 * The headers by which a call to `url` says who asks; the key comes first. `url` is absolute, and
	 * an account's calls may take another key than an instance's.
	 */
	authorize(credential: Credential, url: string): readonly [Proof, ...Proof[]];
	/**
	 * Finds out by harmless calls whether the credential works: the keys, the instance, and whether a
	 * number is connected. Throws what its calls throw. Missing: the provider has no call for it.
	 */
	check?(api: Api): Promise<Checked>;
	verify: Verify;
	delivery: DeliveryHabits;
	/**
	 * Reads one delivery's body: the events it holds, in the payload's order, each read only when it
	 * is asked for. Null when the body is not this provider's envelope. Never throws.
	 */
	read(body: unknown): Iterable<Draft> | null;
	/**
	 * What an answer says went wrong; null when it was a success. Only asked for the provider's own
	 * shape: the HTTP status is judged by the caller as well.
	 */
	problemIn(answer: ProviderAnswer): Problem | null;
	send: Sending;
	markRead?: {
		/** What becomes read: the one message, or the whole chat. */
		scope: 'message' | 'chat';
		run(api: Api, target: ReadTarget): Promise<void>;
	};
	showTyping?(api: Api, target: ReadTarget): Promise<void>;
	/**
	 * How the file of a message is fetched by the id its event has for it. Missing: there is only
	 * what the event itself carries, the file or an address.
	 */
	media?: { open(from: Downloads, id: string): Promise<IncomingFile> };
	registration?: Registration;
	stream?: EventStream;
	/** How a person sets the webhook by hand: plain sentences for the editor, in order. */
	manualSteps: readonly string[];
}

/** The provider with the stream that the stream's own code needs. */
export type StreamingProvider = Provider & { stream: EventStream };

/**
 * `read` of a provider out of its envelope's schema and the function that finds the events in an
 * envelope.
 */
export function reader<E extends z.ZodType>(
	envelope: E,
	drafts: (envelope: z.output<E>, body: unknown) => Iterable<Draft>,
): Provider['read'] {
	return (body) => {
		const parsed = envelope.safeParse(body);
		return parsed.success ? drafts(parsed.data, body) : null;
	};
}
