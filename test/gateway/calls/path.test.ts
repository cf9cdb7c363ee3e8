/** Ids in a call's address lead nowhere else, and what is no id is told by its field. */
import fc from 'fast-check';

import { ProviderError } from '../../../gateway/errors';
import { queryValue, segment } from '../../../gateway/calls/path';
import type { Api, Provider, ProviderCall } from '../../../gateway/provider';
import { readCredential } from '../../../gateway/credential';
import { providers } from '../../../gateway/providers';
import { readSource, sourcesBelow } from '../../support/sources';

const WEBHOOK = 'https://n8n.example.com/webhook/a/webhook';
const BASE = 'https://api.example.com/v1';

test('a segment is one step in the path, whatever stands in it', () => {
	let segments = 0;
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (id) => {
			const made = segmentOrRefusal(id);
			if (made instanceof ProviderError) return made.message.includes('Message ID');
			segments++;
			const { pathname, search, hash } = new URL(`${BASE}/messages/${made}/read`);
			expect(pathname.split('/')).toHaveLength(5);
			expect(decodeURIComponent(pathname.split('/')[3] ?? '')).toBe(id);
			expect(search + hash).toBe('');
			return true;
		}),
		{ numRuns: 3_000 },
	);
	// Most texts are ids, or this would show nothing.
	expect(segments).toBeGreaterThan(1_500);
});

function segmentOrRefusal(id: string): string | ProviderError {
	try {
		return segment(id, 'Message ID', { plain: '@:' });
	} catch (error) {
		if (error instanceof ProviderError) return error;
		throw error;
	}
}

test.each(['.', '..', '', '  ', '\n', '\ud800', 'x\udc00y', 'x'.repeat(1_001)])(
	'%j is no id: the error names the field',
	(id) => {
		const error = (() => {
			try {
				return segment(id, 'Device ID');
			} catch (thrown) {
				return thrown;
			}
		})();
		expect(error).toBeInstanceOf(ProviderError);
		expect((error as ProviderError).message).toContain('The Device ID');
		expect((error as ProviderError).details.nextStep).toContain('Nothing was sent');
	},
);

test('what looks like an encoding is none', () => {
	expect(segment('%2e%2e', 'ID')).toBe('%252e%252e');
	expect(segment('a%40b@c', 'ID', { plain: '@' })).toBe('a%2540b@c');
	expect(queryValue('a&b=..', 'ID')).toBe('a%26b%3D..');
});

/** Every operation of every provider, with this in the place of each id. */
async function pathsWith(provider: Provider, id: string, inside: object = {}): Promise<string[]> {
	const credential = readCredential({
		baseUrl: BASE,
		apiKey: 'k',
		customerApiKey: 'c',
		instanceId: '33',
		...inside,
	});
	const calls: ProviderCall[] = [];
	const api: Api = {
		credential,
		call: async (call) => {
			calls.push(call);
			return { status: 200, headers: {}, body: {} };
		},
	};
	const chatId = '15550001111';
	const target = { chatId, messageId: id, senderId: null, fromMe: false };
	const from = {
		credential,
		url: async () => await Promise.reject(new Error('no address')),
		json: async (call: ProviderCall) => (await api.call(call)).body,
		file: async (call: ProviderCall) => await api.call(call),
		fileInJson: async (call: ProviderCall) => await api.call(call),
	};
	const attempts = [
		async () => await provider.send.text(api, { chatId, text: 'Hi', quote: null }),
		async () => await provider.send.reaction?.(api, { ...target, emoji: '👍' }),
		async () => await provider.markRead?.run(api, target),
		async () => await provider.showTyping?.(api, { ...target, chatId: id }),
		async () => await provider.media?.open(from as never, id),
		async () => await provider.check?.(api),
		async () => await provider.registration?.read(api, WEBHOOK),
		async () => await provider.registration?.clear(api, WEBHOOK),
	];
	for (const attempt of attempts) {
		await attempt().catch((error: Error) => {
			// What an answer of {} does not hold is no matter here; a broken encoding would be.
			if (error instanceof URIError) throw error;
		});
	}
	return calls.map(({ path }) => path);
}

describe.each(providers.map((provider) => [provider.id, provider] as const))(
	'%s',
	(_id, provider) => {
		test('a call with another id has as many steps, and an id of dots makes no call elsewhere', async () => {
			const steps = (paths: string[]) =>
				new Set(paths.map((path) => new URL(`${BASE}${path}`).pathname.split('/').length));
			const usual = steps(await pathsWith(provider, 'an-id'));
			expect(usual).not.toEqual(new Set());
			for (const id of ['..', '.', 'a/b', 'a?b', 'a#b', '%2e%2e', '\ud800', '']) {
				const paths = await pathsWith(provider, id);
				for (const path of paths) {
					expect(new URL(`${BASE}${path}`).pathname).toMatch(/^\/v1\/./);
					expect(usual).toContain(new URL(`${BASE}${path}`).pathname.split('/').length);
				}
			}
		});

		test('an instance of dots makes no call at all in whose path it would stand', async () => {
			const usual = await pathsWith(provider, 'an-id');
			for (const instanceId of ['..', '.', '\ud800']) {
				const paths = await pathsWith(provider, 'an-id', { instanceId });
				const inPath = usual.filter((path) => path.split(/[/?]/).includes('33'));
				expect(paths.length).toBe(usual.length - inPath.length);
			}
		});
	},
);

test('no adapter encodes an id by itself', () => {
	const adapters = sourcesBelow('gateway/providers');
	const own = [...adapters, ...sourcesBelow('nodes')].filter((path) =>
		/\b(?:encodeURIComponent|encodeURI|escape)\(/.test(readSource(path)),
	);
	expect(own).toEqual([]);
	// Nor puts one in without: what stands in a path is a fixed word, a segment, or another path.
	const free =
		/path: `[^`]*\$\{(?!\w*[pP]ath\b|segment\(|messagePart\(|queryValue\(|medium\}|kind\}|url\.)/;
	for (const path of adapters) {
		expect(`${path}: ${free.exec(readSource(path))?.[0]}`).toMatch(/undefined$/);
	}
});
