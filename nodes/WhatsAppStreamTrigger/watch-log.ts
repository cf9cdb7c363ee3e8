/** What n8n's log says of the connection: each outage once, and once that it is over. */
import type { ITriggerFunctions } from 'n8n-workflow';

import type { Clock, ProviderError } from '../../gateway';
import { logOf } from '../shared/host/log';

export interface Watching {
	onOpen(): void;
	onLost(error: ProviderError, waitMs: number, failures: number): void;
	/** Says nothing any more. */
	close(): void;
}

/** The second failure in a row is an outage; the first is a server that was restarted, or nothing. */
const OUTAGE = 2;

/** Open for less, it may be a server that takes every connection and drops it at once. */
const STEADY_MS = 30_000;

/** A stream that comes and goes says so no more often than this; in between it is counted. */
const BETWEEN_OUTAGES_MS = 600_000;

export function watchLog(context: ITriggerFunctions, clock: Clock): Watching {
	const log = logOf(context);
	let isDown = false;
	/** Since the last word about it. */
	let interruptions = 0;
	let toldAt: number | null = null;
	let untilLost = new AbortController();

	return {
		onOpen() {
			log.debug('WhatsApp Stream Trigger: the event stream is open');
			untilLost = new AbortController();
			const { signal } = untilLost;
			if (isDown) void clock.sleep(STEADY_MS, signal).then(() => signal.aborted || isBack());
		},
		onLost({ message }, waitMs, failures) {
			untilLost.abort();
			interruptions++;
			const isNews = failures >= OUTAGE && !isDown && mayTell();
			if (isNews) {
				isDown = true;
				toldAt = clock.now();
			}
			const next = `connecting again in ${Math.ceil(waitMs / 1000)} s`;
			log[isNews ? 'warn' : 'debug'](`WhatsApp Stream Trigger: ${message}; ${next}`);
		},
		close: () => untilLost.abort(),
	};

	function mayTell(): boolean {
		return toldAt === null || clock.now() - toldAt >= BETWEEN_OUTAGES_MS;
	}

	function isBack(): void {
		log.info(
			`WhatsApp Stream Trigger: the event stream flows again; it was lost ${interruptions} times`,
		);
		isDown = false;
		interruptions = 0;
	}
}
