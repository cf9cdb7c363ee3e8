/** Where a trigger can remember events, in plain words. Every choice is there. */
import type { INodePropertyOptions } from 'n8n-workflow';

import type { StoreChoice } from '../host/choose-store';

const STORES: Record<StoreChoice, { name: string; description: string }> = {
	automatic: {
		name: 'Automatic',
		description: "n8n's own Redis where n8n runs in queue mode, else a file beside n8n's data",
	},
	local: {
		name: 'Local File',
		description: 'Shared by all n8n processes of this machine, survives restarts',
	},
	memory: {
		name: 'Memory',
		description: 'Forgotten when n8n restarts, and not shared between n8n processes',
	},
	redis: {
		name: 'Redis',
		description:
			"Shared by n8n processes on several machines; without a Redis credential, n8n's own is used",
	},
};

export const storeOptions: INodePropertyOptions[] = Object.entries(STORES).map(
	([value, { name, description }]) => ({ name, value, description }),
);
