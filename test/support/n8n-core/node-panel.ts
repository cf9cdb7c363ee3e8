/**
 * What n8n's node panel makes of a node's description, by the rules of its editor (2.40, read in
 * `useActionsGeneration` and `useActions`): the actions offered, in order, and the parameters that a
 * node added by one of them begins with.
 */
import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

export interface PanelAction {
	label: string;
	/** The parameters of the new node, with its defaults. */
	parameters: Record<string, unknown>;
}

const EVENT_LABELS = ['event', 'events', 'trigger on'];

export function panelActions(description: INodeTypeDescription): PanelAction[] {
	const isTrigger = description.group.includes('trigger');
	// Of several fields of one name, the first alone is looked at.
	const field = description.properties.find(({ name, displayName }) =>
		isTrigger ? EVENT_LABELS.includes(displayName.toLowerCase()) : name === 'operation',
	);
	if (!field) throw new Error(`${description.name} offers no actions`);
	return ((field.options ?? []) as INodePropertyOptions[]).map(({ name, value, action }) => {
		const first = Object.entries(field.displayOptions?.show ?? {}).map(([key, values]) => [
			key,
			values?.[0],
		]);
		const preset = {
			[field.name]: field.type === 'multiOptions' ? [value] : value,
			...Object.fromEntries(first),
		};
		const node = { typeVersion: 1 };
		const { properties } = description;
		return {
			label: action ?? `On ${name.toLowerCase()}`,
			parameters:
				NodeHelpers.getNodeParameters(properties, preset, true, false, node, description) ?? {},
		};
	});
}

/**
 * Whether the search of the panel finds the node: its name or one of its other names has all the
 * letters of what was typed, in that order.
 */
export function isFoundBy(typed: string, { displayName, codex }: Searchable): boolean {
	return [displayName, ...(codex?.alias ?? [])].some((text) => {
		let at = 0;
		for (const letter of text.toLowerCase()) if (letter === typed.toLowerCase()[at]) at++;
		return at === typed.length;
	});
}

type Searchable = Pick<INodeTypeDescription, 'displayName' | 'codex'>;
