/** The main job in a real n8n, with each provider's example workflow: an event in, one clean item out, an answer back. */
import { exampleWorkflow } from '../support/example-workflow';
import type { Inbox } from '../support/e2e/inbox';
import { refusals } from '../support/e2e/refusals';
import { Stage } from '../support/e2e/stage';
import { watch } from '../support/e2e/watch';
import type { Delivery, ProviderId, SimulatedProviders } from '../support/providers';
import * as cbot from '../support/providers/cbot/payloads';
import { ANA, ANA_LID, BEN, GROUP } from '../support/providers/people';
import * as wsapi from '../support/providers/wsapi/payloads';
import { scriptOf, type AnySimulatedProvider } from '../support/providers';
import { WEBHOOK_SECRET } from '../support/setups';

const SUCCESS = '{"success":true}';
const LID = `${ANA_LID}@lid`;
const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const jid = (digits: string) => `${digits}@s.whatsapp.net`;

/** What the provider must say of Ana, who has a chat with the account. */
interface Case<Id extends ProviderId = ProviderId> {
	id: Id;
	options?: SimulatedProviders[Id]['options'];
	instance: string | null;
	ana: { id: string; lid: string | null; name: string | null };
	/** How WhatsApp addresses her, whatever the provider calls her. */
	anaAtWhatsApp: string;
	quotes: boolean;
	/** What a read receipt speaks of; null where there are none. */
	reads: 'message' | 'chat' | null;
	/** What the provider has on record once the workflow is published; null: set by hand. */
	onRecord: ((url: string) => unknown) | null;
}

const inQuery = (url: string) => `${url}?secret=${WEBHOOK_SECRET}`;

const CASES: Case[] = [
	{
		id: 'chatbreez',
		instance: 'shop-main',
		ana: { id: jid(ANA), lid: null, name: 'Ana' },
		anaAtWhatsApp: jid(ANA),
		quotes: false,
		reads: null,
		onRecord: null,
	},
	{
		id: 'chatlevel',
		instance: '1000001',
		ana: { id: ANA, lid: LID, name: 'Ana' },
		anaAtWhatsApp: jid(ANA),
		quotes: false,
		reads: null,
		onRecord: (url) => [{ target: { url: inQuery(url) }, events: ['message.received'] }],
	},
	{
		id: 'eazewa',
		instance: '33',
		ana: { id: `${ANA}@c.us`, lid: null, name: 'Ana' },
		anaAtWhatsApp: `${ANA}@c.us`,
		quotes: true,
		reads: 'chat',
		onRecord: (url) => [{ target: { url: inQuery(url) }, events: ['message'] }],
	},
	...(['2.3.7', '2.4.0'] as const).map(
		(version): Case<'evolution'> => ({
			id: 'evolution',
			options: { version },
			instance: 'shop',
			ana: { id: jid(ANA), lid: null, name: 'Ana' },
			anaAtWhatsApp: jid(ANA),
			quotes: true,
			reads: 'message',
			onRecord: (url) => [
				{
					target: { url, headers: { 'X-Webhook-Secret': WEBHOOK_SECRET } },
					events: ['MESSAGES_UPSERT'],
				},
			],
		}),
	),
	...(['onPremises', 'cloud'] as const).map(
		(hosting): Case<'cbot'> => ({
			id: 'cbot',
			options: { hosting },
			instance: hosting === 'cloud' ? cbot.CBOT_PHONE_NUMBER_ID : null,
			ana: { id: ANA, lid: null, name: 'Ana' },
			anaAtWhatsApp: ANA,
			quotes: true,
			reads: 'message',
			onRecord: (url) => [
				{ target: { url, headers: { 'X-Webhook-Secret': WEBHOOK_SECRET } }, events: null },
			],
		}),
	),
	...(['cloud', 'selfHosted'] as const).map(
		(edition): Case<'wsapi'> => ({
			id: 'wsapi',
			options: { edition },
			instance: 'ins_AAAA',
			ana: { id: jid(ANA), lid: LID, name: null },
			anaAtWhatsApp: jid(ANA),
			quotes: true,
			reads: 'message',
			onRecord: (url) => [
				{
					target: { url, secret: WEBHOOK_SECRET },
					events: expect.arrayContaining(['message']) as string[],
				},
			],
		}),
	),
];

/** "cbot, cloud" */
function nameOf({ id, options }: Case): string {
	return [id, ...Object.values(options ?? {})].join(', ');
}

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.close());

