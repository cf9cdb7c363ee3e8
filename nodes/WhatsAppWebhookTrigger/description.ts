/** What the user fills in at the trigger. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { providers } from '../../gateway';
import { forProviders, providerFields, providersThat } from '../shared/editor/provider-property';
import { numbered } from '../shared/editor/steps';
import { commonOptions, eventFields } from '../shared/editor/trigger-options';

const MANUAL: INodePropertyOptions = {
	name: 'Manual',
	value: 'manual',
	description: 'You enter the webhook URL at the provider yourself, in the steps shown below',
};
const AUTOMATIC: INodePropertyOptions = {
	name: 'Automatic',
	value: 'automatic',
	description:
		'Publishing the workflow sets the webhook at the provider; unpublishing removes it again',
};

/** The last step by hand, the same at every provider. */
const TO_TRY =
	'To try the workflow before you publish it, enter the Test URL at the provider instead and click Execute step here: n8n answers at that URL until the first event has come. Put the Production URL back afterwards.';

const withApi = providersThat(({ registration }) => registration);
const withoutApi = providersThat(({ registration }) => !registration);

export const properties: INodeProperties[] = [
	...providerFields,
	registrationField(withApi, [AUTOMATIC, MANUAL], 'automatic'),
	registrationField(withoutApi, [MANUAL], 'manual'),
	...providers.map(
		({ id, manualSteps }): INodeProperties => ({
			displayName: numbered([...manualSteps, TO_TRY]),
			name: 'manualSteps',
			type: 'notice',
			default: '',
			...forProviders([id], { registration: ['manual'] }),
		}),
	),
	...eventFields(providers),
	{
		displayName:
			'Is a Webhook Secret set in the credential? Without one, anyone who learns the webhook URL can start this workflow with a made-up event.',
		name: 'secretNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			...commonOptions(providers),
			{
				displayName: 'Replace Existing Webhook',
				name: 'replaceExisting',
				type: 'boolean',
				default: false,
				displayOptions: { show: { '/registration': ['automatic'] } },
				description:
					'Whether publishing may replace another webhook URL that is set at the provider. That other address then stops receiving events.',
			},
		],
	},
];

/** The same field with other choices, because some providers have no API for it. */
function registrationField(
	ids: string[],
	options: INodePropertyOptions[],
	standard: 'automatic' | 'manual',
): INodeProperties {
	return {
		displayName: 'Registration',
		name: 'registration',
		type: 'options',
		noDataExpression: true,
		options,
		default: standard,
		description: 'How the provider learns the webhook URL of this workflow',
		...forProviders(ids),
	};
}
