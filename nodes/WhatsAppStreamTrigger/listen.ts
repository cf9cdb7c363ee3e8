/** "Listen for test event": a connection of its own, for one event, beside production's. */
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { connectStream, createConsumer } from '../../gateway';
import { logOf } from '../shared/host/log';
import { asTriggerError } from '../shared/host/errors';
import { prepare, type Prepared } from './prepare';
import { runBy } from './run';
import type { Timing } from './timing';
import { openBy } from './transport';

export function listenOnce(context: ITriggerFunctions, timing: Timing): ITriggerResponse {
	const stopped = new AbortController();
	return {
		closeFunction: async () => stopped.abort(),
		// n8n puts its own `emit` into the context after `trigger` has returned, and then calls this.
		manualTriggerFunction: async () => await listen(context, timing, stopped),
	};
}

/** Ends with the first event that is wanted, or when the user stops. Throws when nothing can come. */
async function listen(
	context: ITriggerFunctions,
	timing: Timing,
	stopped: AbortController,
): Promise<void> {
	try {
		const prepared = await prepare(context);
		// A listener that is added after the abort would not be called.
		if (!stopped.signal.aborted) await listenTo(context, prepared, timing, stopped);
	} catch (error) {
		throw asTriggerError(context.getNode(), error);
	}
}

async function listenTo(
	context: ITriggerFunctions,
	{ provider, credential, options, settings, request, silenceMs }: Prepared,
	{ clock, random }: Timing,
	stopped: AbortController,
): Promise<void> {
	const prepareRun = runBy(context, { provider, credential, options });
	const log = logOf(context);
	const onRefused = (reason: string) => log.warn(`WhatsApp Stream Trigger: ${reason}`);
	let wasGiven = false;
	const consumer = createConsumer({
		provider,
		credential,
		settings,
		prepareRun: async (events) => {
			if (wasGiven || stopped.signal.aborted) return () => ({ over: Promise.resolve() });
			wasGiven = true;
			const start = await prepareRun(events);
			return (key) => {
				const handed = start(key);
				stopped.abort();
				return handed;
			};
		},
		onRefused,
		clock,
	});
	const connection = connectStream({
		name: provider.displayName,
		request,
		open: openBy(context),
		silenceMs,
		take: consumer.take,
		onRefused,
		clock,
		random,
	});
	const close = async () => {
		// Not waited for: what becomes of the run is shown in the editor.
		void consumer.close();
		await connection.close();
	};
	stopped.signal.addEventListener('abort', () => void close(), { once: true });
	try {
		const first = await connection.first;
		// Somebody is waiting in front of the editor: say so, instead of trying again and again.
		if ('error' in first) throw first.error;
		const error = await connection.ended;
		if (error) throw error;
	} finally {
		await close();
	}
}
