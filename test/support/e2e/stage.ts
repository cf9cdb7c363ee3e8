/** What the tests of one file share: an n8n with the packed package in it, and the providers. */
import { N8nClient, type StoredCredential } from '../n8n/client';
import { startN8n, type N8nHost, type StartN8nOptions } from '../n8n/host';
import type { ProviderId, SimulatedProvider, SimulatedProviders } from '../providers';
import { setUp, type Setup } from '../setups';
import { openInbox, type Inbox, type InboxOptions } from './inbox';
import { packedPackage } from './tarball';

export class Stage {
	private readonly providers: SimulatedProvider[] = [];

	private constructor(
		readonly host: N8nHost,
		readonly n8n: N8nClient,
	) {}

	static async open(extraEnv: NonNullable<StartN8nOptions['extraEnv']> = {}): Promise<Stage> {
		const host = await startN8n({ packages: [packedPackage()], extraEnv });
		const n8n = new N8nClient(host.baseUrl);
		try {
			await n8n.logIn();
		} catch (error) {
			await host.stop();
			throw error;
		}
		return new Stage(host, n8n);
	}

	/** A simulated provider, ended with the stage. */
	async setUp<Id extends ProviderId>(
		id: Id,
		options?: SimulatedProviders[Id]['options'],
	): Promise<Setup<Id>> {
		const setup = await setUp(id, options);
		this.providers.push(setup.simulated);
		return setup;
	}

	/** The setup's credential, stored in n8n. */
	async credential(
		{ id, credentialType, fields }: Pick<Setup<ProviderId>, 'id' | 'credentialType' | 'fields'>,
		changes: Record<string, string | undefined> = {},
	): Promise<StoredCredential> {
		const data = { ...fields, ...changes };
		return await this.n8n.createCredential({ name: id, type: credentialType, data });
	}

	/** A workflow that begins with our trigger, for a provider of its own. Not published yet. */
	async inbox<Id extends ProviderId>(id: Id, options: InboxOptions<Id> = {}): Promise<Inbox<Id>> {
		return await openInbox(this, id, options);
	}

	/** What n8n has printed from now on, as a function of when it is asked. */
	logFromNow(): () => string {
		const { length } = this.host.logs();
		return () => this.host.logs().slice(length);
	}

	async close(): Promise<void> {
		await Promise.all(this.providers.map(async (provider) => await provider.stop()));
		await this.host.stop();
	}
}
