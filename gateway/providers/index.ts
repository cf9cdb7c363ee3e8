/** The registry: one line per provider. */
import type { Provider } from '../provider';
import { wsapi } from './wsapi';

/** In the order the editor shows them: by name. */
export const providers: readonly Provider[] = [wsapi];

/** The provider of that id; undefined when there is none. */
export function findProvider(id: string): Provider | undefined {
	return providers.find((provider) => provider.id === id);
}
