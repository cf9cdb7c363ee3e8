/**
 * Claims in Redis: shared by all n8n processes that reach it, on however many machines. One round
 * trip for each call, whatever the number of events (two where another delivery holds the only
 * one). How long leases and ids last is counted by the server's clock alone: set forwards, it
 * forgets early by as much; set backwards, it remembers longer, and a claim whose holder died is
 * still freed.
 *
 * Redis must be told to keep its keys: with an eviction policy it forgets events when it is full,
 * with `noeviction` (its default, and what n8n's queue asks for) it refuses, and no event is lost.
 */
import { monotonicClock } from '../../../clock';
import { SCOPE_CHARS } from '../../core/key';
import { connect, type RedisConnection } from './connection';
import { CLAIM, CONFIRM, CONFIRMED, RELEASE, type Script } from './scripts';
import { addressOf, type RedisSettings } from './settings';
import {
	ANSWER_WITHIN_MS,
	StoreUnavailableError,
	type ClaimState,
	type ClaimStore,
	type UnavailableReason,
} from '../../core/store';

/**
 * A connection on which nothing has come back for this long, though something was asked, is given
 * up: where a network swallows packets, nothing else would notice for a quarter of an hour.
 */
const SILENCE_MS = 5_000;

const STATES: Readonly<Record<string, ClaimState>> = { c: 'claimed', h: 'held', d: 'confirmed' };

export class RedisStore implements ClaimStore {
	private connection: Promise<RedisConnection> | null = null;
	private lastSign = 0;
	private lastError: Error | null = null;
	private closed = false;
	/** False once the server turns out to be too old for it. */
	private knowsSetAndGet = true;

	constructor(private readonly settings: RedisSettings) {}

	async claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]> {
		const [key] = keys;
		if (key !== undefined && keys.length === 1 && this.knowsSetAndGet) {
			const state = await this.claimOne(key, holder, leaseMs);
			if (state) return [state];
		}
		const letters = await this.run(CLAIM, keys, [holder, String(whole(leaseMs))]);
		return [...String(letters ?? '')].map((letter) => STATES[letter] ?? 'held');
	}

	async confirm(keys: readonly string[], _holder: string, keepMs: number): Promise<void> {
		await this.run(CONFIRM, keys, [String(whole(keepMs))]);
	}

	async release(keys: readonly string[], holder: string): Promise<void> {
		await this.run(RELEASE, keys, [holder]);
	}

	async close(): Promise<void> {
		this.closed = true;
		this.disconnect();
	}

	/**
	 * Nearly every delivery holds one event, and for one key there is a command, twice as fast as a
	 * script. Null: it takes the script, because the key is held (by this holder, who renews it, or
	 * for too long to be true), or because the server is older than Redis 7.
	 */
	private async claimOne(key: string, holder: string, leaseMs: number): Promise<ClaimState | null> {
		try {
			const before = await this.ask(
				async ({ setIfFree }) => await setIfFree(this.nameOf(key), holder, whole(leaseMs)),
			);
			if (before === null) return 'claimed';
			return before === CONFIRMED ? 'confirmed' : null;
		} catch (error) {
			if (!messageOf(error).includes('syntax error')) throw error;
			this.knowsSetAndGet = false;
			return null;
		}
	}

	private async run(script: Script, keys: readonly string[], values: string[]): Promise<unknown> {
		if (keys.length === 0) return null;
		const names = keys.map((key) => this.nameOf(key));
		return await this.ask(async (connection) => await connection.run(script, names, values));
	}

	/** One question, answered in time or not at all. */
	private async ask<T>(question: (connection: RedisConnection) => Promise<T>): Promise<T> {
		if (this.closed) throw new StoreUnavailableError('broken', 'the Redis store is closed');
		try {
			const answer = await inTime(this.connected().then(question));
			this.lastSign = monotonicClock.now();
			this.lastError = null;
			return answer;
		} catch (error) {
			throw this.unavailable(error);
		}
	}

	/** In a cluster the hash tag, in braces, decides the server: a delivery's keys stay together. */
	private nameOf(key: string): string {
		const { prefix } = this.settings;
		return `${prefix}:whatsapp:{${key.slice(0, SCOPE_CHARS)}}${key.slice(SCOPE_CHARS)}`;
	}

	private connected(): Promise<RedisConnection> {
		if (!this.connection) {
			this.lastSign = monotonicClock.now();
			this.connection = connect(this.settings, (error) => {
				this.lastError = error;
			});
		}
		return this.connection;
	}

	private disconnect(): void {
		const { connection } = this;
		this.connection = null;
		connection?.then(
			({ close }) => close(),
			() => {},
		);
	}

	private unavailable(error: unknown): StoreUnavailableError {
		// The client says no more than "offline"; why, it said when it tried to connect.
		const reason = reasonOf(error) ?? reasonOf(this.lastError) ?? 'unreachable';
		if (reasonOf(error) !== null) {
			this.lastSign = monotonicClock.now();
			// The server has become a replica: its name leads to the new primary.
			if (reason === 'read-only') this.disconnect();
		} else if (error instanceof Silence && monotonicClock.now() - this.lastSign > SILENCE_MS) {
			this.disconnect();
		}
		const told = reasonOf(error) === null ? (this.lastError ?? error) : error;
		return new StoreUnavailableError(
			reason,
			`Redis at ${addressOf(this.settings)} ${SENTENCES[reason]} (${messageOf(told)})`,
			{ cause: error },
		);
	}
}

/** Nothing came back in time. */
class Silence extends Error {
	override readonly name = 'Silence';

	constructor() {
		super(`no answer within ${ANSWER_WITHIN_MS} ms`);
	}
}

const SENTENCES: Readonly<Record<UnavailableReason, string>> = {
	unsupported: 'cannot be used here',
	unreachable: 'does not answer',
	locked: 'is busy',
	full: 'is full',
	'read-only': 'is a replica and takes no writes',
	refused: 'does not let n8n in',
	broken: 'refuses claims',
};

/** What the first word of Redis' error answers means. */
const REASONS: Readonly<Record<string, UnavailableReason>> = {
	OOM: 'full',
	MISCONF: 'full',
	READONLY: 'read-only',
	NOAUTH: 'refused',
	NOPERM: 'refused',
	WRONGPASS: 'refused',
	BUSY: 'locked',
	LOADING: 'locked',
	TRYAGAIN: 'locked',
	CLUSTERDOWN: 'locked',
	MASTERDOWN: 'locked',
	CROSSSLOT: 'broken',
	ERR: 'broken',
	MOVED: 'broken',
};

/** Null: the error is not Redis' own. */
function reasonOf(error: unknown): UnavailableReason | null {
	return REASONS[/^[A-Z]+(?= )/.exec(messageOf(error))?.[0] ?? ''] ?? null;
}

function messageOf(error: unknown): string {
	return (error as Error | null)?.message ?? '';
}

/** Redis takes whole milliseconds, at least one. */
function whole(milliseconds: number): number {
	return Math.max(1, Math.ceil(milliseconds));
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
	return await new Promise<T>((resolve, reject) => {
		// In a busy process time may be up before an answer that has arrived is read: it goes first.
		const giveUp = () => setImmediate(() => reject(new Silence()));
		const timer = setTimeout(giveUp, ANSWER_WITHIN_MS);
		answer.then(resolve, reject).finally(() => clearTimeout(timer));
	});
}
