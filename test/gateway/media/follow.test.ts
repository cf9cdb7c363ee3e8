/** Redirects: each one is judged like the first address. */
import { TransportError } from '../../../gateway/errors';
import type { FileAnswer, FileRequest } from '../../../gateway/media/file-transport';
import { follow, type Wanted } from '../../../gateway/media/follow';

const PUBLIC = '93.184.216.34';

let asked: FileRequest[];
let discarded: number;
beforeEach(() => {
	asked = [];
	discarded = 0;
});

/** Answers by URL: a number is a status, a text a redirect to it. */
function web(answers: Record<string, number | string>) {
	return async (request: FileRequest): Promise<FileAnswer> => {
		asked.push(request);
		const answer = answers[request.url.href] ?? 404;
		return {
			status: typeof answer === 'number' ? answer : 302,
			headers: typeof answer === 'string' ? { location: answer } : {},
			body: (async function* () {})(),
			discard: () => void discarded++,
		};
	};
}

const rules = {
	own: new URL('https://api.example.com'),
	isAllowed: () => false,
	resolve: async (hostname: string) => (hostname.startsWith('inside') ? ['10.0.0.5'] : [PUBLIC]),
};

const go = async (
	url: string,
	answers: Record<string, number | string>,
	givenBy: Wanted['givenBy'] = 'provider',
) => await follow({ url: new URL(url), method: 'GET', givenBy }, rules, web(answers));

const keys = () => asked.map(({ url, withKey }) => [url.href, withKey]);

test('ends where there is no further redirect, also a relative one', async () => {
	const { answer, url } = await go('https://a.example.com/1', {
		'https://a.example.com/1': '/2?x=1',
		'https://a.example.com/2?x=1': 'https://b.example.com/3',
		'https://b.example.com/3': 200,
	});
	expect(answer.status).toBe(200);
	expect(url.href).toBe('https://b.example.com/3');
	expect(asked.map(({ address }) => address)).toEqual([PUBLIC, PUBLIC, PUBLIC]);
	expect(discarded).toBe(2);
});

test.each([
	'http://127.0.0.1:5678/',
	'http://169.254.169.254/latest/meta-data/',
	'https://inside.example.com/',
	'file:///etc/passwd',
	'//localhost/',
])('never follows one to %s', async (target) => {
	await expect(
		go('https://a.example.com/1', { 'https://a.example.com/1': target }),
	).rejects.toThrow(/private network|begins with file:/);
	expect(asked).toHaveLength(1);
});

test('takes the key along to the credential’s host, and leaves it there', async () => {
	await go('https://api.example.com/media/1', {
		'https://api.example.com/media/1': 'https://api.example.com/media/2',
		'https://api.example.com/media/2': 'https://s3.example.com/2',
		'https://s3.example.com/2': 'http://api.example.com/2',
		'http://api.example.com/2': 200,
	});
	expect(asked.map(({ withKey, address }) => ({ withKey, address }))).toEqual([
		{ withKey: true, address: null },
		{ withKey: true, address: null },
		{ withKey: false, address: PUBLIC },
		// The credential's host without encryption is not where the provider is.
		{ withKey: false, address: PUBLIC },
	]);
});

test('never takes the key back to the credential’s host once it was elsewhere', async () => {
	await go('https://api.example.com/media/1', {
		'https://api.example.com/media/1': 'https://s3.example.com/2',
		'https://s3.example.com/2': 'https://api.example.com/instances',
		'https://api.example.com/instances': 'https://api.example.com/all',
		'https://api.example.com/all': 200,
	});
	expect(keys()).toEqual([
		['https://api.example.com/media/1', true],
		['https://s3.example.com/2', false],
		['https://api.example.com/instances', false],
		['https://api.example.com/all', false],
	]);
});

test('never takes the key to an address out of a message, wherever that is', async () => {
	await go(
		'https://api.example.com/instances',
		{
			'https://api.example.com/instances': 'https://a.example.com/1',
			'https://a.example.com/1': 'https://api.example.com/all',
			'https://api.example.com/all': 200,
		},
		'message',
	);
	expect(keys()).toEqual([
		['https://api.example.com/instances', false],
		['https://a.example.com/1', false],
		['https://api.example.com/all', false],
	]);
});

test('gives up after five redirects, and at one that leads nowhere', async () => {
	const circle = { 'https://a.example.com/1': 'https://a.example.com/1' };
	await expect(go('https://a.example.com/1', circle)).rejects.toThrow(/redirects too often/);
	expect(asked).toHaveLength(6);
	const broken = { 'https://a.example.com/1': 'https://' };
	await expect(go('https://a.example.com/1', broken)).rejects.toThrow(/redirects too often/);
});

test('a call that is no GET is not sent to where a redirect leads', async () => {
	const url = new URL('https://api.example.com/1');
	const answers = { [url.href]: 'https://api.example.com/2' };
	const { answer } = await follow(
		{ url, method: 'POST', body: {}, givenBy: 'provider' },
		rules,
		web(answers),
	);
	expect(answer.status).toBe(302);
	expect(asked).toHaveLength(1);
});

test('a name and password in a URL stay here', async () => {
	await go('https://user:secret@a.example.com/1', { 'https://a.example.com/1': 200 });
	expect(asked[0]?.url.href).toBe('https://a.example.com/1');
});

test('the next address is tried when one cannot be reached, and only then', async () => {
	const addresses: Array<string | null> = [];
	const transport = (failed: 'before' | 'after') => async (request: FileRequest) => {
		addresses.push(request.address);
		throw new TransportError('ECONNREFUSED', failed);
	};
	const two = { ...rules, resolve: async () => [PUBLIC, '93.184.216.35'] };
	const wanted = {
		url: new URL('https://a.example.com/1'),
		method: 'GET' as const,
		givenBy: 'message' as const,
	};
	await expect(follow(wanted, two, transport('before'))).rejects.toThrow('ECONNREFUSED');
	expect(addresses).toEqual([PUBLIC, '93.184.216.35']);
	addresses.length = 0;
	await expect(follow(wanted, two, transport('after'))).rejects.toThrow('ECONNREFUSED');
	expect(addresses).toEqual([PUBLIC]);
});
