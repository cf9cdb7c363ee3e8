/**
 * One credential as n8n decrypted it, kept for a few seconds.
 *
 * Whoever would refuse a delivery because of it asks for a newer reading first. n8n is asked for
 * those once a second at most, and a refusal that comes sooner waits for the next one. Where refusals
 * are a flood, none of them waits: they are judged by a reading that is a second old at most.
 */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { after, type Clock } from '../../../gateway';

/** As n8n's `getCredentials` gives them. Shared by all who ask. */
export type CredentialFields = Readonly<ICredentialDataDecryptedObject>;

/** Asks n8n. */
export type ReadFields = () => Promise<CredentialFields>;

/** The credential as it was at one time. */
export interface CredentialReading {
	/** When n8n was asked for it, in milliseconds of the clock. */
	readonly askedAt: number;
	/** The same object for as long as the credential says the same. */
	readonly fields: CredentialFields;
}

/** How long a reading is used. For as long, a changed or deleted credential still accepts. */
const KEPT_FOR_MS = 5_000;

/** The shortest time between two readings that were asked for because of refusals. */
const BETWEEN_DOUBTS_MS = 1_000;

/** Refusals that wait for a reading at a time. With one more they are a flood. */
const MOST_WAITING = 4;

/** Readings in a row that changed nothing. Refusals that go on after them are a flood, too. */
const MOST_IN_VAIN = 4;

export class KeptCredential {
	private last: CredentialReading | null = null;
	private underWay: Promise<CredentialReading> | null = null;
	private doubtedAt = -Infinity;
	private inVain = 0;
	private waiting = 0;
	private flood = new AbortController();

	/** `onForgotten`: called whenever nothing is kept any more. */
	constructor(
		private readonly clock: Clock,
		private readonly onForgotten: () => void,
	) {}

	/**
	 * The credential as it was at most five seconds ago. All who ask while n8n decrypts it get what
	 * comes of that. Fails as `read` does; a failure is not kept.
	 */
	async recent(read: ReadFields): Promise<CredentialReading> {
		if (this.last && this.clock.now() - this.last.askedAt < KEPT_FOR_MS) return this.last;
		this.endFlood();
		return await this.reading(read);
	}

	/**
	 * A newer reading than `known`, where it says anything else. Null: the credential said the same
	 * when n8n was asked at `since` or later, or this is one of a flood.
	 */
	async changed(
		known: CredentialReading,
		since: number,
		read: ReadFields,
	): Promise<CredentialReading | null> {
		for (;;) {
			const last = this.last ?? known;
			if (last.fields !== known.fields) return last;
			if (last.askedAt >= since) return null;
			const wait = this.doubtedAt + BETWEEN_DOUBTS_MS - this.clock.now();
			if (this.underWay) await this.underWay;
			else if (wait <= 0) await this.doubt(read);
			else if (this.isFlood()) return null;
			else await this.pause(wait);
		}
	}

	private async doubt(read: ReadFields): Promise<void> {
		this.doubtedAt = this.clock.now();
		const before = this.last;
		const { fields } = await this.reading(read);
		if (fields === before?.fields) this.inVain++;
		else this.endFlood();
	}

	private isFlood(): boolean {
		if (this.waiting >= MOST_WAITING || this.inVain >= MOST_IN_VAIN) this.flood.abort();
		return this.flood.signal.aborted;
	}

	/** Those who wait are let go when it turns out to be a flood. */
	private async pause(milliseconds: number): Promise<void> {
		this.waiting++;
		await this.clock.sleep(milliseconds, this.flood.signal);
		this.waiting--;
	}

	private endFlood(): void {
		this.inVain = 0;
		if (this.flood.signal.aborted) this.flood = new AbortController();
	}

	private async reading(read: ReadFields): Promise<CredentialReading> {
		this.underWay ??= this.ask(read).finally(() => {
			this.underWay = null;
			if (!this.last) this.onForgotten();
		});
		return await this.underWay;
	}

	private async ask(read: ReadFields): Promise<CredentialReading> {
		const askedAt = this.clock.now();
		const fields = await read();
		const known = this.last?.fields;
		const reading = { askedAt, fields: known && saysTheSame(known, fields) ? known : fields };
		this.last = reading;
		after(KEPT_FOR_MS, () => this.forget(reading));
		return reading;
	}

	/** A secret stays in memory no longer than it is used. */
	private forget(reading: CredentialReading): void {
		if (this.last !== reading) return;
		this.last = null;
		if (!this.underWay) this.onForgotten();
	}
}

/** A field that is missing and one that is empty are two different things. */
function saysTheSame(one: CredentialFields, other: CredentialFields): boolean {
	const names = Object.keys(one);
	return (
		names.length === Object.keys(other).length &&
		names.every(
			(name) => name in other && JSON.stringify(one[name]) === JSON.stringify(other[name]),
		)
	);
}
