/**
 * Lines about deliveries that were not taken. Anybody who knows the URL can cause them, so for each
 * node and reason the first is logged at once, and those that follow are counted and logged once a
 * minute.
 */
import type { IWebhookFunctions } from 'n8n-workflow';

import { every } from '../../gateway';
import { logOf, type Level } from '../shared/host/log';

interface Line {
	level: Level;
	/** What happened, without anything of the delivery. */
	text: string;
}

interface Counted {
	count: number;
	/** Logs what was counted, on behalf of whoever came last. */
	tell(): void;
	stop(): void;
}

const MINUTE_MS = 60_000;

/** Nodes and reasons at a time; then the oldest is logged before its minute is over. */
const MOST_COUNTED = 1_000;

const counted = new Map<string, Counted>();

/** Logs a line about a delivery to this node, or counts it. `kind`: lines of one kind are counted together. */
export function logRefusal(context: IWebhookFunctions, kind: string, { level, text }: Line): void {
	const { id: workflowId } = context.getWorkflow();
	const { id } = context.getNode();
	const key = JSON.stringify([workflowId, id, context.getMode(), level, kind]);
	const log = logOf(context)[level];

	const known = counted.get(key);
	if (known) {
		known.count++;
		known.tell = () => log(`${text} (${timesMore(known.count)} within the last minute)`);
		return;
	}
	log(text);
	const [oldest] = counted.keys();
	if (oldest !== undefined && counted.size >= MOST_COUNTED) forget(oldest);
	const stop = every(MINUTE_MS, () => tellOrForget(key));
	counted.set(key, { count: 0, tell: () => {}, stop });
}

function timesMore(count: number): string {
	return count === 1 ? 'once more' : `${count} times more`;
}

function tellOrForget(key: string): void {
	const known = counted.get(key);
	if (!known?.count) return forget(key);
	known.tell();
	known.count = 0;
}

function forget(key: string): void {
	const known = counted.get(key);
	if (!known) return;
	known.stop();
	counted.delete(key);
	if (known.count > 0) known.tell();
}
