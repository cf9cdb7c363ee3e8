/** What the user fills in at WhatsApp Mark as Read: only what the chosen provider can do. */
import type { INodeProperties } from 'n8n-workflow';

import { operationFields } from '../shared/operation-property';
import { forProviders, providerProperty, providersThat } from '../shared/provider-property';
import { targetProperties } from '../shared/target';
import { operations } from './operations';

const able = providersThat((provider) => operations.some(({ isPossible }) => isPossible(provider)));
const unable = providersThat(({ id }) => !able.includes(id));

export const properties: INodeProperties[] = [
	providerProperty,
	{
		displayName:
			'This provider publishes no way to mark messages as read. Take this node out of the workflow.',
		name: 'unableNotice',
		type: 'notice',
		default: '',
		...forProviders(unable),
	},
	...operationFields(
		operations.map(({ option, isPossible }) => ({
			option,
			properties: [],
			providers: providersThat(isPossible),
		})),
		'markRead',
	).filter(({ options }) => options?.length),
	...targetProperties,
];