async function exampleInbox<Id extends ProviderId>(
	id: Id,
	provider?: SimulatedProviders[Id]['options'],
): Promise<Inbox<Id>> {
	return await stage.inbox(id, {
		...(provider ? { provider } : {}),
		workflow: async (credential) => await exampleWorkflow(id, credential),
	});
}

/** Told by the provider itself, to the one webhook it has on record. */
function emitted({ setup }: Inbox<ProviderId>, payload: unknown): Delivery {
	const [delivery, ...others] = setup.simulated.emit(payload);
	if (!delivery || others.length > 0) throw new Error('not exactly one webhook is on record');
	return delivery;
}

describe.each(CASES.map((each) => [nameOf(each), each] as const))(
	'%s',
	(_name, { id, options, instance, ana, anaAtWhatsApp, quotes, reads, onRecord }) => {
		let inbox: Inbox<ProviderId>;
		let log: () => string;
		const tell = async (step: Parameters<typeof watch>[2]) => await watch(stage, inbox, step);
		const provider = () => inbox.setup.simulated;
		const script = () => scriptOf(provider() as unknown as AnySimulatedProvider);

		beforeAll(async () => {
			log = stage.logFromNow();
			inbox = await exampleInbox<ProviderId>(id, options as never);
			await inbox.open();
		});

		if (onRecord) {
			test('publishing sets the webhook at the provider, with the events and the secret', () => {
				expect(provider().registered()).toEqual(onRecord(inbox.url));
			});

			test('what the provider then delivers by itself runs the workflow', async () => {
				const { payload } = script().text('3EB0BYITSELF', 'Good morning', new Date());
				const { status, runs, sent } = await tell(() => emitted(inbox, payload));
				expect(status).toBe(200);
				expect(runs).toHaveLength(1);
				expect(sent).toMatchObject([{ text: 'You wrote: Good morning' }]);
			});
		} else {
			test('publishing calls nobody: the URL is pasted by hand', () => {
				expect(provider().requests).toEqual([]);
			});
		}

		test('a message is one execution with one item, as the contract describes it', async () => {
			const { status, body, messageId, runs } = await tell(inbox.scenario.textMessage);
			expect({ status, body }).toEqual({ status: 200, body: SUCCESS });
			expect(runs).toMatchObject([{ status: 'success', mode: 'webhook' }]);
			expect(runs.flatMap(inbox.events)).toEqual([
				{
					event: 'message.received',
					provider: id,
					instance,
					eventId: expect.stringMatching(new RegExp(`^${id}:.+`)) as string,
					timestamp: ISO,
					chat: { id: ana.id, type: 'individual' },
					sender: { ...ana, phone: ANA, isMe: false },
					message: {
						id: messageId,
						type: 'text',
						text: 'Is my order on the way?',
						media: null,
						location: null,
						contacts: null,
						reaction: null,
						selection: null,
						poll: null,
						order: null,
						quoted: null,
						mentions: [],
						isForwarded: false,
						sentBy: null,
						referral: null,
						form: null,
					},
					replyTo: {
						provider: id,
						instance,
						chatId: ana.id,
						messageId,
						senderId: ana.id,
						fromMe: false,
					},
				},
			]);
		});

		test(`the answer arrives in her chat${quotes ? ', with her message above it' : ''}`, async () => {
			const { sent, runs, messageId } = await tell(inbox.scenario.textMessage);
			expect(sent).toMatchObject([
				{
					chatId: anaAtWhatsApp,
					kind: 'text',
					text: 'You wrote: Is my order on the way?',
					quotedId: quotes ? messageId : null,
				},
			]);
			expect(runs[0]?.items('WhatsApp Reply')).toMatchObject([
				{
					json: {
						success: true,
						provider: id,
						messageId: sent[0]?.id,
						chatId: ana.id,
						quoted: quotes,
					},
				},
			]);
		});

		if (reads) {
			test('she sees the blue ticks', async () => {
				const { read, runs, messageId } = await tell(inbox.scenario.textMessage);
				expect(read).toMatchObject([
					reads === 'chat' ? { scope: 'chat', chatId: ana.id } : { scope: 'message', messageId },
				]);
				expect(runs[0]?.items('WhatsApp Mark as Read')).toMatchObject([
					{ json: { success: true, provider: id, scope: reads, messageId, chatId: ana.id } },
				]);
			});
		} else {
			test('no read receipt is pretended', async () => {
				expect((await tell(inbox.scenario.textMessage)).read).toEqual([]);
			});
		}

		test('the same bytes again are a success without an execution', async () => {
			const { status, body, runs, sent } = await tell(inbox.scenario.redelivery);
			expect({ status, body }).toEqual({ status: 200, body: SUCCESS });
			expect({ runs, sent }).toEqual({ runs: [], sent: [] });
		});

		if (id === 'wsapi') {
			test('the same event under a new envelope is a success without an execution', async () => {
				const { status, body, runs, sent } = await tell(inbox.scenario.remintedRedelivery);
				expect({ status, body }).toEqual({ status: 200, body: SUCCESS });
				expect({ runs, sent }).toEqual({ runs: [], sent: [] });
			});
		}

		test('a forged message is 401, no execution, and one line in the log that says why', async () => {
			const logged = stage.logFromNow();
			const { status, body, runs, sent } = await tell(inbox.scenario.forged);
			expect(status).toBe(401);
			expect({ runs, sent }).toEqual({ runs: [], sent: [] });
			expect(body).not.toMatch(/money/);
			const lines = await refusals(logged, 1);
			expect(lines).toHaveLength(1);
			expect(lines[0]).toMatch(
				id === 'wsapi'
					? /401: the signature does not match the body/
					: /401: the secret sent is not the one in the credential/,
			);
		});

		if (id !== 'cbot') {
			test("the account's own message runs nothing", async () => {
				const { status, body, runs } = await tell(inbox.scenario.ownMessage);
				expect({ status, body, runs }).toEqual({ status: 200, body: SUCCESS, runs: [] });
			});
		}

		if (reads) {
			test('a status is taken and runs nothing: the example does not ask for it', async () => {
				const { status, runs, sent } = await tell(inbox.scenario.statusChange);
				expect({ status, runs, sent }).toEqual({ status: 200, runs: [], sent: [] });
			});

			test('a status runs a workflow that asks for it', async () => {
				const states = await stage.inbox<ProviderId>(id, {
					setup: inbox.setup,
					parameters: { events: ['message.status'] },
				});
				await states.open();
				const told = await watch(stage, states, states.scenario.statusChange);
				const { status, runs, sent, messageId } = told;
				expect(status).toBe(200);
				expect(runs.flatMap(states.events)).toMatchObject([
					{
						event: 'message.status',
						message: null,
						status: { messageId, state: 'read', errors: [] },
					},
				]);
				expect(sent).toEqual([]);
			});
		}

		if (id !== 'chatlevel') {
			test('a voice note is told as one, and answered', async () => {
				const { runs, sent } = await tell(inbox.scenario.voiceNote);
				expect(runs.flatMap(inbox.events)).toMatchObject([
					{
						event: 'message.received',
						message: {
							type: 'voice',
							text: null,
							media: { kind: 'voice', mimeType: 'audio/ogg; codecs=opus' },
						},
					},
				]);
				expect(sent).toMatchObject([{ chatId: anaAtWhatsApp, text: 'Thanks for the voice!' }]);
			});
		}

		if (id !== 'chatlevel' && id !== 'cbot') {
			test('a group message is taken and runs nothing: the example answers people', async () => {
				const { status, runs, sent } = await tell(inbox.scenario.groupMessageFromLid);
				expect({ status, runs, sent }).toEqual({ status: 200, runs: [], sent: [] });
			});

			test('with groups chosen, a sender known by LID alone is answered in the group', async () => {
				const groups = await stage.inbox<ProviderId>(id, {
					setup: inbox.setup,
					workflow: async (credential) => {
						const example = await exampleWorkflow(id, credential);
						const { parameters } = example.trigger;
						Object.assign(parameters, {
							registration: 'manual',
							options: { chatTypes: ['individual', 'group'] },
						});
						return example;
					},
				});
				await groups.open();
				const { runs, sent } = await watch(stage, groups, groups.scenario.groupMessageFromLid);
				expect(runs.flatMap(groups.events)).toMatchObject([
					{
						event: 'message.received',
						chat: { id: GROUP, type: 'group' },
						sender: { id: LID, phone: null, lid: LID, isMe: false },
						replyTo: { chatId: GROUP, senderId: LID },
					},
				]);
				expect(sent).toMatchObject([{ chatId: GROUP, text: 'You wrote: Hello from the group' }]);
			});
		}

		test('unpublishing takes the webhook away again', async () => {
			await inbox.unpublish();
			expect(provider().registered()).toEqual([]);
			const { status, runs } = await tell(inbox.scenario.textMessage);
			expect({ status, runs }).toEqual({ status: 404, runs: [] });
		});

		test("all of this left neither a secret nor what people wrote in n8n's log", () => {
			for (const text of [WEBHOOK_SECRET, inbox.setup.fields.apiKey ?? '', 'order on the way']) {
				expect(text).not.toBe('');
				expect(log()).not.toContain(text);
			}
			expect(log()).not.toContain('all your money');
		});
	},
);

