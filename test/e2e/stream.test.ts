/** The WhatsApp Stream Trigger in a real n8n: over a real connection, into real executions. */
import type { IBinaryData } from 'n8n-workflow';

import { Stage } from '../support/e2e/stage';
import {
	openStreamInbox,
	STREAM,
	type StreamInbox,
	type StreamInboxOptions,
} from '../support/e2e/stream-inbox';
import { until } from '../support/until';
import {
	articleMessage,
	message,
	picture,
	PICTURE_ID,
	text,
} from '../support/providers/wsapi/payloads';
import { WEBHOOK_SECRET } from '../support/setups';

const ROUTE = 'GET /events/stream';
const SETTLE_MS = 30_000;

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.close());

async function inbox(options: Omit<StreamInboxOptions, 'name'> = {}): Promise<StreamInbox> {
	return await openStreamInbox(stage, {
		name: expect.getState().currentTestName ?? '',
		...options,
	});
}

const said = (id: string, body: string) => message({ id, text: body });

test('every event of the stream runs the workflow once, in either shape', async () => {
	const box = await inbox();
	await box.publish();
	const { simulated } = box.setup;
	simulated.emit(said('3EB01', 'of the server'));
	simulated.emit(said('3EB01', 'of the server'));
	simulated.emitNamed(articleMessage({ id: '3EB02', body: 'of the article' }));
	simulated.emit(said('3EB03', 'the last'));
	expect(await box.texts(3)).toEqual(['of the article', 'of the server', 'the last']);
	expect(simulated.requestsOf(ROUTE)[0]?.headers['x-api-key']).toBe(simulated.instance.apiKey);
});

test('options may be expressions, which n8n evaluates while it registers the trigger', async () => {
	const box = await inbox({
		parameters: { options: { includeRaw: '={{ true }}', downloadMedia: '={{ 1 === 1 }}' } },
	});
	await box.publish();
	const { simulated } = box.setup;
	simulated.media.set(PICTURE_ID, {
		bytes: Buffer.from('a picture'),
		mimeType: 'image/jpeg',
		fileName: 'receipt.jpg',
	});
	simulated.emit(picture({ id: '3EB01' }));
	const [item] = await box.items(1);
	expect(item?.json).toMatchObject({ message: { id: '3EB01' }, raw: expect.anything() as unknown });
	expect(item?.binary?.data).toMatchObject({ fileName: 'receipt.jpg' });
});

test('a server that restarts in the middle costs nothing', async () => {
	const box = await inbox({
		provider: { stream: { ids: true, retryMs: 500 } },
		parameters: { options: { connectWith: 'query' } },
	});
	await box.publish();
	const { simulated } = box.setup;
	simulated.emit(said('3EB01', 'before'));
	expect(await box.texts(1)).toEqual(['before']);
	await simulated.goDown();
	simulated.emit(said('3EB02', 'while it was away'));
	await simulated.comeBack();
	await box.connected(1);
	simulated.emit(said('3EB03', 'after'));
	expect(await box.texts(3)).toEqual(['after', 'before', 'while it was away']);
	expect(simulated.stream.readers.at(-1)?.lastEventId).toBe('1');
});

test('a connection that has died without a word is noticed and replaced', async () => {
	const box = await inbox({
		provider: { stream: { heartbeatMs: 1_000, ids: true } },
		parameters: { options: { silenceSeconds: 5 } },
	});
	await box.publish();
	const { simulated } = box.setup;
	simulated.stream.open()[0]?.fallSilent();
	simulated.emit(said('3EB01', 'into the void'));
	await until(() => simulated.stream.readers.length === 2, {
		what: 'a new connection',
		timeoutMs: SETTLE_MS,
	});
	await box.connected(1);
	simulated.emit(said('3EB02', 'heard'));
	expect(await box.texts(1)).toEqual(['heard']);
});

