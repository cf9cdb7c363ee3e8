/** From a URL to its answer, over redirects: each one is judged like the first. */
import { TransportError } from '../errors';
import { checkUrl, isOwn, type UrlRules } from './check-url';
import type { FileAnswer, FileRequest, FileTransport } from './file-transport';
import { MediaError } from './media-error';

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface Wanted extends Pick<FileRequest, 'url' | 'method' | 'body'> {
	/**
	 * Who gave the address. One that the provider gave is asked for with the key, as long as it stays
	 * on the credential's origin; one in a message never is, wherever it leads.
	 */
	givenBy: 'provider' | 'message';
}

/** The answer, and where it came from in the end. */
export async function follow(
	wanted: Wanted,
	rules: UrlRules,
	transport: FileTransport,
): Promise<{ answer: FileAnswer; url: URL }> {
	let { url } = wanted;
	let withKey = wanted.givenBy === 'provider';
	for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
		// Away once is away for good: a server elsewhere could name any address on the way back.
		withKey &&= isOwn(url, rules);
		const answer = await ask({ ...wanted, url, withKey }, rules, transport);
		const { location } = answer.headers;
		// Only a read is repeated: nothing else is sent a second time, to wherever it may be.
		const leads = REDIRECTS.has(answer.status) && wanted.method === 'GET';
		if (!leads || location === undefined) return { answer, url };
		answer.discard();
		if (!URL.canParse(location, url.href)) break;
		url = new URL(location, url);
	}
	throw new MediaError(
		"The file's address redirects too often and leads to no file",
		'Check the address, or ask the provider.',
	);
}

async function ask(
	{ method, body, withKey, ...wanted }: Wanted & Pick<FileRequest, 'withKey'>,
	rules: UrlRules,
	transport: FileTransport,
): Promise<FileAnswer> {
	const addresses = await checkUrl(wanted.url, rules);
	const url = new URL(wanted.url);
	// A name and password in a stranger's URL are not passed on.
	url.username = '';
	url.password = '';
	let failure: unknown;
	for (const address of addresses ?? [null]) {
		try {
			return await transport({ url, method, withKey, address, ...(body ? { body } : {}) });
		} catch (error) {
			if (!(error instanceof TransportError) || error.failed !== 'before') throw error;
			failure = error;
		}
	}
	throw failure;
}
