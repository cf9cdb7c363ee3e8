/**
 * The provider's key and the addresses that stand in messages: whoever writes a message, or a
 * redirect, could otherwise have the provider's answers to that key attached as a file.
 */
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import { eventOf } from '../support/event-of';
import { file, guarded, redirect, startFileServer, type FileServer } from '../support/file-server';
import { nodeOf } from '../support/n8n-core/engine';
import { runWorkflow } from '../support/n8n-core/run';
import { serveTrigger, type ServedTrigger } from '../support/n8n-core/serve-trigger';
import { documentAt, voiceMessage } from '../support/media-messages';
import type { ProviderId } from '../support/providers';
import * as cbot from '../support/providers/cbot/payloads';
import * as chatbreez from '../support/providers/chatbreez/payloads';
import { firstAttempt, targetOf } from '../support/providers/scenario';
import type { AnySimulatedProvider } from '../support/providers';
import { setUp, WEBHOOK_SECRET, type Setup } from '../support/setups';

const TOKENS = Buffer.from('[{"instance":"another","token":"of another customer"}]');
const SECRET_PATH = '/instance/fetchInstances';

let setup: Setup<ProviderId>;
/** The provider's own server: it answers to its key alone. */
let own: FileServer;
/** Somebody else's. */
let foreign: FileServer;
let served: ServedTrigger | undefined;
let workflows = 0;

async function start(id: ProviderId, options: object = {}) {
	setup = await setUp(id, options as never);
	const { apiKey = '' } = setup.fields;
	own = await startFileServer({
		[SECRET_PATH]: guarded(apiKey, file(TOKENS)),
		'/away': (response) => redirect(`${foreign.origin}/back`)(response, ''),
	});
	foreign = await startFileServer({
		'/back': (response) => redirect(`${own.origin}${SECRET_PATH}`)(response, ''),
	});
	setup.fields.baseUrl = own.origin;
}

async function serve(options: IDataObject) {
	const parameters = { provider: setup.id, events: ['message.received'], options };
	served = await serveTrigger(
		nodeOf(
			'whatsAppWebhookTrigger',
			'Inbox',
			parameters as INode['parameters'],
			setup.credentialType,
		),
		{ [setup.credentialType]: setup.fields },
		{ workflowId: `media-key-${++workflows}` },
	);
}

async function deliver(payload: unknown) {
	const simulated = setup.simulated as AnySimulatedProvider;
	const target = targetOf(simulated, served?.url ?? '', WEBHOOK_SECRET);
	const { outcome } = await firstAttempt(simulated, payload, target);
	expect(outcome).toMatchObject({ kind: 'answered', status: 200 });
}

afterEach(async () => {
	await served?.close();
	served = undefined;
	await Promise.all([own.close(), foreign.close(), setup.simulated.stop()]);
});

const upsert = (message: Record<string, unknown>, data: Record<string, unknown> = {}) =>
	chatbreez.upsert({ imageMessage: { mimetype: 'image/png' }, ...message }, { data });

/** Every field of a payload that can become a file's address. */
const FIELDS: Array<[string, ProviderId, (url: string) => unknown]> = [
	['url of the sender’s own part', 'chatbreez', (url) => upsert({ imageMessage: { url } })],
	['mediaUrl of the part', 'chatbreez', (url) => upsert({ imageMessage: { mediaUrl: url } })],
	['mediaUrl beside the part', 'chatbreez', (url) => upsert({ mediaUrl: url })],
	['mediaUrl of the record', 'chatbreez', (url) => upsert({}, { mediaUrl: url })],
	['url of the content', 'chatlevel', documentAt],
	['url of the block', 'cbot', (url) => cbot.onPremises(cbot.item('image', { url }))],
	['link of the block', 'cbot', (url) => cbot.onPremises(cbot.item('image', { link: url }))],
];

/** Ways to the same place on the provider's server. */
const WAYS: Array<[string, () => string]> = [
	['there at once', () => `${own.origin}${SECRET_PATH}`],
	['by a foreign redirect', () => `${foreign.origin}/back`],
	['there, away and back', () => `${own.origin}/away`],
];

