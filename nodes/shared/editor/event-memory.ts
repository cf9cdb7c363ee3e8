import type { INodeProperties } from 'n8n-workflow';

import { storeOptions } from './store-options';

/** The editor shows what the method gives instead of the list, which all else goes by. */
export const eventMemory: INodeProperties = {
	displayName: 'Event Memory',
	name: 'dedupeStore',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'storeOptionsHere' },
	options: storeOptions,
	default: 'automatic',
	description: 'Where this node remembers which events it has seen',
};
