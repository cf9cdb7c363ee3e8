/**
 * Load on one workflow: messages nobody has sent before, delivered by a simulated provider through
 * a balancer and by the provider's own schedule, and what came of each.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { N8nClient, StoredCredential } from '../n8n/client';
import { until } from '../until';
import type { Delivery, DeliveryResult, ProviderId, Target } from '../providers';
import { targetOf } from '../providers/scenario';
import { scriptOf, type AnySimulatedProvider } from '../providers';
import { WEBHOOK_SECRET, type Setup } from '../setups';
import type { Balancer } from './balancer';
import { loadWorkflow } from './load-workflow';
import { shuffled } from './pool';
import type { RunCounter } from './run-counter';

/** What the loads of one test file share. */
export interface LoadPlace {
	n8n: N8nClient;
	counter: RunCounter;
	balancer: Balancer;
	/** Every n8n process that takes deliveries. */
	baseUrls: () => string[];
}

export interface LoadOptions {
	/** Options of the trigger. */
	options?: Record<string, unknown>;
	/** For `dedupeStore: 'redis'`. */
	redis?: StoredCredential;
}

export interface Message {
	/** In its text and in no other one's. */
	label: string;
	/** As the event gives it. */
	id: string;
	payload: unknown;
}

export interface Pace {
	/**
	 * Deliveries the provider is not done with, at most. When nothing is taken no more than these
	 * come again and again: on a clock that is ten times as fast, a provider that went on with new
	 * ones would bring ten times the load a real one brings, and n8n would never come up again.
	 */
	width: number;
	/** Each of them keeps its place at least this long, in milliseconds, default 0: so many a second. */
	pauseMs?: number;
}

/** Messages are told apart by their label, over all loads of a test file. */
export const LABEL = /LOAD\d{8}/g;
let labels = 0;

/** Stores and publishes a workflow that counts, and waits until every process serves it. */
export async function publishLoad(
	{ n8n, counter, balancer, baseUrls }: LoadPlace,
	setup: Setup<ProviderId>,
	{ options = {}, redis }: LoadOptions = {},
): Promise<Load> {
	const credential = await n8n.createCredential({
		name: setup.id,
		type: setup.credentialType,
		data: setup.fields,
	});
	const { trigger, ...definition } = loadWorkflow(setup.id, credential, counter.url, options);
	if (redis)
		Object.assign(trigger.credentials ?? {}, { redis: { id: redis.id, name: redis.name } });
	const workflow = await n8n.createWorkflow(definition);
	await n8n.publish(workflow);
	const path = `/webhook/${trigger.webhookId}/webhook`;
	for (const baseUrl of baseUrls()) await n8n.waitForWebhook(`${baseUrl}${path}`);
	const simulated = setup.simulated as unknown as AnySimulatedProvider;
	const target = targetOf(simulated, `${balancer.url}${path}`, WEBHOOK_SECRET);
	return new Load(workflow.id, target, simulated, counter);
}

export class Load {
	constructor(
		readonly workflowId: string,
		readonly target: Target,
		private readonly simulated: AnySimulatedProvider,
		private readonly counter: RunCounter,
	) {}

	newMessage(): Message {
		const label = `LOAD${String(++labels).padStart(8, '0')}`;
		const script = scriptOf(this.simulated);
		const { messageId, payload } = script.text(label, `Message ${label}`, new Date());
		return { label, id: messageId, payload };
	}

	newMessages(count: number): Message[] {
		return Array.from({ length: count }, () => this.newMessage());
	}

	deliver({ payload }: Message): Delivery {
		return this.simulated.deliver(payload, this.target);
	}

	/** In random order, each `times` times. Gives what became of each delivery. */
	async deliverAll(
		messages: readonly Message[],
		{ times = 1, ...pace }: Pace & { times?: number },
	): Promise<DeliveryResult[]> {
		const queue = shuffled(Array.from({ length: times }, () => messages).flat());
		return await this.deliverEach(() => queue.pop(), pace);
	}

	/**
	 * New messages, each of them delivered twice, until `stop`; that gives all of them and what became
	 * of each delivery.
	 */
	start(pace: Pace) {
		const sent: Message[] = [];
		const queue: Message[] = [];
		let stopped = false;
		const next = () => {
			if (queue.length === 0 && !stopped) {
				const batch = this.newMessages(pace.width);
				sent.push(...batch);
				queue.push(...shuffled([...batch, ...batch]));
			}
			return queue.pop();
		};
		const done = this.deliverEach(next, pace);
		return {
			stop: async () => {
				stopped = true;
				return { sent, results: await done };
			},
		};
	}

	private async deliverEach(
		next: () => Message | undefined,
		{ width, pauseMs = 0 }: Pace,
	): Promise<DeliveryResult[]> {
		const results: DeliveryResult[] = [];
		const worker = async (_: unknown, index: number) => {
			await sleep((index * pauseMs) / width);
			for (let message = next(); message; message = next()) {
				const [result] = await Promise.all([this.deliver(message).done, sleep(pauseMs)]);
				results.push(result);
			}
		};
		await Promise.all(Array.from({ length: width }).map(worker));
		return results;
	}

	/** How often each of them was run, as the runs themselves said. */
	runsOf(messages: readonly Message[]): number[] {
		return messages.map(({ id }) => this.counter.runs.get(id) ?? 0);
	}

	/** Until each of them has run, save those that `mayMiss`. `tell`: what to say of those that have not. */
	async waitForRuns(
		messages: readonly Message[],
		timeoutMs: number,
		mayMiss: (message: Message) => boolean = () => false,
		tell: (message: Message) => string = ({ label }) => label,
	): Promise<void> {
		const missing = () =>
			messages.filter((message) => this.runsOf([message])[0] === 0 && !mayMiss(message));
		await until(() => missing().length === 0, {
			what: 'every event to have run',
			timeoutMs,
			everyMs: 250,
			explain: () => `These have not:\n${missing().slice(0, 10).map(tell).join('\n')}`,
		});
	}
}