const ATTACKS = FIELDS.flatMap(([field, id, payload]) =>
	WAYS.map(([way, url]) => [id, field, way, payload, url] as const),
);

function expectNothingStolen(items: Array<{ binary?: unknown; json: unknown }>) {
	expect(JSON.stringify(items)).not.toContain(TOKENS.toString('base64').slice(0, 20));
	expect(JSON.stringify([own.requests, foreign.requests])).not.toContain(setup.fields.apiKey);
}

test.each(ATTACKS)('%s, %s, %s: the trigger', async (id, _field, _way, payload, url) => {
	await start(id);
	await serve({ downloadMedia: true, allowedMediaHosts: foreign.host });
	await deliver(payload(url()));
	const items = served?.runs.flat() ?? [];
	expect(items).toMatchObject([
		{ json: { message: { media: { download: { attached: false } } } } },
	]);
	expectNothingStolen(items);
});

test.each(ATTACKS)('%s, %s, %s: Reply → Download Media', async (id, _field, _way, payload, url) => {
	await start(id);
	const { error, items } = await downloadMedia({}, await eventOf(setup, payload(url())));
	expect(error?.message).toBeTruthy();
	expectNothingStolen(items);
});

test.each(WAYS)('an address that is filled in by hand, %s', async (_way, url) => {
	await start('chatbreez');
	const { error, items } = await downloadMedia({ target: 'manual', mediaUrl: url() }, {});
	expect(error?.message).toBeTruthy();
	expectNothingStolen(items);
});

/** Every object of a payload, with addresses put into it that nobody asked for. */
function strewn(value: unknown, url: string): unknown {
	if (Array.isArray(value)) return value.map((element) => strewn(element, url));
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value).map(([name, field]) => [name, strewn(field, url)]);
	const names = ['url', 'mediaUrl', 'link', 'directPath', 'downloadUrl', 'deprecatedMms3Url'];
	return { ...Object.fromEntries(names.map((name) => [name, url])), ...Object.fromEntries(kept) };
}

test.each<[ProviderId, object]>([
	['wsapi', {}],
	['eazewa', {}],
	['evolution', {}],
	['cbot', { hosting: 'onPremises' }],
	['cbot', { hosting: 'cloud' }],
])(
	'%s %j, which has a call for files, asks nobody else, whatever a message names',
	async (id, options) => {
		await start(id, options);
		const simulated = setup.simulated as AnySimulatedProvider;
		setup.fields.baseUrl = simulated.baseUrl;
		const { payload } = voiceMessage(simulated);
		const items: INodeExecutionData[] = [];
		for (const origin of [simulated.baseUrl, foreign.origin]) {
			await serve({ downloadMedia: true, allowedMediaHosts: foreign.host });
			await deliver(strewn(payload, `${origin}/strewn`));
			items.push(...(served?.runs.flat() ?? []));
			await served?.close();
		}
		expect(items.map(({ json }) => (json.message as IDataObject).media)).toMatchObject([
			{ download: { attached: true } },
			{ download: { attached: true } },
		]);
		const paths = [...simulated.requests, ...foreign.requests].map(({ path }) => path);
		expect(paths.length).toBeGreaterThan(0);
		expect(paths.filter((path) => path.includes('strewn'))).toEqual([]);
	},
);

async function downloadMedia(parameters: INode['parameters'], item: IDataObject) {
	const node = (type: string, name: string, more: INode['parameters']) =>
		nodeOf(type, name, { provider: setup.id, ...more }, setup.credentialType);
	const { outputs, error } = await runWorkflow(
		[
			node('whatsAppWebhookTrigger', 'Inbox', {}),
			node('whatsAppReply', 'Fetch', {
				operation: 'downloadMedia',
				options: { allowedMediaHosts: foreign.host },
				...parameters,
			}),
		],
		[item],
		{ [setup.credentialType]: setup.fields },
	);
	return { items: outputs('Fetch'), error };
}
