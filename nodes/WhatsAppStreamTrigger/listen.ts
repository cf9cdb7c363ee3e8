/** "Listen for test event": a connection of its own, for one event, beside what production holds. */
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { connectStream, createTaker } from '../../gateway';
import { prepare } from './prepare';
import { startRun } from './run';
import { shown } from './shown';
import type { Surroundings } from './surroundings';
import { openBy } from './transport';

export function listenOnce(
	context: ITriggerFunctions,
	surroundings: Surroundings,
): ITriggerResponse {
	const stopped = new AbortController();
	return {
		closeFunction: async () => stopped.abort(),
		// n8n puts its own `emit` into the context after `trigger` has returned, and then calls this.
		manualTriggerFunction: async () => await listen(context, surroundings, stopped),
	};
}

/** Ends with the first event that is wanted, or when the user stops. Throws when nothing can come. */
async function listen(
	context: ITriggerFunctions,
	{ clock, random }: Surroundings,
	stopped: AbortController,
): Promise<void> {
	const { provider, credential, settings, request, silenceMs } = await prepare(context);
	const emit = startRun(context, { provider, credential });
	let wasGiven = false;
	const taker = createTaker({
		provider,
		credential,
		settings,
		start: async (events, key) => {
			if (wasGiven || stopped.signal.aborted) return { over: Promise.resolve() };
			wasGiven = true;
			const { over } = await emit(events, key);
			stopped.abort();
			return { over };
		},
		onRefused: (reason) => context.logger.warn(`WhatsApp Stream Trigger: ${reason}`),
		clock,
	});
	const connection = connectStream({
		name: provider.displayName,
		request,
		open: openBy(context),
		silenceMs,
		take: taker.take,
		clock,
		random,
	});
	const close = async () => {
		// Not waited for: what becomes of the run is shown in the editor.
		void taker.close();
		await connection.close();
	};
	stopped.signal.addEventListener('abort', () => void close(), { once: true });
	try {
		const first = await connection.first;
		// Somebody is waiting in front of the editor: tell, instead of trying again and again.
		if ('error' in first) throw first.error;
		const error = await connection.ended;
		if (error) throw error;
	} catch (error) {
		throw shown(context, error);
	} finally {
		await close();
	}
}
