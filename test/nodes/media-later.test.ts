/** WhatsApp Reply's Download Media, run by n8n-core's own engine. */
import type { IDataObject, INode } from 'n8n-workflow';

import { nodeOf } from '../support/n8n-core/engine';
import { runWorkflow } from '../support/n8n-core/run';
import { file, startFileServer, type FileServer } from '../support/file-server';
import { eventOf } from '../support/event-of';
import {
	pictureAt,
	pictureInside,
	VOICE,
	VOICE_TYPE,
	voiceMessage,
} from '../support/media-messages';
import type { ProviderId } from '../support/providers';
import * as chatbreez from '../support/providers/chatbreez/payloads';
import type { AnySimulatedProvider } from '../support/providers';
import { setUp, type Setup } from '../support/setups';

const PNG = Buffer.from('89504e470d0a1a0a00', 'hex');

let setup: Setup<ProviderId>;
let files: FileServer;
beforeAll(async () => (files = await startFileServer({ '/a.png': file(PNG) })));
afterAll(async () => await files.close());
afterEach(async () => await setup.simulated.stop());

async function start(id: ProviderId, options?: object) {
	setup = await setUp(id, options as never);
}
const simulated = () => setup.simulated as AnySimulatedProvider;

function node(type: string, name: string, parameters: INode['parameters'], more?: Partial<INode>) {
	const made = nodeOf(type, name, { provider: setup.id, ...parameters }, setup.credentialType);
	return { ...made, ...more };
}

/** Runs Download Media, with nodes of other people between it and the trigger. */
async function run(
	items: IDataObject[],
	parameters: INode['parameters'] = {},
	{ between = [], ...more }: { between?: string[] } & Partial<INode> = {},
) {
	const nodes = [
		node('whatsAppWebhookTrigger', 'Inbox', {}),
		...between.map((type, index) => nodeOf(type, `Between ${index}`)),
		node('whatsAppReply', 'Fetch', { operation: 'downloadMedia', ...parameters }, more),
	];
	const { outputs, error } = await runWorkflow(nodes, items, {
		[setup.credentialType]: setup.fields,
	});
	return { items: outputs('Fetch'), error };
}

const event = async (payload: unknown) => await eventOf(setup, payload);

describe.each<[ProviderId, object]>([
	['wsapi', {}],
	['eazewa', {}],
	['evolution', {}],
	['cbot', { hosting: 'onPremises' }],
	['cbot', { hosting: 'cloud' }],
])('%s %j', (id, options) => {
	test('the file of the message that started the workflow is found by itself', async () => {
		await start(id, options);
		const { payload, messageId } = voiceMessage(simulated());
		const { items, error } = await run(
			[await event(payload)],
			{},
			{ between: ['test.replaceJson', 'test.loseLink'] },
		);
		expect(error).toBeUndefined();
		expect(items).toMatchObject([
			{
				json: {
					success: true,
					provider: id,
					messageId,
					mimeType: VOICE_TYPE,
					size: VOICE.length,
				},
				binary: { data: { mimeType: VOICE_TYPE } },
			},
		]);
		const bytes = Buffer.from(items[0]?.binary?.data?.data ?? '', 'base64');
		expect(bytes.equals(VOICE)).toBe(true);
	});

	test('or by its ID, into a field of the user’s choice', async () => {
		await start(id, options);
		const { mediumId } = voiceMessage(simulated());
		const { items } = await run([{}], {
			target: 'manual',
			mediaId: mediumId,
			binaryProperty: 'voice',
		});
		expect(items).toMatchObject([
			{ json: { success: true, messageId: null }, binary: { voice: { mimeType: VOICE_TYPE } } },
		]);
	});

	test('a file that is gone is an error with a next step', async () => {
		await start(id, options);
		const { payload, mediumId } = voiceMessage(simulated());
		simulated().media.delete(mediumId);
		const { error } = await run([await event(payload)]);
		expect(error?.message).toMatch(/media|Media|not/);
		expect(error?.description).toBeTruthy();
	});

	test('too many calls are waited for', async () => {
		await start(id, options);
		const { payload } = voiceMessage(simulated());
		simulated().failNext({ status: 429, headers: { 'retry-after': '0' }, body: {} });
		const { items } = await run([await event(payload)]);
		expect(items).toMatchObject([{ json: { success: true } }]);
	});
});

test('a file inside the event, or at an address the user allows, needs no call', async () => {
	await start('chatbreez');
	const given = [
		await event(pictureInside(PNG.toString('base64'))),
		await event(pictureAt(`${files.origin}/a.png`)),
	];
	const { items } = await run(given, { options: { allowedMediaHosts: files.host } });
	expect(items.map(({ binary }) => binary?.data?.data)).toEqual([
		PNG.toString('base64'),
		PNG.toString('base64'),
	]);
	expect(simulated().requests).toEqual([]);
});

test('an address is not fetched from a private network unless the user allows it', async () => {
	await start('chatbreez');
	const manual = { target: 'manual', mediaUrl: `${files.origin}/a.png` };
	const { error } = await run([{}], manual);
	expect(error?.message).toMatch(/private network/);
	expect(error?.description).toMatch(/Allowed Media Hosts/);
	const { items } = await run([{}], { ...manual, options: { allowedMediaHosts: files.host } });
	expect(items).toMatchObject([{ json: { fileName: 'a.png', mimeType: 'image/png', size: 9 } }]);
});

test('the limit holds, and can be raised', async () => {
	await start('wsapi');
	const bytes = Buffer.alloc(1024 * 1024 + 1, 1);
	const { payload } = voiceMessage(simulated(), '3EB0BIG', { bytes });
	const given = [await event(payload)];
	const { error } = await run(given, { options: { maxMediaMegabytes: 1 } });
	expect(error?.message).toBe('The file is larger than 1 MB');
	const { items } = await run(given, { options: { maxMediaMegabytes: 2 } });
	expect(items).toMatchObject([{ json: { size: bytes.length } }]);
});

test.each<[string, () => Promise<IDataObject>, INode['parameters'], RegExp]>([
	[
		'a message without a file',
		async () => await event(chatbreez.upsert({ conversation: 'Hello' })),
		{},
		/has no file/,
	],
	['nothing to go by', async () => ({}), { target: 'manual' }, /The field Media URL is empty/],
	[
		'an address that is none',
		async () => ({}),
		{ target: 'manual', mediaUrl: 'picture.png' },
		/not a valid web address/,
	],
])('%s is said, and with Continue On Fail goes on', async (_name, item, parameters, message) => {
	await start('chatbreez');
	const given = [await item()];
	expect((await run(given, parameters)).error?.message).toMatch(message);
	const { items, error } = await run(given, parameters, { onError: 'continueRegularOutput' });
	expect(error).toBeUndefined();
	expect(items).toMatchObject([
		{ json: { success: false, error: expect.stringMatching(message) } },
	]);
});

test('a message of another provider is said', async () => {
	await start('wsapi');
	const item = { ...(await event(voiceMessage(simulated()).payload)) };
	const replyTo = { ...(item.replyTo as IDataObject), provider: 'cbot' };
	const { error } = await run([{ ...item, replyTo }]);
	expect(error?.message).toMatch(/came from Cbot/);
});
