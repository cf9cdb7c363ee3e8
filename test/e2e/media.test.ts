/** Files of messages in a real n8n: into its binary store, out of it again, and never past its rules. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { IBinaryData, IDataObject, INode } from 'n8n-workflow';

import { ourNode } from '../support/e2e/nodes';
import { Stage } from '../support/e2e/stage';
import type { Inbox } from '../support/e2e/inbox';
import {
	endless,
	file,
	guarded,
	redirect,
	startFileServer,
	type FileServer,
} from '../support/file-server';
import { pictureAt, voiceMessage } from '../support/media-messages';
import type { ProviderId } from '../support/providers';
import { upsert } from '../support/providers/chatbreez/payloads';
import { firstAttempt, targetOf } from '../support/providers/scenario';
import type { AnySimulatedProvider } from '../support/providers';
import { WEBHOOK_SECRET } from '../support/setups';

/** More than one piece long, and easy to find where it should not be. */
const VOICE = Buffer.from(`OggS${'a voice '.repeat(100_000)}`);

let stage: Stage;
let files: FileServer;
beforeAll(async () => {
	stage = await Stage.open();
	files = await startFileServer({
		'/a.png': file(VOICE),
		'/endless': endless(),
	});
});
afterAll(async () => {
	await files.close();
	await stage.close();
});

const simulatedOf = (inbox: Inbox<ProviderId>) => inbox.setup.simulated as AnySimulatedProvider;

async function deliver<Id extends ProviderId>(inbox: Inbox<Id>, payload: unknown) {
	const simulated = inbox.setup.simulated as unknown as AnySimulatedProvider;
	const target = targetOf(simulated, inbox.url, WEBHOOK_SECRET);
	return (await firstAttempt(simulated, payload, target)).outcome;
}

function fetchLater(id: ProviderId): (credential: Parameters<typeof ourNode>[3]) => INode[] {
	return (credential) => [
		ourNode('whatsAppReply', 'Fetch', { provider: id, operation: 'downloadMedia' }, credential),
	];
}

/** Files in n8n's binary store that hold a file, finished or not. */
async function stored(): Promise<string[]> {
	const all = await readdir(stage.host.userFolder, { recursive: true });
	return all.filter((path) => /binary_data\/[^/]+$/.test(path) && !path.endsWith('.metadata'));
}

describe.each<[ProviderId, object]>([
	['wsapi', {}],
	['eazewa', {}],
	['evolution', {}],
	['cbot', { hosting: 'onPremises' }],
	['cbot', { hosting: 'cloud', metaUrls: true }],
])('%s %j', (id, options) => {
	test('a voice message has its file on the item, in n8n’s store and not in the execution', async () => {
		const inbox = await stage.inbox(id, {
			provider: options as never,
			parameters: { options: { downloadMedia: true } },
		});
		await inbox.open();
		const { payload } = voiceMessage(simulatedOf(inbox), '3EB0VOICE', { bytes: VOICE });
		expect(await deliver(inbox, payload)).toMatchObject({ kind: 'answered', status: 200 });
		const execution = await inbox.latest(1);
		const [item] = execution.items(inbox.trigger.name);
		expect(item?.json.message).toMatchObject({
			type: 'voice',
			media: { download: { attached: true } },
		});
		const binary = item?.binary?.data as IBinaryData;
		expect(binary).toMatchObject({ mimeType: 'audio/ogg; codecs=opus', fileType: 'audio' });
		// n8n's own store holds it, under the execution that it belongs to.
		expect(binary.id).toContain(`/executions/${execution.id}/binary_data/`);
		expect((await stage.n8n.readBinary(binary)).equals(VOICE)).toBe(true);
		expect(JSON.stringify(execution.runData)).not.toContain('a voice a voice');
	});
});

