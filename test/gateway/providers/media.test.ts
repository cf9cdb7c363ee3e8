/** How each provider's file is found in its answers, over a transport that answers what a test says. */
import { ProviderError, TransportError } from '../../../gateway/errors';
import { createDownloads } from '../../../gateway/media/downloads';
import type { FileRequest } from '../../../gateway/media/file-transport';
import { MediaError } from '../../../gateway/media/media-error';
import { openMedium } from '../../../gateway/media/open';
import { readCredential } from '../../../gateway/credential';
import type { Provider } from '../../../gateway/provider';
import { cbot } from '../../../gateway/providers/cbot';
import { eazewa } from '../../../gateway/providers/eazewa';
import { wsapi } from '../../../gateway/providers/wsapi';
import { instantClock } from '../../support/instant-clock';
import { refusalOf, rejectionOf } from '../../support/rejection';

interface Answer {
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
}

const BASE = 'https://api.example.com/base';

let asked: Array<Pick<FileRequest, 'method' | 'body' | 'withKey'> & { url: string }>;
let discarded: number;

/** Fetches `id`; one answer for each request, the last one for all further ones. */
async function fetchFile(
	provider: Provider,
	answers: Array<Answer | Error>,
	{ id = 'm/1 ?', hosting = 'cloud' } = {},
) {
	asked = [];
	discarded = 0;
	const downloads = createDownloads({
		provider,
		credential: readCredential({ apiKey: 'k', baseUrl: BASE, instanceId: '33', hosting }),
		clock: instantClock,
		rules: { isAllowed: () => false, resolve: async () => ['93.184.216.34'] },
		transport: async ({ url, method, body, withKey }) => {
			asked.push({ url: url.href, method, withKey, ...(body ? { body } : {}) });
			const answer = answers[asked.length - 1] ?? answers.at(-1);
			if (answer instanceof Error) throw answer;
			const { status = 200, body: given = '', headers = {} } = answer ?? {};
			const text = typeof given === 'string' ? given : JSON.stringify(given);
			return {
				status,
				headers,
				body: (async function* () {
					yield Buffer.from(text);
				})(),
				discard: () => void discarded++,
			};
		},
	});
	const file = await openMedium({ id, url: null }, provider, downloads);
	const chunks: Uint8Array[] = [];
	for await (const chunk of file.bytes) chunks.push(chunk);
	return { ...file, text: Buffer.concat(chunks).toString() };
}

describe('WSAPI', () => {
	test('answers with the file, its type and its name', async () => {
		const headers = {
			'content-type': 'audio/ogg; codecs=opus',
			'content-disposition': 'attachment; filename="download.ogg"; filename*=UTF-8\'\'%D0%BE.ogg',
			'content-length': '4',
		};
		expect(await fetchFile(wsapi, [{ body: 'OggS', headers }])).toMatchObject({
			text: 'OggS',
			mimeType: 'audio/ogg; codecs=opus',
			fileName: 'о.ogg',
			announced: 4,
		});
		const url = `${BASE}/media/download?id=m%2F1%20%3F`;
		expect(asked).toEqual([{ url, method: 'GET', withKey: true }]);
	});

	test('says in its own words why not', async () => {
		const refused = { status: 400, body: { status: 400, detail: 'failed to decode media ID' } };
		const error = await refusalOf(fetchFile(wsapi, [refused]));
		expect(error.message).toMatch(/failed to decode media ID/);
	});

	test.each<[string, Answer | Error]>([
		['an error of the server', { status: 502, body: 'bad gateway' }],
		['no answer in time', new TransportError('ETIMEDOUT', 'after')],
	])('%s does not make anybody look for a message that was sent', async (_name, answer) => {
		const error = await refusalOf(fetchFile(wsapi, [answer]));
		expect(error.details.nextStep).toMatch(/Nothing was sent/);
		// What is only read is asked for again: four times in all.
		expect(asked).toHaveLength(4);
	});

	test('is asked again when it is too much at once', async () => {
		const busy = { status: 429, headers: { 'retry-after': '1' } };
		expect(await fetchFile(wsapi, [busy, busy, { body: 'x' }])).toMatchObject({ text: 'x' });
	});
});

