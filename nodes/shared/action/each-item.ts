/** An action's way through its items: one result each, and `continueOnFail` for each on its own. */
import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import type { Api, Provider } from '../../../gateway';
import { asNodeError } from '../host/errors';
import { credentialOf, hasCredential, providerOf } from '../host/provider';
import { apiOf } from '../host/transport';
import { assertSameProvider } from './trigger-message';

/** What one operation needs to act for one item. */
export interface ItemContext {
	context: IExecuteFunctions;
	itemIndex: number;
	provider: Provider;
	api: Api;
}

/** What an operation gives for one item. */
export interface ItemResult {
	json: IDataObject;
	binary?: IBinaryKeyData;
}

export async function eachItem(
	context: IExecuteFunctions,
	act: (item: ItemContext) => Promise<ItemResult>,
): Promise<INodeExecutionData[][]> {
	const results: INodeExecutionData[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		const pairedItem = { item: itemIndex };
		try {
			const provider = providerOf(
				context.getNode(),
				context.getNodeParameter('provider', itemIndex),
			);
			// It may be missing because the node is not set to the trigger's provider: that is said first.
			if (!hasCredential(context.getNode(), provider)) {
				assertSameProvider(context, provider, itemIndex);
			}
			const api = apiOf(context, provider, await credentialOf(context, provider));
			results.push({ ...(await act({ context, itemIndex, provider, api })), pairedItem });
		} catch (error) {
			const shown = asNodeError(context.getNode(), error, itemIndex);
			if (!context.continueOnFail()) throw shown;
			const json = { success: false, error: shown.message, description: shown.description ?? null };
			results.push({ json, pairedItem });
		}
	}
	return [results];
}
