/** The registry: one line per provider. */
import type { Provider } from '../provider';
import { cbot } from './cbot';
import { chatbreez } from './chatbreez';
import { chatlevel } from './chatlevel';
import { eazewa } from './eazewa';
import { evolution } from './evolution';
import { wsapi } from './wsapi';

/** In the order the editor shows them: by name. */
export const providers: readonly Provider[] = [
	cbot,
	chatbreez,
	chatlevel,
	eazewa,
	evolution,
	wsapi,
];

/** The provider of that id; undefined when there is none. */
export function findProvider(id: string): Provider | undefined {
	return providers.find((provider) => provider.id === id);
}

/** The provider whose credential type in n8n is called `type`. */
export function providerOfCredential(type: string): Provider | undefined {
	return providers.find(({ credentialType }) => credentialType === type);
}