describe('eazeWA', () => {
	const FILE = { mimetype: 'image/png', data: 'aGVsbG8=', filename: 'a.png' };
	const long = Buffer.from('hello '.repeat(30_000)).toString('base64');

	test.each<[string, unknown]>([
		['two levels deep', { status: 'success', data: { status: 'success', data: FILE } }],
		['one level deep', { status: 'success', data: FILE }],
		['beside a message', { data: { data: { message: {}, media: FILE } } }],
		['beside a message, one level deep', { data: { message: {}, media: FILE } }],
	])('has the file %s', async (_name, body) => {
		expect(await fetchFile(eazewa, [{ body }])).toMatchObject({
			text: 'hello',
			mimeType: 'image/png',
			fileName: 'a.png',
		});
	});

	test.each<[string, unknown]>([
		['as media, as get-message-by-id has it', { data: { message: {}, media: 'aGVsbG8=' } }],
		['as data', { data: { status: 'success', data: 'aGVsbG8=' } }],
		['at the top', { data: 'aGVsbG8=' }],
		['as a data URL', { data: 'data:image/gif;base64,aGVsbG8=' }],
	])('has base64 alone, %s', async (_name, body) => {
		expect(await fetchFile(eazewa, [{ body }])).toMatchObject({ text: 'hello' });
	});

	test('has a long file, with the slashes PHP escapes', async () => {
		const json = JSON.stringify({ data: { data: { mimetype: 'a/b', data: long, filename: 'x' } } });
		const body = json.replace(/\//g, '\\/');
		const { text, mimeType, announced } = await fetchFile(eazewa, [{ body }]);
		expect(text).toBe('hello '.repeat(30_000));
		expect(mimeType).toBe('a/b');
		expect(announced).toBeNull();
	});

	test('is asked by the id of the message', async () => {
		await fetchFile(eazewa, [{ body: { data: FILE } }], { id: 'false_1@c.us_3EB0' });
		expect(asked).toEqual([
			{
				url: `${BASE}/instances/33/client/action/download-media`,
				method: 'POST',
				withKey: true,
				body: { messageId: 'false_1@c.us_3EB0' },
			},
		]);
	});

	test('fails with HTTP 200 as well, in its own words', async () => {
		const body = { status: 'success', data: { status: 'error', message: 'message not found' } };
		const error = await refusalOf(fetchFile(eazewa, [{ body }]));
		expect(error.message).toMatch(/message not found/);
	});

	test.each<[string, unknown]>([
		['nothing', { status: 'success', data: {} }],
		['null', { status: 'success', data: { data: null } }],
		['no JSON', '<html>'],
		['a file without bytes', { data: { mimetype: 'a/b', data: '' } }],
	])('that answers with %s has no file', async (_name, body) => {
		const error = await rejectionOf(fetchFile(eazewa, [{ body }]), MediaError);
		expect(error.message).toMatch(/without a file/);
		expect(discarded).toBe(1);
	});

	test('does not follow a redirect with a call that is no GET', async () => {
		const away = { status: 302, headers: { location: 'https://evil.example.com/' } };
		await expect(fetchFile(eazewa, [away])).rejects.toBeInstanceOf(ProviderError);
		expect(asked).toHaveLength(1);
	});
});

describe('Cbot', () => {
	test('on premises answers with the file', async () => {
		const { text } = await fetchFile(cbot, [{ body: 'bytes' }], { hosting: 'onPremises' });
		expect(text).toBe('bytes');
		expect(asked.map(({ url }) => url)).toEqual([`${BASE}/v1/media/m%2F1%20%3F`]);
	});

	test.each([
		['https://api.example.com/base/file/1', true, 'https://api.example.com/base/file/1'],
		[
			'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=a-b',
			true,
			`${BASE}/whatsapp_business/attachments/?mid=1&ext=2&hash=a-b`,
		],
		['https://files.example.org/1', false, 'https://files.example.org/1'],
		[
			'https://lookaside.fbsbx.com.example.org/1',
			false,
			'https://lookaside.fbsbx.com.example.org/1',
		],
	])('in the cloud says where the file is: %s, with the key: %s', async (url, withKey, fetched) => {
		const { text } = await fetchFile(cbot, [{ body: { url } }, { body: 'bytes' }]);
		expect(text).toBe('bytes');
		expect(asked.map((one) => [one.url, one.withKey])).toEqual([
			[`${BASE}/m%2F1%20%3F`, true],
			[fetched, withKey],
		]);
	});

	test.each<[string, unknown, typeof MediaError | typeof ProviderError, RegExp]>([
		['a private address', { url: 'http://10.0.0.5/1' }, MediaError, /private network/],
		['no address', { id: '1' }, MediaError, /does not say where/],
		['nonsense', { url: 'nonsense' }, MediaError, /does not say where/],
		['an error', { error: { code: 100, message: 'gone' } }, ProviderError, /gone/],
	])('in the cloud answers with %s', async (_name, body, kind, message) => {
		const error = await rejectionOf(fetchFile(cbot, [{ body }, { body: 'bytes' }]), kind);
		expect(error.message).toMatch(message);
		expect(asked).toHaveLength(1);
	});
});
