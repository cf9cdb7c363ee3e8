/** What a person meets in n8n's node panel, and how a node that is added there comes up. */
import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';

import type { Provider } from '../../gateway/provider';
import { findProvider, providers } from '../../gateway/providers';
import { WhatsAppMarkRead } from '../../nodes/WhatsAppMarkRead/WhatsAppMarkRead.node';
import { WhatsAppReply } from '../../nodes/WhatsAppReply/WhatsAppReply.node';
import { WhatsAppStreamTrigger } from '../../nodes/WhatsAppStreamTrigger/WhatsAppStreamTrigger.node';
import { WhatsAppWebhookTrigger } from '../../nodes/WhatsAppWebhookTrigger/WhatsAppWebhookTrigger.node';
import { nodeOf } from '../support/n8n-core/engine';
import { isFoundBy, panelActions } from '../support/n8n-core/node-panel';

const reply = new WhatsAppReply().description;
const markRead = new WhatsAppMarkRead().description;
const webhook = new WhatsAppWebhookTrigger().description;
const stream = new WhatsAppStreamTrigger().description;
const nodes = { reply, markRead, webhook, stream };

describe.each(Object.entries(nodes))('%s', (_name, description) => {
	test('comes up with the standard provider, whichever of its actions is chosen', () => {
		const standard = description.properties.find(({ name }) => name === 'provider')?.default;
		const actions = panelActions(description);
		expect(actions.length).toBeGreaterThan(1);
		for (const { parameters } of actions) expect(parameters.provider).toBe(standard);
	});

	test('names its providers in its description, and is found by the name of each', () => {
		const offered = offeredBy(description);
		expect(offered).not.toEqual([]);
		for (const { displayName, alsoKnownAs = displayName } of offered) {
			for (const name of [displayName, alsoKnownAs]) {
				expect(description.codex?.alias).toContainEqual(
					expect.stringMatching(new RegExp(`^${name}\\b`)),
				);
			}
		}
		// Mark as Read offers those that it can do nothing for, and says so there.
		const useful = description === markRead ? offered.filter(isAbleToMark) : offered;
		for (const { displayName } of useful) expect(description.description).toContain(displayName);
	});

	test('says below its name which provider it is set to, by its label', () => {
		const offered = offeredBy(description);
		expect(offered.map(({ id }) => subtitleOf(description, { provider: id }))).toEqual(
			offered.map(({ displayName }) => expect.stringContaining(displayName)),
		);
	});
});

/** The providers that can be chosen in a node. */
function offeredBy({ properties }: INodeTypeDescription): Provider[] {
	const field = properties.find(({ name }) => name === 'provider');
	const options = (field?.options ?? []) as INodePropertyOptions[];
	return options.map(({ value }) => {
		const provider = findProvider(String(value));
		if (!provider) throw new Error(`${String(value)} is not registered`);
		return provider;
	});
}

function isAbleToMark({ markRead: call, showTyping }: Provider): boolean {
	return call !== undefined || showTyping !== undefined;
}

function subtitleOf(description: INodeTypeDescription, parameters: Record<string, unknown>) {
	const node = nodeOf(description.name, 'It', parameters as never);
	const nodeTypes = {
		getByName: () => ({ description }),
		getByNameAndVersion: () => ({ description }),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypes as never,
	});
	const value = workflow.expression.getSimpleParameterValue(
		workflow.getNode('It') as never,
		description.subtitle ?? '',
		'internal',
		{},
	);
	return String(value);
}

test.each([
	['send whatsapp', reply],
	['send message', reply],
	['whatsapp message', reply],
	['react', reply],
	['mark as read', markRead],
	['blue ticks', markRead],
	['typing', markRead],
	['receive whatsapp', webhook],
	['whatsapp trigger', webhook],
	['whatsapp trigger', stream],
	['whatsapp', reply],
	['whatsapp', markRead],
	['whatsapp', webhook],
	['whatsapp', stream],
])('a search for "%s" finds %#', (typed, description) => {
	expect(isFoundBy(typed, description)).toBe(true);
});

