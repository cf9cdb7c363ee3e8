/** Nodes of other people that stand between ours: what they do to an item is all that matters. */
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

function node(
	name: string,
	change: (item: INodeExecutionData, index: number) => INodeExecutionData,
) {
	return {
		description: {
			displayName: name,
			name,
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			return [this.getInputData().map(change)];
		},
	} as unknown as INodeType;
}

/** A Filter or an IF: the item goes on as it is. */
export const keepJson = node('keepJson', (item, index) => ({
	...item,
	pairedItem: { item: index },
}));

/** Edit Fields, an AI agent: another JSON, linked to the item it came from. */
export const replaceJson = node('replaceJson', (_item, index) => ({
	json: { output: 'something else' },
	pairedItem: { item: index },
}));

/** A Code node that builds its items anew. n8n links them again where their number is the same. */
export const loseLink = node('loseLink', () => ({ json: { output: 'something else' } }));

/** A Code node that gives another number of items than it got: no link is left. */
export const loseCount: INodeType = {
	description: loseLink.description,
	async execute(this: IExecuteFunctions) {
		const items = [...this.getInputData(), {}].map(() => ({ json: { output: 'something else' } }));
		return [items];
	},
};
