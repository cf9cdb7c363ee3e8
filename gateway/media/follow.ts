/** From a URL to its answer, over redirects: each one is judged like the first. */
import { TransportError } from '../errors';
import { checkUrl, type UrlRules } from './check-url';
import type { FileAnswer, FileRequest, FileTransport } from './file-transport';
import { MediaError } from './media-error';

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export type Wanted = Pick<FileRequest, 'url' | 'method' | 'body'>;

/** The answer, and where it came from in the end. */
export async function follow(
	wanted: Wanted,
	rules: UrlRules,
	transport: FileTransport,
): Promise<{ answer: FileAnswer; url: URL }> {
	let url = wanted.url;
	for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
		const answer = await ask({ ...wanted, url }, rules, transport);
		const { location } = answer.headers;
		// What is not only read is not sent a second time, to wherever it may be.
		const leads = REDIRECTS.has(answer.status) && wanted.method === 'GET';
		if (!leads || location === undefined) return { answer, url };
		answer.discard();
		if (!URL.canParse(location, url.href)) break;
		url = new URL(location, url);
	}
	throw new MediaError(
		"The file's address leads from one redirect to the next and to no file",
		'Check the address, or ask the provider.',
	);
}

async function ask(wanted: Wanted, rules: UrlRules, transport: FileTransport): Promise<FileAnswer> {
	const { withKey, addresses } = await checkUrl(wanted.url, rules);
	const url = new URL(wanted.url);
	// A name and password in a stranger's URL are not passed on.
	url.username = '';
	url.password = '';
	let failure: unknown;
	for (const address of addresses ?? [null]) {
		try {
			return await transport({ ...wanted, url, withKey, address });
		} catch (error) {
			if (!(error instanceof TransportError) || error.failed !== 'before') throw error;
			failure = error;
		}
	}
	throw failure;
}