test('the webhook trigger comes first in a search for "whatsapp": n8n ranks the shorter name higher', () => {
	const others = [reply, markRead, stream].map(({ displayName }) => displayName.length);
	expect(webhook.displayName).toMatch(/^WhatsApp /);
	expect(Math.min(...others)).toBeGreaterThan(webhook.displayName.length);
});

test('and in a search for a provider: it alone has the name as a word of its own', () => {
	for (const { displayName, alsoKnownAs = displayName } of providers) {
		for (const name of [displayName, alsoKnownAs]) {
			expect(webhook.codex?.alias).toContain(name);
			for (const { codex } of [reply, markRead, stream]) expect(codex?.alias).not.toContain(name);
		}
	}
});

test('the operation below the name is its label', () => {
	const parameters = { provider: 'eazewa', operation: 'sendText' };
	expect(subtitleOf(reply, parameters)).toBe('eazeWA (WaAPI): Send Text');
	const typing = { provider: 'wsapi', operation: 'showTyping' };
	expect(subtitleOf(markRead, typing)).toBe('WSAPI: Show Typing');
});

test.each([webhook, stream])('the first event offered is a received message: %#', (description) => {
	const [first] = panelActions(description);
	expect(first).toMatchObject({
		label: 'On message received',
		parameters: { events: ['message.received'] },
	});
});

test('the first operation offered is sending a text', () => {
	expect(panelActions(reply)[0]).toMatchObject({ parameters: { operation: 'sendText' } });
});

describe('Trigger On', () => {
	const shownFor = ({ properties }: INodeTypeDescription, provider: string) =>
		properties.filter(
			(property) =>
				property.name === 'events' &&
				NodeHelpers.displayParameter({ provider }, property, null, null),
		);
	const offered = (field: INodeProperties | undefined) =>
		((field?.options ?? []) as INodePropertyOptions[]).map(({ value }) => value);

	test.each(providers.map((provider) => [provider.id, provider] as const))(
		'%s: what its adapter can send, and nothing else',
		(id, { events }) => {
			const [field, ...more] = shownFor(webhook, id);
			expect(more).toEqual([]);
			expect(offered(field).sort()).toEqual([...events].sort());
			expect(field?.default).toEqual(['message.received']);
		},
	);

	test('an event of an old workflow that is no longer offered stays in the node', () => {
		const saved = { provider: 'chatlevel', events: ['account.error', 'message.received'] };
		const kept = NodeHelpers.getNodeParameters(
			webhook.properties,
			saved,
			false,
			false,
			{ typeVersion: 1.1 },
			webhook,
		);
		expect(kept?.events).toEqual(saved.events);
	});
});

test.each([
	['webhook', webhook, 'manualSteps'],
	['stream', stream, 'streamSteps'],
])('the steps of the %s trigger are numbered, for every provider', (_name, description, name) => {
	const notices = description.properties.filter((property) => property.name === name);
	expect(notices.length).toBeGreaterThan(0);
	for (const { displayName } of notices) {
		const steps = displayName.match(/(?<=<ul>)\d+\. /g) ?? [];
		expect(steps.length).toBeGreaterThan(2);
		expect(steps).toEqual(steps.map((_step, index) => `${index + 1}. `));
	}
});

test('the steps for setting a webhook by hand say which URL is for what', () => {
	const notices = webhook.properties.filter(({ name }) => name === 'manualSteps');
	expect(notices).toHaveLength(providers.length);
	for (const { displayName } of notices) {
		expect(displayName).toMatch(/Production URL[\s\S]*Publish[\s\S]*Test URL/);
	}
});

test('the notice about the secret holds whether one is set or not: no node can see its credential', () => {
	const notice = webhook.properties.find(({ name }) => name === 'secretNotice');
	expect(notice?.displayName).toMatch(/^Is a Webhook Secret set/);
});
