/** A store that was chosen, and how it is described to people. */
import { addressOf, type RedisSettings } from '../stores/redis/settings';

/** A store, and where it is. Two choices of the same kind and place are one store. */
export type ChosenStore =
	| { kind: 'local'; folder: string }
	| { kind: 'redis'; settings: RedisSettings }
	| { kind: 'memory' };

export interface StoreDescription {
	kind: ChosenStore['kind'];
	/** The folder, or host and port, without credentials. Null for memory. */
	where: string | null;
	/** Why it is memory although a file was chosen, or why the file cannot be used now. */
	why: string | null;
}

export function describeChosen(chosen: ChosenStore): StoreDescription {
	switch (chosen.kind) {
		case 'memory':
			return { kind: 'memory', where: null, why: null };
		case 'redis':
			return { kind: 'redis', where: addressOf(chosen.settings), why: null };
		case 'local':
			return { kind: 'local', where: chosen.folder, why: null };
	}
}