test('an event that comes by webhook and by stream runs once', async () => {
	const box = await inbox({ provider: { bothWays: true }, webhook: true });
	await box.publish();
	const { simulated } = box.setup;
	simulated.instance.webhookUrl = box.webhookUrl;
	simulated.instance.signingSecret = WEBHOOK_SECRET;
	const wanted = Array.from({ length: 20 }, (_, number) => `message ${number}`);
	const deliveries = wanted.flatMap((body, number) => simulated.emit(said(`3EB0${number}`, body)));
	const results = await Promise.all(deliveries.map(async ({ done }) => await done));
	expect(new Set(results)).toEqual(new Set(['accepted']));
	expect(await box.texts(20)).toEqual(wanted.sort());
});

describe('the file of a message', () => {
	const PICTURE = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.alloc(300_000, 'a picture')]);
	const withFiles = async () => {
		const box = await inbox({ parameters: { options: { downloadMedia: true } } });
		const { media } = box.setup.simulated;
		media.set(PICTURE_ID, { bytes: PICTURE, mimeType: 'image/jpeg', fileName: 'receipt.jpg' });
		await box.publish();
		return box;
	};

	test('is attached, with its name and type, and the event runs once', async () => {
		const box = await withFiles();
		const { simulated } = box.setup;
		simulated.emit(picture({ id: '3EB0PICTURE' }));
		simulated.emit(picture({ id: '3EB0PICTURE' }));
		await box.items(1);
		simulated.emit(picture({ id: '3EB0PICTURE' }));
		simulated.emit(said('3EB0LAST', 'the last'));
		const [item, last, ...more] = await box.items(2);
		expect(item?.json.message).toMatchObject({
			id: '3EB0PICTURE',
			type: 'image',
			media: { mimeType: 'image/jpeg', download: { attached: true, reason: null, hint: null } },
		});
		const file = item?.binary?.data as IBinaryData;
		expect(file).toMatchObject({
			fileName: 'receipt.jpg',
			mimeType: 'image/jpeg',
			fileType: 'image',
		});
		expect((await stage.n8n.readBinary(file)).equals(PICTURE)).toBe(true);
		expect(last).not.toHaveProperty('binary');
		expect(more).toEqual([]);
		expect(simulated.requestsOf('GET /media/download')).toHaveLength(1);
	});

	test('that takes longer than 3 seconds stays behind, with a hint; the event runs once', async () => {
		const box = await withFiles();
		const { simulated } = box.setup;
		simulated.failNext({ route: 'GET /media/download', delayMs: 6_000 });
		simulated.emit(picture({ id: '3EB0PICTURE' }));
		await until(() => simulated.requestsOf('GET /media/download').length === 1, {
			what: 'the download',
			timeoutMs: SETTLE_MS,
		});
		// While it is still waited for, and once more when it is over.
		simulated.emit(picture({ id: '3EB0PICTURE' }));
		await box.items(1);
		simulated.emit(picture({ id: '3EB0PICTURE' }));
		simulated.emit(said('3EB0LAST', 'the last'));
		const [item, last, ...more] = await box.items(2);
		expect(item).not.toHaveProperty('binary');
		expect(item?.json.message).toMatchObject({
			id: '3EB0PICTURE',
			type: 'image',
			media: {
				id: PICTURE_ID,
				mimeType: 'image/jpeg',
				download: {
					attached: false,
					reason: 'The file did not arrive within 3 seconds',
					hint: expect.stringContaining('Download Media') as string,
				},
			},
		});
		expect(last?.json.message).toMatchObject({ text: 'the last' });
		expect(more).toEqual([]);
		expect(simulated.requestsOf('GET /media/download')).toHaveLength(1);
	});
});

test('n8n’s own guard keeps an event to one run where the memory of it is lost', async () => {
	const box = await inbox({ parameters: { options: { dedupeStore: 'memory' } } });
	await box.publish();
	box.setup.simulated.emit(text('Hello'));
	expect(await box.texts(1)).toEqual(['Hello']);
	await stage.host.restart();
	await stage.n8n.logIn();
	await box.connected(1);
	box.setup.simulated.emit(text('Hello'));
	box.setup.simulated.emit(said('3EB0B', 'the next one'));
	expect(await box.texts(2)).toEqual(['Hello', 'the next one']);
});

