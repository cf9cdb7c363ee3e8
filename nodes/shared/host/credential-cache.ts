/**
 * The credentials of published triggers, kept for a few seconds in memory.
 *
 * Outside of an execution n8n starts an expression engine every time it decrypts a credential, some
 * 20 ms of computing: as much as all else that n8n does for a delivery that starts no run.
 */
import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { monotonicClock, type Clock } from '../../../gateway';
import { KeptCredential, type CredentialFields } from './kept-credential';

type Context = IWebhookFunctions | ITriggerFunctions;

export class CredentialCache {
	private readonly kept = new Map<string, KeptCredential>();

	constructor(private readonly clock: Clock = monotonicClock) {}

	/**
	 * The credential of that type that the node is set to, as it was at most five seconds ago. Fails as
	 * n8n's `getCredentials` does.
	 */
	async recent(context: Context, type: string): Promise<CredentialFields> {
		const { fields } = await this.keptFor(context, type).recent(reader(context, type));
		return fields;
	}

	/**
	 * Judges by the credential as it was at most five seconds ago. What would be refused because of it
	 * is judged again, by what it is now: so what a changed credential lets in, it lets in at once.
	 * Fails as `judgeBy` and n8n's `getCredentials` do.
	 */
	async judge<Verdict>(
		context: Context,
		type: string,
		judgeBy: (fields: CredentialFields) => Promise<Verdict> | Verdict,
		isRefused: (verdict: Verdict, fields: CredentialFields) => boolean,
	): Promise<Verdict> {
		const since = this.clock.now();
		const kept = this.keptFor(context, type);
		const read = reader(context, type);
		let reading = await kept.recent(read);
		for (;;) {
			const verdict = await judgeBy(reading.fields);
			if (!isRefused(verdict, reading.fields)) return verdict;
			const changed = await kept.changed(reading, since, read);
			if (!changed) return verdict;
			reading = changed;
		}
	}

	/**
	 * Only to published webhooks do deliveries come in quick succession. A stream asks once and keeps
	 * what it gets for hours, and whoever tries out a change in the editor wants to see it.
	 */
	private keptFor(context: Context, type: string): KeptCredential {
		if (context.getMode() !== 'webhook') return new KeptCredential(this.clock, () => {});
		const key = keyOf(context, type);
		const known = this.kept.get(key);
		if (known) return known;
		const kept: KeptCredential = new KeptCredential(this.clock, () => {
			if (this.kept.get(key) === kept) this.kept.delete(key);
		});
		this.kept.set(key, kept);
		return kept;
	}
}

function reader(context: Context, type: string): () => Promise<CredentialFields> {
	return async () => await context.getCredentials(type);
}

/** By node of a workflow: what it may use, and with whose rights, is for n8n to say. */
function keyOf(context: Context, type: string): string {
	const { id, credentials } = context.getNode();
	return JSON.stringify([context.getWorkflow().id, id, type, credentials?.[type]]);
}

/** The one cache that the triggers of this process share. */
export const credentialCache = new CredentialCache();
