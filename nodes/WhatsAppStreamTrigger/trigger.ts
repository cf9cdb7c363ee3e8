/** From n8n's call to a stream that is open, and to its end. */
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import {
	connectStream,
	createConsumer,
	monotonicClock,
	type Clock,
	type Credential,
	type StreamConnection,
} from '../../gateway';
import { asTriggerError } from '../shared/host/errors';
import { listenOnce } from './listen';
import { prepare } from './prepare';
import { reporter } from './report';
import { runBy } from './run';
import type { Timing } from './timing';
import { takeOver, type Whose } from './take-over';
import { openBy } from './transport';
import { watchLog } from './watch-log';

const REAL: Timing = { clock: monotonicClock, random: Math.random };

/** Publishing waits this long at most for the first answer, to say in the editor what is wrong. */
const FIRST_ANSWER_MS = 10_000;

export async function trigger(
	context: ITriggerFunctions,
	timing: Timing = REAL,
): Promise<ITriggerResponse> {
	try {
		return context.getMode() === 'manual'
			? listenOnce(context, timing)
			: await stay(context, timing);
	} catch (error) {
		throw asTriggerError(context.getNode(), error);
	}
}

async function stay(
	context: ITriggerFunctions,
	{ clock, random }: Timing,
): Promise<ITriggerResponse> {
	const { provider, credential, options, settings, request, silenceMs } = await prepare(context);
	const { report, close: closeReport } = reporter(context, clock);
	const { close: closeLog, ...watching } = watchLog(context, clock);
	const consumer = createConsumer({
		provider,
		credential,
		settings,
		prepareRun: runBy(context, { provider, credential, options }),
		onRefused: report,
		clock,
	});
	const connect = (lastEventId: string | null) =>
		connectStream({
			name: provider.displayName,
			request,
			open: openBy(context),
			silenceMs,
			take: consumer.take,
			onRefused: report,
			lastEventId,
			...watching,
			clock,
			random,
		});
	const { connection, close } = takeOver(whose(context, credential), clock, (lastEventId) => {
		const connection = connect(lastEventId);
		return {
			connection,
			async close() {
				await Promise.all([consumer.close(), connection.close()]);
				closeReport();
				closeLog();
			},
		};
	});
	try {
		await opened(context, connection, clock);
	} catch (error) {
		await close();
		throw asTriggerError(context.getNode(), error);
	}
	void connection.ended.then((error) => {
		// n8n takes the trigger down, runs the error workflow and tries again by its own schedule.
		if (error) context.emitError(asTriggerError(context.getNode(), error));
	});
	return { closeFunction: close };
}

function whose(context: ITriggerFunctions, { baseUrl, instanceId }: Credential): Whose {
	return {
		node: JSON.stringify([context.getInstanceId(), context.getWorkflow().id, context.getNode().id]),
		source: JSON.stringify([baseUrl, instanceId]),
	};
}

/** Throws what keeps the stream from opening, where somebody reads it or waiting is no use. */
async function opened(
	context: ITriggerFunctions,
	{ first }: StreamConnection,
	clock: Clock,
): Promise<void> {
	const enough = new AbortController();
	const result = await Promise.race([
		first,
		clock.sleep(FIRST_ANSWER_MS, enough.signal).then(() => null),
	]);
	enough.abort();
	if (result?.kind === 'never') throw result.error;
	// When n8n itself starts, a provider that is down for a moment must not cost the workflow.
	const isWatched = ['activate', 'update'].includes(context.getActivationMode());
	const isThere = result?.kind === 'later' && (result.error.details.status ?? 0) >= 400;
	if (result?.kind === 'later' && isWatched && !isThere) throw result.error;
}
