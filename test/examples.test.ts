/** The workflows of examples/ as somebody meets them who imports one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INode } from 'n8n-workflow';

import { providers } from '../gateway/providers';
import type { NewWorkflow } from './support/n8n/client';

const NOTE = 'n8n-nodes-base.stickyNote';
const NODE_SIZE = 100;

describe.each(providers.map(({ id }) => id))('%s', (id) => {
	const text = readFileSync(join(__dirname, '..', 'examples', `${id}.json`), 'utf8');
	const example = JSON.parse(text) as NewWorkflow;
	const notes = example.nodes.filter(({ type }) => type === NOTE);
	const nodes = example.nodes.filter(({ type }) => type !== NOTE);
	const ours = nodes.filter(({ type }) => type.startsWith('n8n-nodes-whatsapp-webhooks.'));
	const [trigger] = nodes;

	test('a note says what to change: every node that needs it, by name', () => {
		const said = notes.map(({ parameters }) => String(parameters.content)).join('\n');
		for (const { name } of nodes) expect(said).toContain(`**${name}**`);
		expect(said).toContain('*Webhook Secret* that you make up');
		for (const [name] of said.matchAll(/\*\*WhatsApp [^*]+\*\*/g)) {
			expect(nodes.map((node) => `**${node.name}**`)).toContain(name);
		}
	});

	test('the note lies beside the nodes', () => {
		for (const note of notes) {
			for (const node of nodes) expect(overlap(note, node)).toBe(false);
		}
	});

	test('it answers people, not groups', () => {
		expect(trigger?.parameters.options).toMatchObject({ chatTypes: ['individual'] });
	});

	test('it asks for messages alone, the only event it uses', () => {
		expect(trigger?.parameters.events).toEqual(['message.received']);
	});

	test('it carries nothing of whoever made it', () => {
		for (const node of example.nodes) {
			expect(node).not.toHaveProperty('credentials');
			expect(node).not.toHaveProperty('webhookId');
		}
		expect(example).toMatchObject({ pinData: {} });
		for (const { parameters } of ours) expect(parameters.provider).toBe(id);
	});
});

function overlap(note: INode, node: INode): boolean {
	const [left, top] = note.position;
	const { width, height } = note.parameters as { width: number; height: number };
	const [x, y] = node.position;
	return x < left + width && left < x + NODE_SIZE && y < top + height && top < y + NODE_SIZE;
}
