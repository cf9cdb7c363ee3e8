/**
 * What a provider brings to the tests: a simulation of it, its sample deliveries, how it proves and
 * repeats them. Every suite that all providers share takes these, by the list of `providers`.
 */
import type { DeliveryPolicy, Target } from './delivery';
import type { Fixture, IdentityCase } from './fixture';
import type { Script } from './script';
import type { SimulatedProvider, SimulationOptions } from './simulated-provider';

/** What is held against an adapter: an independent reading of the provider's documentation. */
export interface ProviderSamples {
	fixtures: readonly Fixture[];
	identities: readonly IdentityCase[];
	/** What a delivery carries as the provider proves itself, with this secret. */
	proven: (body: unknown, secret: string) => Proof;
	/** A well-formed envelope with an event name nobody knows. */
	unknown: unknown;
	/** What is no envelope of this provider, besides what is nobody's. */
	strangers: readonly unknown[];
}

export interface Proof {
	headers: Record<string, string>;
	query: Record<string, string>;
}

/** How the provider sends again what nobody answered. */
export interface Schedule {
	policy: DeliveryPolicy;
	/** What the webhook was set up with, for the provider to prove itself; `secret` is in place. */
	target: (webhookUrl: string, secret: string) => Target;
	/** When the last re-send may come, in ms after the first, where more is published than simulated. */
	publishedEndMs?: number;
	/** It never gives up by itself. */
	isEndless?: boolean;
}

export interface ProviderKit<
	S extends SimulatedProvider = SimulatedProvider,
	O extends SimulationOptions = SimulationOptions,
> {
	start(options?: O): Promise<S>;
	/** What a user fills in for it besides base URL and webhook secret. */
	keys(simulated: S): Record<string, string>;
	/** The story of the demo and the end-to-end tests, in the provider's words. */
	script(simulated: S): Script;
	samples: ProviderSamples;
	schedule: Schedule;
}

/** The secret in the URL: for providers that sign nothing and send no header of ours. */
export const inUrl: ProviderSamples['proven'] = (_body, secret) => ({
	headers: {},
	query: { secret },
});

export const urlWithSecret: Schedule['target'] = (webhookUrl, secret) => ({
	url: `${webhookUrl}?secret=${encodeURIComponent(secret)}`,
});
