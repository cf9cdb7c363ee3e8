/**
 * What the editor says beside a trigger that remembers events in memory alone: because the user
 * chose it, or because this n8n has no place for a file. n8n takes the hints from the node type once,
 * when it starts; a fallback to memory lasts as long.
 */
import type { NodeHint } from 'n8n-workflow';

import { preflightStore } from '../../../gateway';
import { chooseStore, STORE_CHOICES, type StoreChoice } from '../host/choose-store';

const FORGETS =
	'When n8n restarts, this node forgets which events it has seen: one that is delivered again then runs again.';

export function storeHints(): NodeHint[] {
	return [
		hint(['memory'], 'info', `Event Memory is set to Memory. ${FORGETS}`),
		...Object.entries(choicesByTrouble()).map(([why, choices]) =>
			hint(choices, 'warning', `Events are remembered in memory alone, because ${why}. ${FORGETS}`),
		),
	];
}

/** The choices that amount to memory here although the user wants something else, by reason. */
function choicesByTrouble(): Record<string, StoreChoice[]> {
	const byTrouble: Record<string, StoreChoice[]> = {};
	for (const choice of STORE_CHOICES) {
		const { kind, why } = preflightStore(chooseStore({ choice }));
		if (kind === 'memory' && why !== null) (byTrouble[why] ??= []).push(choice);
	}
	return byTrouble;
}

/** Until the node has run in the editor: whoever looks at a run wants to see the run. */
function hint(choices: StoreChoice[], type: 'info' | 'warning', message: string): NodeHint {
	const among = JSON.stringify(choices);
	return {
		type,
		message,
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: `={{ $parameter.options?.deduplicate !== false && ${among}.includes($parameter.options?.dedupeStore ?? 'automatic') }}`,
	};
}
