/**
 * What the nodes see of the gateway. It is built into one file with everything it is made of, so
 * that all nodes of this package share the same stores of claims.
 */
export { createApi, type Transport } from './api';
export { STORE_CHOICES, type StoreChoice } from './dedupe/choose';
export { openStore } from './dedupe/open';
export { LEASE_MS, type HeldClaims } from './dedupe/claims';
export { ProviderError, TransportError, UnsupportedError } from './errors';
export {
	CHAT_TYPES,
	EVENT_NAMES,
	replyToSchema,
	type ChatType,
	type EventName,
	type ReplyTo,
	type WhatsAppEvent,
} from './event';
export { takeDelivery, takeEnvelope, type IntakeSettings, type Outcome } from './intake';
export {
	readCredential,
	type Api,
	type Credential,
	type Provider,
	type ProviderAnswer,
	type ProviderCall,
	type QuotableKind,
	type Quote,
	type RegisteredWebhook,
	type Sending,
} from './provider';
export { findProvider, providers } from './providers';
export {
	isRegistered,
	register,
	RegistrationError,
	restore,
	samePlace,
	unregister,
	type RegisteringProvider,
	type RegistrationWish,
} from './registration';
export type { Delivery } from './verification/verification';
