/** The simulated providers: `const wsapi = await startSimulatedProvider('wsapi', { … })`. */
import { cbot } from './cbot';
import { chatbreez } from './chatbreez';
import { chatlevel } from './chatlevel';
import { eazewa } from './eazewa';
import { evolution } from './evolution';
import type { Fixture } from './fixture';
import type { ProviderKit } from './kit';
import type { Script } from './script';
import { wsapi } from './wsapi';

/** One line per provider; `simulated-providers.test.ts` holds them against the registry. */
export const kits = { cbot, chatbreez, chatlevel, eazewa, evolution, wsapi };

export type ProviderId = keyof typeof kits;

type KitOf<Id extends ProviderId> = (typeof kits)[Id];

export type SimulatedProviders = {
	[Id in ProviderId]: {
		options: NonNullable<Parameters<KitOf<Id>['start']>[0]>;
		simulated: Awaited<ReturnType<KitOf<Id>['start']>>;
	};
};

export type AnySimulatedProvider = SimulatedProviders[ProviderId]['simulated'];

/** What the provider of that id brings to the tests; throws where it brings nothing. */
export function kitOf<Id extends ProviderId>(
	id: Id | (string & {}),
): ProviderKit<SimulatedProviders[Id]['simulated'], SimulatedProviders[Id]['options']> {
	const kit = (kits as Record<string, unknown>)[id];
	if (!kit) throw new Error(`${id} is neither simulated nor has it sample deliveries`);
	return kit as ReturnType<typeof kitOf<Id>>;
}

export async function startSimulatedProvider<Id extends ProviderId>(
	id: Id,
	options?: SimulatedProviders[Id]['options'],
): Promise<SimulatedProviders[Id]['simulated']> {
	return await kitOf<Id>(id).start(options);
}

export { manualClock, realClock, scaledClock } from './clock';
export type { Clock, ManualClock } from './clock';
export type {
	Attempt,
	Delivery,
	DeliveryPolicy,
	DeliveryResult,
	Outcome,
	Target,
} from './delivery';
export type { EventStream, EventStreamOptions, StreamReader } from './event-stream';
export type { Fault } from './faults';
export type { Fixture, IdentityCase } from './fixture';
export type { ProviderSamples } from './kit';
export type { RecordedRequest, SimulatedProvider } from './simulated-provider';
export type { SimulatedCbot } from './cbot/server';
export type { SimulatedChatBreez } from './chatbreez/server';
export type { SimulatedChatlevel } from './chatlevel/server';
export type { SimulatedEazeWa } from './eazewa/server';
export type { SimulatedEvolution } from './evolution/server';
export { wsapiArticleSignature, wsapiSignature } from './wsapi/delivery';
export type { SimulatedWsapi } from './wsapi/server';

/** The story of the demo and the end-to-end tests, in this provider's words. */
export function scriptOf(simulated: AnySimulatedProvider): Script {
	return kitOf<ProviderId>(simulated.id).script(simulated);
}

/** The sample deliveries of the provider of that id. */
export function fixturesOf(id: string): readonly Fixture[] {
	return kitOf(id).samples.fixtures;
}
