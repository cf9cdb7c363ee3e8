/** What a wish for a store comes to on this machine, in words for people. */
import type { ChosenStore } from './choose';
import { placeOf } from '../stores/redis/settings';

export interface StoreDescription {
	kind: ChosenStore['kind'];
	/** The folder, or host and port, without how to get in. Memory is nowhere. */
	where: string | null;
	/** Why it is memory though a file was meant, or why the file cannot be used now. */
	why: string | null;
}

export function describeChosen(chosen: ChosenStore): StoreDescription {
	switch (chosen.kind) {
		case 'memory':
			return { kind: 'memory', where: null, why: null };
		case 'redis':
			return { kind: 'redis', where: placeOf(chosen.settings), why: null };
		case 'local':
			return { kind: 'local', where: chosen.folder, why: null };
	}
}
