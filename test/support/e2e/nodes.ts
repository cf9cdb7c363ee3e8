/** Nodes as a saved workflow holds them, and workflows made of them. */
import { randomUUID } from 'node:crypto';

import type { IConnections, INode } from 'n8n-workflow';

import type { StoredCredential } from '../n8n/client';

export const PACKAGE = 'n8n-nodes-whatsapp-webhooks';

export function node(
	type: string,
	name: string,
	parameters: INode['parameters'] = {},
	typeVersion = 1,
): INode {
	return { id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters };
}

/** One of ours, its credential chosen. */
export function ourNode(
	type: string,
	name: string,
	parameters: INode['parameters'],
	credential: StoredCredential,
): INode {
	const { id, name: credentialName } = credential;
	return {
		...node(`${PACKAGE}.${type}`, name, parameters),
		credentials: { [credential.type]: { id, name: credentialName } },
	};
}

/** Each node's only output leads to the next one. */
export function inARow(nodes: INode[]): IConnections {
	const links = nodes.slice(1).map((next, index) => link(nodes[index]?.name ?? '', next.name));
	return connected(...links);
}

/** One line of the editor. `input`: which of the target's inputs, where it has several. */
export interface Link {
	from: string;
	to: string;
	type: string;
	input: number;
	output: number;
}

export function link(from: string, to: string, ends: Partial<Link> = {}): Link {
	return { from, to, type: 'main', input: 0, output: 0, ...ends };
}

export function connected(...links: Link[]): IConnections {
	const connections: IConnections = {};
	for (const { from, to, type, input, output } of links) {
		const outputs = ((connections[from] ??= {})[type] ??= []);
		while (outputs.length <= output) outputs.push([]);
		outputs[output]?.push({ node: to, type: type as 'main', index: input });
	}
	return connections;
}
