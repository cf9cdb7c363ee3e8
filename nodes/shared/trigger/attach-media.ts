/**
 * The events of a trigger as n8n's items, each with its file where the user wants files. No file is
 * worth an event: what cannot be fetched, or not soon enough, is said in `message.media.download`.
 */
import type {
	IDataObject,
	INodeExecutionData,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import {
	MediaError,
	monotonicClock,
	ProviderError,
	type Credential,
	type Media,
	type Provider,
	type WhatsAppEvent,
} from '../../../gateway';
import { fetchFile, largestOf, type FileWish } from '../host/fetch-file';
import { logOf, printableId } from '../host/log';

/** The field of the item that holds the file. */
const FILE_FIELD = 'data';

/**
 * All files of one delivery have this long together, from its arrival on. The providers wait for 5
 * seconds at least, and n8n still has to store the execution.
 */
const WAIT_MS = 3_000;

/** The least there is left, for a file that needs no network because the payload carries it. */
const SHORTEST_WAIT_MS = 250;

const TOO_LATE = 'The file did not arrive within 3 seconds';

/** Files that are fetched at the same time for one delivery. */
const AT_ONCE = 4;

type TriggerContext = IWebhookFunctions | ITriggerFunctions;

export interface Source {
	provider: Provider;
	credential: Credential;
	/** The node's, read while n8n lets expressions be evaluated: a stream's events come later. */
	options: IDataObject;
	/** When the delivery arrived, by the monotonic clock; without it: now. */
	arrivedAt?: number;
}

/** For both triggers. Called after the claim; never fails, and takes 3 seconds at most. */
export async function itemsOf(
	context: TriggerContext,
	events: readonly WhatsAppEvent[],
	source: Source,
): Promise<INodeExecutionData[]> {
	const { options } = source;
	if (options.downloadMedia !== true) return events.map((event) => ({ json: jsonOf(event) }));

	const passed = monotonicClock.now() - (source.arrivedAt ?? monotonicClock.now());
	const wish: FileWish = {
		largest: largestOf(options.maxMediaMegabytes),
		hosts: String(options.allowedMediaHosts ?? ''),
		signal: AbortSignal.timeout(Math.max(SHORTEST_WAIT_MS, Math.round(WAIT_MS - passed))),
		timeIsOver: TOO_LATE,
	};
	const items: INodeExecutionData[] = [];
	const queue = events.entries();
	const work = async () => {
		for (const [index, event] of queue) items[index] = await itemOf(context, event, source, wish);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return items;
}

async function itemOf(
	context: TriggerContext,
	event: WhatsAppEvent,
	{ provider, credential }: Source,
	wish: FileWish,
): Promise<INodeExecutionData> {
	const medium = event.message?.media;
	if (!medium) return { json: jsonOf(event) };
	try {
		const file = await fetchFile(context, provider, credential, medium, wish);
		const { base64: _attached, ...rest } = medium;
		const download = { attached: true, reason: null, hint: null };
		return { json: jsonOf(event, { ...rest, download }), binary: { [FILE_FIELD]: file } };
	} catch (error) {
		const { reason, hint } = explained(error);
		const id = printableId(event.message?.id);
		logOf(context).warn(
			`${context.getNode().name}: the file of message ${id} is not attached: ${reason}`,
		);
		return { json: jsonOf(event, { ...medium, download: { attached: false, reason, hint } }) };
	}
}

const LATER = 'WhatsApp Reply with the operation Download Media can download it later';

/** Only what was written for people: other errors may have a URL or a header in them. */
function explained(error: unknown): { reason: string; hint: string } {
	if (error instanceof MediaError) {
		const isLate = error.message === TOO_LATE;
		return { reason: error.message, hint: isLate ? `${LATER}.` : `${error.nextStep} ${LATER}.` };
	}
	if (error instanceof ProviderError) {
		return { reason: error.message, hint: `${error.details.nextStep} ${LATER}.` };
	}
	return { reason: 'n8n could not fetch or store the file', hint: `${LATER}.` };
}

function jsonOf(event: WhatsAppEvent, media?: Media): IDataObject {
	const whole = media && event.message ? { ...event, message: { ...event.message, media } } : event;
	return whole as unknown as IDataObject;
}
