/** The stores of one n8n process, chosen as a trigger in it chooses them: by the environment. */
import type { ClaimStore } from '../../gateway/dedupe/core/store';
import type { Log } from '../../gateway/dedupe/resilience/outage';
import type { StoreDescription } from '../../gateway/dedupe/selection/chosen-store';
import { Stores } from '../../gateway/dedupe/selection/open';
import { chooseStore, type StoreWish } from '../../nodes/shared/host/choose-store';
import type { Environment } from '../../nodes/shared/host/environment';

export class StoresOfN8n {
	private readonly stores: Stores;

	constructor(
		private readonly environment: Environment,
		...clock: ConstructorParameters<typeof Stores>
	) {
		this.stores = new Stores(...clock);
	}

	/** For events that may be refused, unless it is said otherwise. */
	open(wish: StoreWish, log?: Log, mayRefuse = true): ClaimStore {
		return this.stores.open(chooseStore(wish, this.environment), mayRefuse, log);
	}

	preflight(wish: StoreWish): StoreDescription {
		return this.stores.preflight(chooseStore(wish, this.environment));
	}

	async describe(wish: StoreWish, log?: Log): Promise<StoreDescription> {
		return await this.stores.describe(chooseStore(wish, this.environment), log);
	}

	async closeUnused(): Promise<void> {
		await this.stores.closeUnused();
	}

	async closeAll(): Promise<void> {
		await this.stores.closeAll();
	}
}
