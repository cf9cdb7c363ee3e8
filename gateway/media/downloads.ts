/**
 * The ways to a file that an adapter can choose from. Every one of them gives the file unread, and
 * throws `ProviderError` or `MediaError` with what to do next.
 */
import { accepted, createApi } from '../calls/api';
import type { Clock } from '../clock';
import { TransportError } from '../errors';
import { whyNoAnswer } from '../calls/network-failure';
import type { Credential } from '../credential';
import type { Base64File, Downloads, Provider, ProviderAnswer, ProviderCall } from '../provider';
import { bytesInBase64, fromBase64, slices, typeInDataUrl } from './base64';
import { isTrusted, type UrlRules } from './check-url';
import { nameInDisposition, nameInUrl } from './describe';
import type { FileAnswer, FileTransport } from './file-transport';
import { follow, type Wanted } from './follow';
import type { IncomingFile } from './incoming-file';
import { LONG_STRING, splitLongString } from './long-string';
import { MediaError } from './media-error';
import { readSmall } from './read-small';

export interface DownloadSetup {
	provider: Provider;
	credential: Credential;
	transport: FileTransport;
	rules: Omit<UrlRules, 'own'>;
	clock?: Clock;
}

/** An answer to a call whose body, on success, is left to be read. */
interface Opened extends ProviderAnswer {
	unread: FileAnswer;
}

export function createDownloads(setup: DownloadSetup): Downloads {
	const { provider, credential, transport, clock } = setup;
	const own = URL.canParse(credential.baseUrl) ? new URL(credential.baseUrl) : null;
	const rules: UrlRules = { ...setup.rules, own };

	/** Retried and judged like every call to this provider. */
	const api = createApi(provider, credential, open, clock);
	const answerTo = async (call: ProviderCall) => (await api.call(call)).unread;

	return {
		credential,
		file: async (call) => fileIn(await answerTo(call), null),
		fileInJson: async (call, find) => {
			const answer = await answerTo(call);
			const { head, long } = await splitLongString(answer.body);
			accepted({ ...answer, body: head }, { provider, credential, call });
			const found = find(head);
			if (!found) {
				answer.discard();
				throw new MediaError(
					`${provider.displayName} answered without a file`,
					'It may be too old or deleted: ask the sender to send it again.',
				);
			}
			const isLong = found.base64 === LONG_STRING && long !== null;
			if (isLong) return { ...found, bytes: fromBase64(long), announced: null };
			// Something else was that long, and nobody reads it.
			answer.discard();
			return fromText(found);
		},
		json: async (call) => {
			const answer = await answerTo(call);
			const body = await readSmall(answer);
			return accepted({ ...answer, body }, { provider, credential, call }).body;
		},
		answeredUrl: async (address) => await fileAt(address, 'provider'),
		messageUrl: async (address) => await fileAt(address, 'message'),
	};

	async function open({ method, path, body }: ProviderCall): Promise<Opened> {
		const url = new URL(`${credential.baseUrl}${path}`);
		const wanted = { url, method, ...(body ? { body } : {}), givenBy: 'provider' as const };
		const { answer } = await follow(wanted, rules, transport);
		const { status, headers } = answer;
		const isGood = status >= 200 && status < 300;
		return { status, headers, body: isGood ? undefined : await readSmall(answer), unread: answer };
	}

	async function fileAt(address: string, givenBy: Wanted['givenBy']): Promise<IncomingFile> {
		if (!URL.canParse(address)) {
			throw new MediaError(
				"The file's address is not a valid web address",
				'Ask the support of the provider.',
			);
		}
		const first = new URL(address);
		const wanted = { url: first, method: 'GET' as const, givenBy };
		const { answer, url } = await follow(wanted, rules, transport).catch((error) => {
			throw error instanceof TransportError ? notReached(first, error, rules) : error;
		});
		if (answer.status >= 200 && answer.status < 300) return fileIn(answer, nameInUrl(url));
		answer.discard();
		throw new MediaError(
			`${url.hostname} answered with HTTP ${answer.status} instead of the file`,
			`Addresses of files expire: ask the sender to send it again, and download it sooner.${maybeProxy(answer.status) ? ifProxied(url, rules) : ''}`,
		);
	}
}

function notReached(url: URL, error: TransportError, rules: UrlRules): MediaError {
	const { host } = url;
	const failed = error.failed === 'before' ? 'cannot be reached' : 'did not answer';
	return new MediaError(
		`The file's host ${host} ${failed}: ${whyNoAnswer(error, host)} (${error.message})`,
		`Check that this n8n can reach it, and run this again.${ifProxied(url, rules)}`,
		{ cause: error },
	);
}

/** A proxy's refusal looks like the host's own answer; that a file is gone, only the host says. */
function maybeProxy(status: number): boolean {
	return status !== 404 && status !== 410;
}

/** A host that is not trusted is connected to by its address, which a proxy may refuse. */
function ifProxied(url: URL, rules: UrlRules): string {
	if (isTrusted(url, rules)) return '';
	return ' If this n8n goes through a proxy that allows hosts by name only, add the host to Allowed Media Hosts.';
}

/** A file that a payload holds. */
export function fromText(file: Base64File): IncomingFile {
	return {
		bytes: fromBase64(slices(file.base64)),
		mimeType: file.mimeType ?? typeInDataUrl(file.base64),
		fileName: file.fileName,
		announced: bytesInBase64(file.base64),
	};
}

function fileIn({ headers, body }: FileAnswer, name: string | null): IncomingFile {
	const length = Number(headers['content-length'] ?? Number.NaN);
	return {
		bytes: body,
		mimeType: headers['content-type'] ?? null,
		fileName: nameInDisposition(headers['content-disposition']) ?? name,
		announced: Number.isSafeInteger(length) ? length : null,
	};
}
