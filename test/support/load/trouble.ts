/** Load while something is wrong with the store of event ids, and what may not come of it. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Stage } from '../e2e/stage';
import type { Answered, Balancer } from './balancer';
import type { Load } from './load';

/** 20 deliveries of 10 events a second. */
const PACE = { width: 30, pauseMs: 1_500 };

const BEFORE_MS = 1_500;
const AFTER_MS = 2_000;

export interface Trouble {
	/** What goes wrong. */
	begin(): void | Promise<void>;
	/** Puts it right; without it the store mends itself. */
	end?(): void | Promise<void>;
	/** How long it stays wrong, in milliseconds. */
	lastsMs: number;
}

export interface Aftermath {
	events: number;
	/** Executions n8n has of them. */
	executions: number;
	/** How often events were run: `[1]` when every one was run once. */
	runs: number[];
	/** What became of all deliveries, after re-sends. */
	results: Set<string>;
	/** What n8n answered from the beginning of the trouble until the last of them was taken. */
	answers: Answered[];
	/** What n8n's log says of the store. */
	log: string[];
}

/**
 * Load before, during and after, every event delivered twice; then, when all is well again, every
 * event once more.
 */
export async function underTrouble(
	{ host, n8n, logFromNow }: Pick<Stage, 'host' | 'n8n' | 'logFromNow'>,
	balancer: Balancer,
	load: Load,
	{ begin, end, lastsMs }: Trouble,
): Promise<Aftermath> {
	const { pid } = host;
	const log = logFromNow();
	const stream = load.start(PACE);
	await sleep(BEFORE_MS);
	const before = balancer.answers.length;
	try {
		await begin();
		await sleep(lastsMs);
		await end?.();
		await sleep(AFTER_MS);
	} catch (error) {
		void stream.stop();
		throw error;
	}
	const { sent, results } = await stream.stop();
	const answers = balancer.answers.slice(before).filter(({ url }) => load.target.url.endsWith(url));
	await load.waitForRuns(sent, 30_000);
	results.push(...(await load.deliverAll(sent, { width: PACE.width })));

	const { workflowId } = load;
	const rows = await n8n.waitForExecutions({ workflowId, count: sent.length, timeoutMs: 60_000 });
	if (host.pid !== pid) throw new Error('n8n has crashed');
	return {
		events: sent.length,
		executions: rows.length,
		runs: [...new Set(load.runsOf(sent))],
		results: new Set(results),
		answers,
		log: log()
			.split('\n')
			.filter((line) => line.includes('event ids')),
	};
}