test('a bad event is listed as a failed execution, and the stream goes on', async () => {
	const box = await inbox();
	await box.publish();
	box.setup.simulated.stream.sendRaw('data: {"eventType":"mess\n\n');
	const [failed] = await stage.n8n.waitForExecutions({ workflowId: box.workflow.id, count: 1 });
	expect(failed?.status).toBe('error');
	const { error } = await stage.n8n.readExecution(failed?.id ?? '');
	expect(error?.message).toContain('An event of the stream was not run');
	box.setup.simulated.emit(text('Hello'));
	await stage.n8n.waitForExecutions({ workflowId: box.workflow.id, count: 2 });
	expect(box.setup.simulated.stream.readers).toHaveLength(1);
});

test('a burst is taken whole', async () => {
	const box = await inbox();
	await box.publish();
	const wanted = Array.from({ length: 300 }, (_, number) => `message ${number}`);
	for (const [number, body] of wanted.entries()) {
		box.setup.simulated.emit(said(`3EB0${number}`, body));
	}
	expect(await box.texts(300)).toEqual(wanted.sort());
}, 180_000);

test('unpublishing closes the connection', async () => {
	const box = await inbox();
	await box.publish();
	await stage.n8n.unpublish(box.workflow.id);
	await box.connected(0);
	expect(box.setup.simulated.stream.readers).toHaveLength(1);
});

test('publishing with a wrong key fails and says why, and asks no more', async () => {
	const log = stage.logFromNow();
	const box = await inbox({
		parameters: { options: { connectWith: 'query' } },
		fields: { apiKey: 'sk_wrong_and_secret' },
	});
	const { status, triggers } = await stage.n8n.publish(box.workflow);
	expect(status).toBe('failed');
	expect(triggers[0]?.errorMessage).toMatch(/WSAPI refused the credential.*HTTP 401.*API Key/);
	const asked = box.setup.simulated.requestsOf(ROUTE).length;
	expect(asked).toBeLessThanOrEqual(5);
	await new Promise((resolve) => setTimeout(resolve, 3_000));
	expect(box.setup.simulated.requestsOf(ROUTE)).toHaveLength(asked);
	expect(log() + triggers[0]?.errorMessage).not.toContain('sk_wrong_and_secret');
});

test('a key that stops working ends the stream; n8n tries again and mends it by itself', async () => {
	const box = await inbox({ provider: { stream: { retryMs: 500 } } });
	await box.publish();
	const { simulated } = box.setup;
	const { apiKey } = simulated.instance;
	const log = stage.logFromNow();
	simulated.instance.apiKey = 'sk_another';
	simulated.stream.open()[0]?.end();
	await until(() => log().includes('refused the credential for its event stream (HTTP 401)'), {
		what: 'n8n to hear of it',
		timeoutMs: SETTLE_MS,
	});
	simulated.instance.apiKey = apiKey;
	await box.connected(1);
	simulated.emit(text('Hello'));
	expect(await box.texts(1)).toEqual(['Hello']);
	expect(log()).not.toContain(apiKey);
});

describe('"Listen for test event"', () => {
	test('gives one event, beside production, and closes its connection', async () => {
		const box = await inbox();
		await box.publish();
		const { simulated } = box.setup;
		simulated.emit(text('Hello'));
		expect(await box.texts(1)).toEqual(['Hello']);

		await stage.n8n.startListening(box.workflow.id, STREAM);
		await box.connected(2);
		simulated.emit(text('Hello'));
		const rows = await stage.n8n.waitForExecutions({ workflowId: box.workflow.id, count: 2 });
		expect(rows.map(({ mode, status }) => ({ mode, status }))).toEqual([
			{ mode: 'manual', status: 'success' },
			{ mode: 'trigger', status: 'success' },
		]);
		expect(await box.texts(2)).toEqual(['Hello', 'Hello']);
		await box.connected(1);
	});

	test('says at once when the key is wrong', async () => {
		const box = await inbox({ fields: { apiKey: 'sk_wrong' } });
		await stage.n8n.startListening(box.workflow.id, STREAM);
		const [row] = await stage.n8n.waitForExecutions({ workflowId: box.workflow.id, count: 1 });
		const { error } = await stage.n8n.readExecution(row?.id ?? '');
		expect(error?.message).toMatch(/WSAPI refused the credential.*HTTP 401/);
	});
});