test('what does not come in time is fetched by Download Media, in the same workflow', async () => {
	const inbox = await stage.inbox('wsapi', {
		parameters: { options: { downloadMedia: true } },
		nodes: fetchLater('wsapi'),
	});
	await inbox.open();
	const { payload } = voiceMessage(simulatedOf(inbox), '3EB0SLOW', { bytes: VOICE });
	simulatedOf(inbox).failNext({ route: 'GET /media/download', kind: 'hang' });
	const logged = stage.logFromNow();
	// The provider itself waits 5 seconds for our answer.
	expect(await deliver(inbox, payload)).toMatchObject({ kind: 'answered', status: 200 });
	const execution = await inbox.latest(1);
	expect(execution.status).toBe('success');
	const [late] = execution.items(inbox.trigger.name);
	expect(late).not.toHaveProperty('binary');
	expect(late?.json.message).toMatchObject({
		media: {
			download: {
				attached: false,
				reason: 'The file did not arrive within 3 seconds',
				hint: expect.stringContaining('Download Media') as string,
			},
		},
	});
	const [fetched] = execution.items('Fetch');
	expect(fetched?.json).toMatchObject({ success: true, size: VOICE.length });
	expect((await stage.n8n.readBinary(fetched?.binary?.data as IBinaryData)).equals(VOICE)).toBe(
		true,
	);
	expect(logged()).toMatch(/is not attached: The file did not arrive within 3 seconds/);
});

test('a file that goes on and on is cut, and nothing of it stays in n8n’s store', async () => {
	const inbox = await stage.inbox('chatbreez', {
		parameters: {
			options: { downloadMedia: true, allowedMediaHosts: files.host, maxMediaMegabytes: 2 },
		},
	});
	await inbox.open();
	const before = await stored();
	await deliver(inbox, pictureAt(`${files.origin}/endless`));
	const [item] = (await inbox.latest(1)).items(inbox.trigger.name);
	expect(item).not.toHaveProperty('binary');
	expect(item?.json.message).toMatchObject({
		media: { download: { reason: 'The file is larger than 2 MB' } },
	});
	expect(await stored()).toEqual(before);
});

test('an address on this machine is not fetched, and the event runs all the same', async () => {
	const inbox = await stage.inbox('chatbreez', {
		parameters: { options: { downloadMedia: true } },
	});
	await inbox.open();
	const asked = files.requests.length;
	await deliver(inbox, pictureAt(`${files.origin}/a.png`));
	const [item] = (await inbox.latest(1)).items(inbox.trigger.name);
	expect(item?.json.message).toMatchObject({
		media: { download: { attached: false, reason: expect.stringContaining('private network') } },
	});
	expect(files.requests).toHaveLength(asked);
});

describe('an address that the sender of a message has chosen', () => {
	const TOKENS = Buffer.from('[{"instance":"another","token":"of another customer"}]');
	const KEY = 'cb_key_of_this_customer';
	let own: FileServer;
	let foreign: FileServer;
	beforeAll(async () => {
		own = await startFileServer({ '/instance/fetchInstances': guarded(KEY, file(TOKENS)) });
		foreign = await startFileServer({
			'/picture.png': redirect(`${own.origin}/instance/fetchInstances`),
		});
	});
	afterAll(async () => await Promise.all([own.close(), foreign.close()]));

	const attacked = async (url: string) => {
		const inbox = await stage.inbox('chatbreez', {
			fields: { baseUrl: own.origin, apiKey: KEY },
			parameters: { options: { downloadMedia: true, allowedMediaHosts: foreign.host } },
			nodes: (credential) => [
				{
					...ourNode(
						'whatsAppReply',
						'Fetch',
						{
							provider: 'chatbreez',
							operation: 'downloadMedia',
							options: { allowedMediaHosts: foreign.host },
						},
						credential,
					),
					onError: 'continueRegularOutput',
				},
			],
		});
		await inbox.open();
		const payload = upsert({ imageMessage: { mimetype: 'image/png', url } });
		expect(await deliver(inbox, payload)).toMatchObject({ kind: 'answered', status: 200 });
		const execution = await inbox.latest(1);
		return [...execution.items(inbox.trigger.name), ...execution.items('Fetch')];
	};

	test.each([
		['on the provider’s own server', () => `${own.origin}/instance/fetchInstances`],
		['that leads there', () => `${foreign.origin}/picture.png`],
	])('%s is asked for without the key: by the trigger and by Reply', async (_name, url) => {
		const asked = own.requests.length;
		const items = await attacked(url());
		expect(own.requests.length).toBe(asked + 2);
		expect(JSON.stringify([own.requests, foreign.requests])).not.toContain(KEY);
		expect(items).toHaveLength(2);
		for (const item of items) expect(item).not.toHaveProperty('binary');
		expect(JSON.stringify(items)).not.toContain(TOKENS.toString('base64'));
	});
});

