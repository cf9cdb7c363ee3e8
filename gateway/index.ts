/**
 * What the nodes see of the gateway. It is built into one file with everything it is made of, so
 * that all nodes of this package share the same stores of claims.
 */
export { createApi, type Transport } from './calls/api';
export { after, every, monotonicClock, type Clock } from './clock';
export { authenticated } from './calls/authenticated';
export { checkCredential, isCheckable } from './calls/check';
export type { ChosenStore, StoreDescription } from './dedupe/selection/chosen-store';
export { describeStore, preflightStore, openStore } from './dedupe/selection/open';
export type { RedisNode, RedisSettings } from './dedupe/stores/redis/settings';
export type { ClaimStore } from './dedupe/core/store';
export type { HeldClaims } from './dedupe/core/claims';
export { transportErrorOf } from './calls/network-failure';
export { oneLine } from './one-line';
export { redacted } from './redaction/redact';
export { ProviderError, UnsupportedError } from './errors';
export {
	CHAT_TYPES,
	EVENT_NAMES,
	MEDIA_KINDS,
	mediaSchema,
	replyToSchema,
	type ChatType,
	type EventName,
	type Media,
	type MediaKind,
	type ReplyTo,
	type WhatsAppEvent,
} from './event';
export { policyOfWebhook, STREAM_POLICY, type RefusalPolicy } from './refusal-policy';
export { takeDelivery, type IntakeSettings, type Outcome } from './intake';
export { allowedHosts } from './media/allowed-hosts';
export { describe as describeFile } from './media/describe';
export { createDownloads } from './media/downloads';
export type { FileAnswer, FileRequest, FileTransport } from './media/file-transport';
export { assertWithin, limited } from './media/limit';
export { MediaError } from './media/media-error';
export { openMedium, type MediumReference } from './media/open';
export type { OutgoingFile } from './media/outgoing-file';
export { resolve } from './media/resolve';
export { assertSendable } from './media/rules';
export { MEGABYTE } from './media/size';
export { readCredential, type Credential } from './credential';
export {
	CONNECT_WAYS,
	type Api,
	type Provider,
	type QuotableKind,
	type Quote,
	type RawBody,
	type RegisteredWebhook,
	type Sending,
	type Sent,
	type StreamingProvider,
} from './provider';
export { findProvider, providerOfCredential, providers } from './providers';
export {
	covers,
	isOwn,
	isRegistered,
	NotRemovedError,
	readReplaceable,
	register,
	RegistrationError,
	restore,
	sameNames,
	samePlace,
	standsAsWished,
	unregister,
	widen,
	type RegisteringProvider,
	type RegistrationWish,
} from './registration';
export { connectStream, type StreamConnection } from './stream/connection';
export type { PrepareRun } from './stream/hand-over';
export { createConsumer } from './stream/consumer';
export type { OpenStream } from './stream/transport';
export type { Delivery } from './verification/verification';
