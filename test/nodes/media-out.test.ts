/** WhatsApp Reply's Send Media with a file of the workflow, run by n8n-core's own engine. */
import type { INode, INodeExecutionData } from 'n8n-workflow';

import { nodeOf } from '../support/n8n-core/engine';
import { runWorkflow } from '../support/n8n-core/run';
import type { ProviderId } from '../support/providers';
import { setUp, type Setup } from '../support/setups';
import { WhatsAppReply } from '../../nodes/WhatsAppReply/WhatsAppReply.node';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100_000, 'pixel')]);
const MB = 1024 * 1024;

let setup: Setup<ProviderId>;
afterEach(async () => await setup.simulated.stop());

interface SentFile {
	bytes?: Buffer;
	mimeType?: string;
	fileName?: string;
}

async function send(
	id: ProviderId,
	options: object,
	parameters: INode['parameters'],
	{ bytes = PNG, mimeType = 'image/png', fileName = 'a.png' }: SentFile = {},
) {
	setup = await setUp(id, options as never);
	const target = { target: 'manual', chatId: '15550001111' };
	const nodes = [
		nodeOf('whatsAppWebhookTrigger', 'Inbox', { provider: id }, setup.credentialType),
		nodeOf(
			'whatsAppReply',
			'Reply',
			{ provider: id, operation: 'sendMedia', ...target, ...parameters },
			setup.credentialType,
		),
	];
	const binary: INodeExecutionData['binary'] = {
		data: { data: bytes.toString('base64'), mimeType, fileName },
	};
	const run = await runWorkflow(nodes, [{}], { [setup.credentialType]: setup.fields }, binary);
	return { items: run.outputs('Reply'), error: run.error };
}

const sent = () => setup.simulated.whatsapp.sent;

describe.each<[ProviderId, object]>([
	['wsapi', {}],
	['eazewa', {}],
	['evolution', {}],
	['chatlevel', {}],
])('%s', (id, options) => {
	test('takes a picture of the workflow as base64', async () => {
		const { items, error } = await send(id, options, { mediaType: 'image', caption: 'Look' });
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { success: true, provider: id } }]);
		expect(sent()).toMatchObject([{ kind: 'image', text: 'Look' }]);
		expect(sent()[0]?.media?.base64).toBe(PNG.toString('base64'));
	});
});

describe.each(['onPremises', 'cloud'] as const)('Cbot with the hosting %s', (hosting) => {
	test('gets a picture of the workflow first, then the message with its ID', async () => {
		const { items, error } = await send('cbot', { hosting }, { mediaType: 'image' });
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { success: true, provider: 'cbot' } }]);
		const [[id, medium] = []] = [...setup.simulated.media];
		expect(medium?.bytes.equals(PNG)).toBe(true);
		expect(medium?.mimeType).toBe('image/png');
		expect(sent()).toMatchObject([{ kind: 'image', media: { id } }]);
		const [upload] = setup.simulated.requests;
		expect(upload?.headers['content-length']).toBe(String(upload?.rawBody.length));
	});

	test('gets a document with its name', async () => {
		const pdf = { bytes: Buffer.from('%PDF'), mimeType: 'application/pdf', fileName: 'offer.pdf' };
		await send('cbot', { hosting }, { mediaType: 'document' }, pdf);
		expect(sent()).toMatchObject([{ kind: 'document', media: { fileName: 'offer.pdf' } }]);
	});
});

test.each<[ProviderId, INode['parameters'], SentFile, RegExp]>([
	['chatlevel', { mediaType: 'video' }, {}, /cannot send videos, only images/],
	['chatlevel', {}, { mimeType: 'image/svg+xml' }, /takes images as image\/png/],
	['chatlevel', {}, { bytes: Buffer.alloc(10 * MB + 1) }, /at most 10 MB.*10\.1 MB/],
	['cbot', {}, { bytes: Buffer.alloc(5 * MB + 1) }, /at most 5 MB.*5\.1 MB/],
	['cbot', {}, { mimeType: 'image/webp' }, /takes images as image\/jpeg and image\/png/],
	[
		'cbot',
		{ mediaType: 'sticker' },
		{ bytes: Buffer.alloc(501 * 1024), mimeType: 'image/webp' },
		/at most 500 KB/,
	],
	['wsapi', { mediaType: 'nonsense' }, {}, /no media type "nonsense"/],
	['wsapi', { binaryProperty: 'nothing' }, {}, /nothing/],
	['chatbreez', {}, {}, /ChatBreez cannot send media/],
])('%s, %j: nothing is sent, and it is said why', async (id, parameters, given, message) => {
	const { error } = await send(id, {}, parameters, given);
	expect(error?.message).toMatch(message);
	expect(error?.description).toBeTruthy();
	expect(setup.simulated.requests).toEqual([]);
});

test('the editor offers only the kinds the provider can send', async () => {
	const fields = new WhatsAppReply().description.properties.filter(
		({ name }) => name === 'mediaType',
	);
	const offered = Object.fromEntries(
		fields.flatMap(({ options = [], displayOptions }) =>
			(displayOptions?.show?.provider ?? []).map((id) => [
				String(id),
				options.map((option) => ('value' in option ? option.value : '')),
			]),
		),
	);
	const all = ['audio', 'document', 'image', 'sticker', 'video', 'voice'];
	expect(offered).toEqual({
		cbot: all,
		eazewa: all,
		evolution: all,
		wsapi: all,
		chatlevel: ['image'],
	});
	setup = await setUp('wsapi');
});
