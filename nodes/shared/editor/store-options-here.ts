/**
 * Where a trigger can remember events, with what each choice amounts to in this n8n. The editor
 * asks for it when it shows the option; all else goes by the static list.
 */
import type { ILoadOptionsFunctions, INodeParameters, INodePropertyOptions } from 'n8n-workflow';

import { describeStore, preflightStore, type StoreDescription } from '../../../gateway';
import { chooseStore, STORE_CHOICES, type StoreChoice } from '../host/choose-store';
import { sharedLog } from '../host/log';
import { storeOptions } from './store-options';

const KINDS: Record<StoreDescription['kind'], string> = {
	local: 'Local File',
	memory: 'Memory',
	redis: 'Redis',
};

/** Never throws: the editor would show an error in place of the choices. */
export async function storeOptionsHere(
	context: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const options = (context.getCurrentNodeParameters()?.options ?? {}) as INodeParameters;
	const chosen = STORE_CHOICES.find((name) => name === options.dedupeStore);
	// What the node is set to is opened, as its first event would do, and nothing else. It comes
	// first: what it turns out to be may say something about the others.
	const isUsed =
		chosen !== undefined && options.deduplicate !== false && !isOwnRedis(chosen, context);
	const used = isUsed
		? await describeStore(chooseStore({ choice: chosen }), sharedLog(context.logger))
		: null;
	return storeOptions.map((option) => {
		const choice = STORE_CHOICES.find((name) => name === option.value);
		if (!choice) return option;
		if (isOwnRedis(choice, context)) return ownRedis(choice, option);
		const here = choice === chosen && used ? used : preflightStore(chooseStore({ choice }));
		return { ...option, ...inWords(choice, option, here) };
	});
}

/** A credential that is chosen overrides what n8n has of its own. */
function isOwnRedis(choice: StoreChoice, context: ILoadOptionsFunctions): boolean {
	const isChosen = context.getNode().credentials?.redis !== undefined;
	return isChosen && (choice === 'automatic' || choice === 'redis');
}

/** Not everybody who may use the credential may know where it is. */
function ownRedis(choice: StoreChoice, option: INodePropertyOptions): INodePropertyOptions {
	if (choice === 'redis') return option;
	const description = 'The Redis of the credential chosen above';
	return { ...option, name: `${option.name} (Here: ${KINDS.redis})`, description };
}

/** The name is seen while the list is closed; the description, in two lines, while it is open. */
function inWords(
	choice: StoreChoice,
	{ name, description = '' }: INodePropertyOptions,
	here: StoreDescription,
) {
	return {
		name: choice === here.kind ? name : `${name} (Here: ${KINDS[here.kind]})`,
		description: meaning(choice, description, here),
	};
}

function meaning(
	choice: StoreChoice,
	inGeneral: string,
	{ kind, where, why }: StoreDescription,
): string {
	if (why !== null) {
		const what = kind === 'memory' ? 'Forgotten when n8n restarts' : 'Not available at the moment';
		return `${what}, because ${why}`;
	}
	if (kind === 'redis') {
		return choice === 'redis' ? `${inGeneral} (${where})` : `n8n's own Redis, ${where}`;
	}
	return choice === kind ? inGeneral : `A file beside n8n's data, in ${where}`;
}