describe('several events in one delivery are one execution with an item each', () => {
	test('Cbot: two messages, each answered in its own chat', async () => {
		const inbox = await exampleInbox('cbot');
		await inbox.open();
		const payload = {
			contacts: [
				{ profile: { name: 'Ana' }, wa_id: ANA },
				{ profile: { name: 'Ben' }, wa_id: BEN },
			],
			messages: [
				cbot.item('text', { body: 'from Ana' }, { id: 'ABGGANA' }),
				cbot.item('text', { body: 'from Ben' }, { id: 'ABGGBEN', from: BEN }),
			],
		};
		const { status, runs, sent, read } = await watch(stage, inbox, () => emitted(inbox, payload));
		expect(status).toBe(200);
		expect(runs).toHaveLength(1);
		expect(runs.flatMap(inbox.events)).toMatchObject([
			{ chat: { id: ANA }, sender: { name: 'Ana' }, message: { text: 'from Ana' } },
			{ chat: { id: BEN }, sender: { name: 'Ben' }, message: { text: 'from Ben' } },
		]);
		expect(sent).toMatchObject([
			{ chatId: ANA, text: 'You wrote: from Ana', quotedId: 'ABGGANA' },
			{ chatId: BEN, text: 'You wrote: from Ben', quotedId: 'ABGGBEN' },
		]);
		expect(read).toMatchObject([{ messageId: 'ABGGANA' }, { messageId: 'ABGGBEN' }]);
	});

	test('WSAPI: one receipt for three messages', async () => {
		const inbox = await stage.inbox('wsapi', {
			parameters: { registration: 'automatic', events: ['message.status'] },
		});
		await inbox.open();
		const { status, runs } = await watch(stage, inbox, () =>
			emitted(inbox, wsapi.receipt('read', ['3EB0B1', '3EB0B2', '3EB0B3'])),
		);
		expect(status).toBe(200);
		expect(runs).toHaveLength(1);
		expect(runs.flatMap(inbox.events)).toMatchObject(
			['3EB0B1', '3EB0B2', '3EB0B3'].map((messageId) => ({
				event: 'message.status',
				status: { messageId, state: 'read' },
			})),
		);
	});
});

