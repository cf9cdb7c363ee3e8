/** What is shown below a node's name: the labels of what is chosen, never the stored ids. */
import type { INodePropertyOptions } from 'n8n-workflow';

import { providers } from '../../../gateway';
import { labelOf } from './provider-property';

/** The provider alone, e.g. "WSAPI". */
export const providerSubtitle = `=${chosen('provider', labels())}`;

/** The provider and the operation, e.g. "WSAPI: Send Text". */
export function operationSubtitle(options: readonly INodePropertyOptions[]): string {
	const names = Object.fromEntries(options.map(({ name, value }) => [String(value), name]));
	return `${providerSubtitle}: ${chosen('operation', names)}`;
}

function labels() {
	return Object.fromEntries(providers.map((provider) => [provider.id, labelOf(provider)]));
}

/** An expression that looks up the label of a parameter's value. */
function chosen(parameter: string, names: Readonly<Record<string, string>>): string {
	return `{{ (${JSON.stringify(names)})[$parameter["${parameter}"]] }}`;
}
