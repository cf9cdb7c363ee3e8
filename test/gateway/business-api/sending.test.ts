/** Bodies in Meta's Business format, for a hosting as no provider of ours has it. */
import type { Hosting } from '../../../gateway/business-api/hosting';
import { createSending } from '../../../gateway/business-api/sending';
import { ProviderError, UnsupportedError } from '../../../gateway/errors';
import type { Api, OutgoingMedia, ProviderCall, Sent } from '../../../gateway/provider';
import { outgoingFile } from '../../support/outgoing-file';
import { recordingApi } from '../../support/recording-api';

const UPLOAD = '/v0/files';

const hosting: Hosting = {
	displayName: 'Example',
	field: 'Base URL',
	messagesPath: '/v0/messages',
	product: { messaging_product: 'whatsapp' },
	userIdField: 'recipient',
	uploadCall: (_media, file) => ({
		effect: 'change',
		method: 'POST',
		path: UPLOAD,
		raw: { contentType: 'image/png', length: file.size, open: file.open },
	}),
};

const send = createSending(() => hosting);
const quote = { messageId: 'wamid.Q', senderId: '15550001111', fromMe: false };
const to = { chatId: '15550001111', quote: null };
const addressed = {
	messaging_product: 'whatsapp',
	recipient_type: 'individual',
	to: '15550001111',
};

const media: OutgoingMedia = {
	...to,
	kind: 'image',
	url: 'https://example.com/file',
	file: null,
	mimeType: 'image/png',
	fileName: 'a.png',
	caption: 'Look',
};

function server(uploaded: unknown = { id: 'medium-1' }) {
	return recordingApi(({ path }) =>
		path === UPLOAD ? uploaded : { messages: [{ id: 'wamid.A' }] },
	);
}

const only = (calls: ProviderCall[]) => {
	expect(calls).toHaveLength(1);
	return calls[0]!;
};

it.each([
	[
		'a text',
		(api) => send.text(api, { ...to, text: 'Hello' }),
		{ type: 'text', text: { body: 'Hello' } },
	],
	[
		'a file by its address',
		(api) => send.media!(api, media),
		{ type: 'image', image: { link: 'https://example.com/file', caption: 'Look' } },
	],
	[
		'a location, without what is not known',
		(api) =>
			send.location!(api, { ...to, latitude: 0, longitude: 13.4, name: 'The shop', address: null }),
		{ type: 'location', location: { latitude: 0, longitude: 13.4, name: 'The shop' } },
	],
	[
		'a reaction',
		(api) =>
			send.reaction!(api, { ...quote, chatId: to.chatId, messageId: 'wamid.R', emoji: '👍' }),
		{ type: 'reaction', reaction: { message_id: 'wamid.R', emoji: '👍' } },
	],
	[
		'a reaction that is taken away',
		(api) => send.reaction!(api, { ...quote, chatId: to.chatId, messageId: 'wamid.R', emoji: '' }),
		{ type: 'reaction', reaction: { message_id: 'wamid.R', emoji: '' } },
	],
] satisfies Array<[string, (api: Api) => Promise<Sent>, object]>)(
	'%s',
	async (_what, sending, content) => {
		const { api, calls } = server();
		expect(await sending(api)).toEqual({ messageId: 'wamid.A' });
		expect(only(calls)).toEqual({
			effect: 'send',
			method: 'POST',
			path: '/v0/messages',
			body: { ...addressed, ...content },
		});
	},
);

it.each([
	['a text', (api) => send.text(api, { ...to, quote, text: 'Hello' })],
	['a file', (api) => send.media!(api, { ...media, quote })],
	[
		'a location',
		(api) =>
			send.location!(api, { ...to, quote, latitude: 1, longitude: 2, name: null, address: null }),
	],
] satisfies Array<[string, (api: Api) => Promise<Sent>]>)(
	'%s can quote',
	async (_what, sending) => {
		const { api, calls } = server();
		await sending(api);
		expect(only(calls).body).toMatchObject({ context: { message_id: 'wamid.Q' } });
	},
);

it.each([
	['video', 'video', { caption: 'Look' }],
	['audio', 'audio', {}],
	['voice', 'audio', {}],
	['document', 'document', { caption: 'Look', filename: 'a.png' }],
	['sticker', 'sticker', {}],
] as const)('a %s says what its kind can say', async (kind, type, described) => {
	const { api, calls } = server();
	await send.media!(api, { ...media, kind });
	const block = { link: 'https://example.com/file', ...described };
	expect(only(calls).body).toEqual({ ...addressed, type, [type]: block });
});

describe('a file of the workflow', () => {
	const withFile = { ...media, url: null, file: outgoingFile(Buffer.from('the picture')) };

	it.each([
		['the cloud', { id: 'medium-1' }],
		['the On-Premises API', { media: [{ id: 'medium-1' }], meta: {} }],
	])('is brought there first, and named by its id in the answer of %s', async (_who, answer) => {
		const { api, calls } = server(answer);
		await send.media!(api, withFile);
		expect(calls.map(({ path }) => path)).toEqual([UPLOAD, '/v0/messages']);
		expect(calls[1]?.body).toEqual({
			...addressed,
			type: 'image',
			image: { id: 'medium-1', caption: 'Look' },
		});
	});

	it.each([[{}], [{ media: [] }], [{ id: '' }], ['<html>'], [null]])(
		'that gets no id is not sent, and it is said who gave none: %j',
		async (answer) => {
			const { api, calls } = server(answer);
			const sending = send.media!(api, withFile);
			await expect(sending).rejects.toThrow(ProviderError);
			await expect(sending).rejects.toMatchObject({
				message: 'Example accepted the file but gave no ID for it',
				details: {
					nextStep:
						'No message was sent. Check the Base URL in the credential, or fill in Media URL.',
				},
			});
			expect(calls.map(({ path }) => path)).toEqual([UPLOAD]);
		},
	);
});

it.each([[{ messages: [{ id: null }] }], [{ messages: [] }], [{}], [null]])(
	'what is taken without an id has none: %j',
	async (answer) => {
		const { api } = recordingApi(() => answer);
		expect(await send.text(api, { ...to, text: 'Hello' })).toEqual({ messageId: null });
	},
);

it('goes where the credential of each call leads', async () => {
	const byNumber = createSending(({ instanceId }) => ({
		...hosting,
		messagesPath: `/${instanceId}/messages`,
		product: {},
		userIdField: 'to',
	}));
	for (const instanceId of ['1', '2']) {
		const { api, calls } = recordingApi(() => ({}), { instanceId });
		await byNumber.text(api, { chatId: 'US.1000000000000001', quote: null, text: 'Hello' });
		expect(only(calls)).toMatchObject({ path: `/${instanceId}/messages` });
		expect(only(calls).body).toEqual({
			recipient_type: 'individual',
			to: 'US.1000000000000001',
			type: 'text',
			text: { body: 'Hello' },
		});
	}
});

it('sends nothing to whom it cannot', async () => {
	const { api, calls } = server();
	const sending = send.text(api, { ...to, chatId: '100000000000001@lid', text: 'Hello' });
	await expect(sending).rejects.toThrow(UnsupportedError);
	expect(calls).toEqual([]);
});