describe("WSAPI's guide format beside the real server's, told apart by themselves", () => {
	let inbox: Inbox<'wsapi'>;
	beforeAll(async () => {
		inbox = await exampleInbox('wsapi');
		await inbox.open();
	});

	const deliver = async (payload: unknown, secret = WEBHOOK_SECRET, to = inbox) =>
		await watch(stage, to, () => to.setup.simulated.deliver(payload, { url: to.url, secret }));

	test('event/data, signed in x-signature: one execution, and an answer', async () => {
		const { status, attempt, runs, sent } = await deliver(
			wsapi.articleMessage({ id: '3EB0GUIDE' }),
		);
		expect(Object.keys(attempt.headers)).toContain('x-signature');
		expect(status).toBe(200);
		expect(runs.flatMap(inbox.events)).toMatchObject([
			{
				event: 'message.received',
				provider: 'wsapi',
				message: { id: '3EB0GUIDE', type: 'text', text: 'Hello' },
			},
		]);
		expect(sent).toMatchObject([{ text: 'You wrote: Hello', quotedId: '3EB0GUIDE' }]);
	});

	test('eventType/eventData, signed in X-Webhook-Signature: the same workflow takes it too', async () => {
		const { status, attempt, runs } = await deliver(wsapi.text('Hi', { id: '3EB0REAL' }));
		expect(attempt.headers['x-webhook-signature']).toMatch(/^sha256=/);
		expect(status).toBe(200);
		expect(runs.flatMap(inbox.events)).toMatchObject([{ message: { id: '3EB0REAL' } }]);
	});

	test('a number of its 0 to 5 scale becomes the word it stands for', async () => {
		const states = await stage.inbox('wsapi', {
			setup: inbox.setup,
			parameters: { events: ['message.status'] },
		});
		await states.open();
		const { runs } = await deliver(wsapi.articleAck(4, '3EB0ACK'), WEBHOOK_SECRET, states);
		expect(runs.flatMap(states.events)).toMatchObject([
			{ event: 'message.status', status: { messageId: '3EB0ACK', state: 'read' } },
		]);
	});

	test('forged, it is 401 as well', async () => {
		const { status, runs } = await deliver(wsapi.articleMessage({ id: '3EB0X' }), 'another secret');
		expect({ status, runs }).toEqual({ status: 401, runs: [] });
	});
});
