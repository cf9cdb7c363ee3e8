/** From what an event says of its medium to a file in n8n's binary store. */
import type { IBinaryData } from 'n8n-workflow';

import {
	allowedHosts,
	assertWithin,
	createDownloads,
	describeFile,
	limited,
	MediaError,
	MEGABYTE,
	openMedium,
	resolve,
	type Credential,
	type Media,
	type MediumReference,
	type Provider,
} from '../../../gateway';
import { fileTransportOf, type FileContext } from './file-transport';
import { streamOf } from './node-streams';

export interface FileWish {
	/** Bytes. */
	largest: number;
	/** As the user wrote them. */
	hosts: string;
	/** Aborted when the time is over; `timeIsOver` is what is said then. */
	signal: AbortSignal;
	timeIsOver: string;
}

/** What is known of the file beforehand; all but a way to it may be missing. */
export type Medium = MediumReference & Pick<Media, 'kind' | 'mimeType' | 'fileName' | 'size'>;

export const STANDARD_MEGABYTES = 16;

/** n8n itself stores no more in its database. */
const MOST_MEGABYTES = 1024;

/** The user's limit in bytes; the standard one where that is no sensible number. */
export function largestOf(megabytes: unknown): number {
	const chosen = Number(megabytes ?? STANDARD_MEGABYTES);
	const sensible = Number.isFinite(chosen) && chosen > 0 ? chosen : STANDARD_MEGABYTES;
	return Math.min(sensible, MOST_MEGABYTES) * MEGABYTE;
}

/** Streams the file into the store. Throws `MediaError`, `ProviderError` or what n8n throws. */
export async function fetchFile(
	context: FileContext,
	provider: Provider,
	credential: Credential,
	medium: Medium,
	wish: FileWish,
): Promise<IBinaryData> {
	assertWithin(medium.size, wish.largest);
	return await inTime(wish, async () => {
		const downloads = createDownloads({
			provider,
			credential,
			transport: fileTransportOf(context, provider, wish.signal),
			rules: {
				isAllowed: allowedHosts(wish.hosts),
				resolve: async (hostname) => await resolve(hostname, wish.signal),
				...operatorRules(context),
			},
		});
		const file = await openMedium(medium, provider, downloads);
		const { fileName, mimeType } = describeFile(medium, file);
		const bytes = streamOf(limited(file, wish.largest));
		return await context.helpers.prepareBinaryData(bytes, fileName, mimeType);
	});
}

/** What an operator sets with N8N_SSRF_…; older versions of n8n have no such rules. */
function operatorRules({ helpers }: FileContext) {
	const filter = (helpers as Partial<typeof helpers>).getSecureEgressFilter?.();
	if (!filter) return {};
	return { isAllowedByOperator: async (url: URL) => (await filter.validateUrl(url)).ok };
}

async function inTime<T>({ signal, timeIsOver }: FileWish, run: () => Promise<T>): Promise<T> {
	const late = () => new MediaError(timeIsOver, 'Download it later, or check the connection.');
	if (signal.aborted) throw late();
	let stop = () => {};
	const over = new Promise<never>((_, reject) => {
		stop = () => reject(late());
		signal.addEventListener('abort', stop, { once: true });
	});
	try {
		return await Promise.race([run(), over]);
	} catch (error) {
		// What broke because it was cut off is late, whatever its error says.
		throw signal.aborted ? late() : error;
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
