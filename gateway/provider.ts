/**
 * What a provider is to this package: one value of this shape per provider, in
 * `providers/<id>/index.ts`. An optional member is a capability: the editor hides what is missing,
 * the action explains it, and nothing outside the provider's own folder asks for its name.
 */
import type * as z from 'zod/v4';

import type { Draft } from './compose';
import type { EventName, MediaKind } from './event';
import type { Credential } from './credential';
import type { IncomingFile } from './media/incoming-file';
import type { OutgoingFile } from './media/outgoing-file';
import type { StreamRequest } from './stream/transport';
import type { Delivery, Verify } from './verification/verification';

/** What a call does, which decides whether it is repeated and what is said when it fails. */
export type Effect =
	/** Changes nothing. */
	| 'read'
	/** Sets something. Done twice is as good as once: what would add a second one is a `send`. */
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
	/** It stays so until somebody does something, whatever the status says: not tried again. */
	isLasting?: boolean;
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
	/** All is right, but no number is connected. `state`: the provider's word for it. */
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
	/** Its words, where it is a text and they are known. */
	text?: string | null;
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
	/** Only where it left out the quote that it was asked for. */
	quoted?: false;
}

/** The message to be marked read. */
export interface ReadTarget {
	chatId: string;
	messageId: string | null;
	senderId: string | null;
	fromMe: boolean;
}

/** What a provider takes of one kind of media. */
export interface MediaRule {
	/** Bytes a file of this kind may have; null: not published. */
	largest: number | null;
	/** MIME types; null: not published, so that none is refused here. */
	types: readonly string[] | null;
}

/** Kinds that are missing cannot be sent. */
export type MediaRules = Readonly<Partial<Record<MediaKind, MediaRule>>>;

export type QuotableKind = 'text' | 'media' | 'location';

export interface Sending {
	/** What the provider can send with a quote of the message that is answered. */
	quotes: readonly QuotableKind[];
	/** Characters (Unicode code points) it takes as one text message. */
	longestText: number;
	/** The same for the text below a file; missing: not published, so that none is refused here. */
	longestCaption?: number;
	text(api: Api, message: OutgoingText): Promise<Sent>;
	media?(api: Api, message: OutgoingMedia): Promise<Sent>;
	/** What it takes of each kind of media; kinds that are missing cannot be sent. */
	mediaRules?: MediaRules;
	location?(api: Api, message: OutgoingLocation): Promise<Sent>;
	reaction?(api: Api, reaction: OutgoingReaction): Promise<Sent>;
}

/** A file inside JSON. */
export interface Base64File {
	/** Base64, with a data URL's beginning or without. */
	base64: string;
	mimeType: string | null;
	fileName: string | null;
}

/** The ways to a file that an adapter can choose from: `media/downloads.ts`. */
export interface Downloads {
	credential: Credential;
	/** A call whose answer is the file. */
	file(call: ProviderCall): Promise<IncomingFile>;
	/** A call whose answer is JSON with the file in it; `find` says where, null where there is none. */
	fileInJson(call: ProviderCall, find: (body: unknown) => Base64File | null): Promise<IncomingFile>;
	/** A call whose answer only says where the file is. */
	json(call: ProviderCall): Promise<unknown>;
	/**
	 * A file at an address that the provider gave in its answer to one of the calls above: with the key
	 * where that is on the credential's own origin. Never for what is in a delivery, most of which
	 * the sender of the message has written.
	 */
	answeredUrl(address: string): Promise<IncomingFile>;
	/** A file at an address in a message: whoever put it there, the key stays here. */
	messageUrl(address: string): Promise<IncomingFile>;
}

/** The webhook that is set at the provider for this instance. */
export interface RegisteredWebhook {
	/** Null: none is set; where the provider holds several, none of ours. */
	url: string | null;
	/** The provider's event names it is sent; null: all, or the provider does not say. */
	events: readonly string[] | null;
	/** The secret the provider holds; null: it does not tell. */
	secret: string | null;
	/** What else is set there, which has to be put back with it. */
	others?: Readonly<Record<string, unknown>>;
}

export interface WantedWebhook {
	/** With the secret in it, where the provider's check is a URL secret. */
	url: string;
	secret: string;
	/** The provider's own event names; empty: all. */
	events: readonly string[];
	/** `RegisteredWebhook.others` of the webhook that is put back. */
	others?: Readonly<Record<string, unknown>>;
}

/**
 * Setting webhooks at the provider. Where it holds one, that one is read, replaced and cleared,
 * whosever it is: the caller looks first. Where it holds several, only the one at `webhookUrl` (the
 * same place, whatever its query: `samePlace`) is; the others stay as they are.
 */
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
	read(api: Api, webhookUrl: string): Promise<RegisteredWebhook>;
	write(api: Api, wanted: WantedWebhook): Promise<void>;
	clear(api: Api, webhookUrl: string): Promise<void>;
	/** Says why this credential cannot register, and what to do; null: it can. */
	obstacle?(credential: Credential): string | null;
}

/** The two ways in which a stream's request says who asks. The first is the usual one. */
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

/** How the provider delivers, and what it does after an answer that is no success. */
export interface DeliveryPolicy {
	/**
	 * How long it waits for our answer, in milliseconds; a careful guess where it is not published.
	 * Null: it sends again until it has an answer, whatever that is, and never after. So the answer is
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
	/**
	 * Answers the `GET` by which the provider asks, before it delivers to a URL, whether it may. Gives
	 * the text to answer 200 with, null for 403. Compares in constant time, and never throws. Missing:
	 * this provider does not ask.
	 */
	handshake?(query: Delivery['query'], credential: Credential): string | null;
	delivery: DeliveryPolicy;
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

/** A provider that has a stream. */
export type StreamingProvider = Provider & { stream: EventStream };

/**
 * A provider's `read`, made of its envelope's schema and the function that finds the events in an
 * envelope.
 */
export function deliveryReader<E extends z.ZodType>(
	envelope: E,
	drafts: (envelope: z.output<E>, body: unknown) => Iterable<Draft>,
): Provider['read'] {
	return (body) => {
		const parsed = envelope.safeParse(body);
		return parsed.success ? drafts(parsed.data, body) : null;
	};
}
