/**
 * Claims in Redis: shared by all n8n processes that reach it, on however many machines. One round
 * trip for each call, whatever the number of events. Leases and memory end by the server's clock
 * alone; a server whose clock is set forwards forgets early by as much.
 *
 * Redis must be told to keep its keys: with an eviction policy it forgets events when it is full,
 * with `noeviction` (its default, and what n8n's queue asks for) it refuses, and no event is lost.
 */
import { monotonicClock } from '../clock';
import { SCOPE_CHARS } from './key';
import { connect, type RedisConnection } from './redis/connection';
import { CLAIM, CONFIRM, RELEASE, type Script } from './redis/scripts';
import { placeOf, type RedisSettings } from './redis/settings';
import {
	ANSWER_WITHIN_MS,
	StoreUnavailableError,
	type ClaimState,
	type ClaimStore,
	type UnavailableReason,
} from './store';

/**
 * A connection on which nothing has come back for this long, though something was asked, is given
 * up: where a network swallows packets, nobody else would notice for a quarter of an hour.
 */
const SILENCE_MS = 5_000;

const STATES: Readonly<Record<string, ClaimState>> = { c: 'claimed', h: 'held', d: 'confirmed' };

export class RedisStore implements ClaimStore {
	readonly name = 'redis';

	private connection: Promise<RedisConnection> | null = null;
	private lastSign = 0;
	private lastError: Error | null = null;
	private closed = false;

	constructor(private readonly settings: RedisSettings) {}

	async claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]> {
		const letters = await this.run(CLAIM, keys, [holder, spelled(leaseMs)]);
		return [...String(letters ?? '')].map((letter) => STATES[letter] ?? 'held');
	}

	async confirm(keys: readonly string[], _holder: string, keepMs: number): Promise<void> {
		await this.run(CONFIRM, keys, [spelled(keepMs)]);
	}

	async release(keys: readonly string[], holder: string): Promise<void> {
		await this.run(RELEASE, keys, [holder]);
	}

	async close(): Promise<void> {
		this.closed = true;
		this.disconnect();
	}

	private async run(script: Script, keys: readonly string[], values: string[]): Promise<unknown> {
		if (keys.length === 0) return null;
		if (this.closed) throw new StoreUnavailableError('broken', 'the Redis store is closed');
		let timer: NodeJS.Timeout | undefined;
		const timeUp = new Promise<never>((_, reject) => {
			timer = setTimeout(() => reject(new Silence()), ANSWER_WITHIN_MS);
		});
		try {
			const connected = this.connected();
			const answer = connected.then(
				async (connection) => await connection.run(script, keys.map(this.nameOf), values),
			);
			const result = await Promise.race([answer, timeUp]);
			this.lastSign = monotonicClock.now();
			this.lastError = null;
			return result;
		} catch (error) {
			throw this.unavailable(error);
		} finally {
			clearTimeout(timer);
		}
	}

	/** In a cluster the part in braces chooses the server, so a delivery's keys lie together. */
	private readonly nameOf = (key: string): string =>
		`${this.settings.prefix}:whatsapp:{${key.slice(0, SCOPE_CHARS)}}${key.slice(SCOPE_CHARS)}`;

	private async connected(): Promise<RedisConnection> {
		if (!this.connection) {
			this.lastSign = monotonicClock.now();
			this.connection = connect(this.settings, (error) => {
				this.lastError = error;
			});
		}
		return await this.connection;
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
		// "Offline" says the client; why, it said when it tried to connect.
		const reason = reasonOf(error) ?? reasonOf(this.lastError) ?? 'unreachable';
		if (reasonOf(error) !== null) {
			this.lastSign = monotonicClock.now();
			// A server that has become another one's replica: the name leads to the new one.
			if (reason === 'read-only') this.disconnect();
		} else if (error instanceof Silence && monotonicClock.now() - this.lastSign > SILENCE_MS) {
			this.disconnect();
		}
		const told = reasonOf(error) === null ? (this.lastError ?? error) : error;
		return new StoreUnavailableError(
			reason,
			`Redis at ${placeOf(this.settings)} ${SENTENCES[reason]} (${messageOf(told)})`,
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

/** Null: the error is not of Redis' making. */
function reasonOf(error: unknown): UnavailableReason | null {
	return REASONS[/^[A-Z]+(?= )/.exec(messageOf(error))?.[0] ?? ''] ?? null;
}

function messageOf(error: unknown): string {
	return (error as Error | null)?.message ?? '';
}

/** Redis takes whole milliseconds, at least one. */
function spelled(milliseconds: number): string {
	return String(Math.max(1, Math.ceil(milliseconds)));
}