test('the name of a host opens https on port 443, and no other port', async () => {
	const inbox = await stage.inbox('chatbreez', {
		parameters: { options: { downloadMedia: true, allowedMediaHosts: '127.0.0.1' } },
	});
	await inbox.open();
	const asked = files.requests.length;
	await deliver(inbox, pictureAt(`${files.origin}/a.png`));
	const [item] = (await inbox.latest(1)).items(inbox.trigger.name);
	expect(item?.json.message).toMatchObject({
		media: {
			download: {
				attached: false,
				hint: expect.stringContaining(`add ${files.origin} to Allowed Media Hosts`) as string,
			},
		},
	});
	expect(files.requests).toHaveLength(asked);
});

test('a list of hosts that cannot be understood is said to be, with how to write it', async () => {
	const inbox = await stage.inbox('chatbreez', {
		parameters: { options: { downloadMedia: true, allowedMediaHosts: `${files.host}, *.local` } },
	});
	await inbox.open();
	await deliver(inbox, pictureAt(`${files.origin}/a.png`));
	const [item] = (await inbox.latest(1)).items(inbox.trigger.name);
	expect(item?.json.message).toMatchObject({
		media: {
			download: {
				reason: 'Allowed Media Hosts has an entry that is not a server: *.local',
				hint: expect.stringContaining('nas.local:9000 for another port') as string,
			},
		},
	});
});

describe.each(['onPremises', 'cloud'] as const)('Cbot with the hosting %s', (hosting) => {
	test('a file that came in goes out again, out of n8n’s store', async () => {
		const inbox = await stage.inbox('cbot', {
			provider: { hosting },
			parameters: { options: { downloadMedia: true } },
			nodes: (credential) => [
				ourNode(
					'whatsAppReply',
					'Echo',
					{ provider: 'cbot', operation: 'sendMedia', mediaType: 'voice' },
					credential,
				),
			],
		});
		await inbox.open();
		const simulated = simulatedOf(inbox);
		const { payload } = voiceMessage(simulated, '3EB0ECHO', { bytes: VOICE });
		await deliver(inbox, payload);
		const execution = await inbox.latest(1);
		expect(execution.error).toBeUndefined();
		const [message] = simulated.whatsapp.sent;
		expect(message).toMatchObject({ kind: 'audio' });
		const uploaded = simulated.media.get(message?.media?.id ?? '');
		expect(uploaded?.bytes.equals(VOICE)).toBe(true);
	});
});

describe('an n8n whose operator has turned on its own protection', () => {
	let guarded: Stage;
	beforeAll(async () => {
		guarded = await Stage.open({ N8N_SSRF_PROTECTION_ENABLED: 'true' });
	});
	afterAll(async () => await guarded.close());

	test('keeps it, also against what the user allows', async () => {
		const inbox = await guarded.inbox('chatbreez', {
			parameters: { options: { downloadMedia: true, allowedMediaHosts: files.host } },
		});
		await inbox.open();
		const asked = files.requests.length;
		await deliver(inbox, pictureAt(`${files.origin}/a.png`));
		const [item] = (await inbox.latest(1)).items(inbox.trigger.name);
		const media = (item?.json.message as IDataObject).media as IDataObject;
		expect(media.download).toMatchObject({
			attached: false,
			reason: expect.stringContaining('server-side request forgery') as string,
		});
		expect(files.requests).toHaveLength(asked);
	});
});

test('n8n has logged no secret and no file', async () => {
	const logs = stage.host.logs();
	expect(logs).not.toContain(WEBHOOK_SECRET);
	expect(logs).not.toContain('a voice a voice');
	const stores = await stored();
	expect(stores.length).toBeGreaterThan(0);
	const first = await readFile(join(stage.host.userFolder, stores[0] ?? ''));
	expect(first.length).toBe(VOICE.length);
});
