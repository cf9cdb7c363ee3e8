/** `const wsapi = await startSimulatedProvider('wsapi', { edition: 'selfHosted' })` */
import type { CbotOptions, SimulatedCbot } from './cbot';
import { startCbot } from './cbot';
import type { ChatBreezOptions, SimulatedChatBreez } from './chatbreez';
import { startChatBreez } from './chatbreez';
import type { ChatlevelOptions, SimulatedChatlevel } from './chatlevel';
import { startChatlevel } from './chatlevel';
import type { EazeWaOptions, SimulatedEazeWa } from './eazewa';
import { startEazeWa } from './eazewa';
import type { ProviderId } from './simulated-provider';
import type { SimulatedWsapi, WsapiOptions } from './wsapi';
import { startWsapi } from './wsapi';

export interface SimulatedProviders {
	chatbreez: { options: ChatBreezOptions; simulated: SimulatedChatBreez };
	chatlevel: { options: ChatlevelOptions; simulated: SimulatedChatlevel };
	eazewa: { options: EazeWaOptions; simulated: SimulatedEazeWa };
	cbot: { options: CbotOptions; simulated: SimulatedCbot };
	wsapi: { options: WsapiOptions; simulated: SimulatedWsapi };
}

type Starters = {
	[Id in ProviderId]: (
		options?: SimulatedProviders[Id]['options'],
	) => Promise<SimulatedProviders[Id]['simulated']>;
};

const starters: Starters = {
	chatbreez: startChatBreez,
	chatlevel: startChatlevel,
	eazewa: startEazeWa,
	cbot: startCbot,
	wsapi: startWsapi,
};

export function startSimulatedProvider<Id extends ProviderId>(
	id: Id,
	options?: SimulatedProviders[Id]['options'],
): Promise<SimulatedProviders[Id]['simulated']> {
	return starters[id](options);
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
export { wsapiArticleSignature, wsapiSignature } from './delivery-policies';
export type { EventStream, EventStreamOptions, StreamReader } from './event-stream';
export type { Fault } from './faults';
export type { Fixture, IdentityCase } from './payloads/fixture';
export type { ProviderId, RecordedRequest, SimulatedProvider } from './simulated-provider';
export type { SimulatedCbot } from './cbot';
export type { SimulatedChatBreez } from './chatbreez';
export type { SimulatedChatlevel } from './chatlevel';
export type { SimulatedEazeWa } from './eazewa';
export type { SimulatedWsapi } from './wsapi';
