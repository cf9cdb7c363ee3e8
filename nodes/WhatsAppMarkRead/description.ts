/** What the user fills in at WhatsApp Mark as Read: only what the chosen provider can do. */
import type { INodeProperties } from 'n8n-workflow';

import { providers, type Provider } from '../../gateway';
import { operationFields } from '../shared/editor/operation-property';
import { forProviders, providerFields, providersThat } from '../shared/editor/provider-property';
import { targetFields } from '../shared/action/target';
import { operations } from './operations';

const isAble = (provider: Provider) => operations.some(({ isPossible }) => isPossible(provider));

/** The providers this node is for. */
export const able = providers.filter(isAble);
const unable = providers.filter((provider) => !isAble(provider));

export const properties: INodeProperties[] = [
	...providerFields,
	...unable.map(
		({ id, displayName }): INodeProperties => ({
			displayName: `${displayName} has no way to mark messages as read or to show typing. Remove this node from the workflow.`,
			name: 'unableNotice',
			type: 'notice',
			default: '',
			...forProviders([id]),
		}),
	),
	...operationFields(
		operations.map(({ option, isPossible }) => ({
			option,
			properties: [],
			providers: providersThat(isPossible),
		})),
		'markRead',
	).filter(({ options }) => options?.length),
	...targetFields(),
];
