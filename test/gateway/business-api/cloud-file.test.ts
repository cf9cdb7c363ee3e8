import { openCloudFile, throughGateway } from '../../../gateway/business-api/cloud-file';
import { readCredential } from '../../../gateway/credential';
import { ProviderError } from '../../../gateway/errors';
import type { IncomingFile } from '../../../gateway/media/incoming-file';
import { MediaError } from '../../../gateway/media/media-error';
import type { Downloads } from '../../../gateway/provider';

const file = {} as IncomingFile;
const forbidden = () => Promise.reject(new Error('not a way to this file'));

/** The ways to a file, each of which notes that it was taken. */
function ways(answer: unknown) {
	const taken: string[] = [];
	const note = (way: string) => {
		taken.push(way);
		return Promise.resolve(file);
	};
	const from: Downloads = {
		credential: readCredential({}),
		json: async ({ method, path }) => {
			await note(`json ${method} ${path}`);
			return answer;
		},
		file: ({ method, path }) => note(`file ${method} ${path}`),
		answeredUrl: (address) => note(`answered ${address}`),
		fileInJson: forbidden,
		messageUrl: forbidden,
	};
	const fromMeta = (_from: Downloads, url: URL) => note(`meta ${url.href}`);
	return { from, taken, files: { displayName: 'Example', root: '/v23.0', fromMeta } };
}

const META_URL = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2';

it('is fetched where the provider says, and its id leads nowhere else', async () => {
	const { from, taken, files } = ways({ url: 'https://files.example.com/a?b=1' });
	expect(await openCloudFile(from, 'm/1 ?', files)).toBe(file);
	expect(taken).toEqual([
		'json GET /v23.0/m%2F1%20%3F',
		'answered https://files.example.com/a?b=1',
	]);
	await expect(openCloudFile(from, '..', files)).rejects.toThrow(ProviderError);
});

it('is fetched from Meta’s own host as the provider can', async () => {
	const { from, taken, files } = ways({ url: META_URL });
	expect(await openCloudFile(from, 'm1', files)).toBe(file);
	expect(taken).toEqual(['json GET /v23.0/m1', `meta ${META_URL}`]);
});

it.each(['https://fbsbx.com.example.com/a', 'https://notfbsbx.com/a'])(
	'does not take another host for Meta’s: %s',
	async (url) => {
		const { from, taken, files } = ways({ url });
		await openCloudFile(from, 'm1', files);
		expect(taken).toEqual(['json GET /v23.0/m1', `answered ${url}`]);
	},
);

it('comes through a gateway under the gateway’s own address', async () => {
	const { from, taken, files } = ways({ url: META_URL });
	await openCloudFile(from, 'm1', { ...files, root: '', fromMeta: throughGateway });
	expect(taken).toEqual(['json GET /m1', 'file GET /whatsapp_business/attachments/?mid=1&ext=2']);
});

it.each([[{}], [{ url: '' }], [{ url: 'nowhere' }], [{ url: 5 }], [null], ['<html>']])(
	'is nowhere where its place is not told: %j',
	async (answer) => {
		const { from, taken, files } = ways(answer);
		const opening = openCloudFile(from, 'm1', files);
		await expect(opening).rejects.toThrow(MediaError);
		await expect(opening).rejects.toThrow('Example does not say where the file is');
		expect(taken).toEqual(['json GET /v23.0/m1']);
	},
);
