/** WhatsApp Reply and Mark as Read find their message by themselves, whatever real n8n nodes stand between. */
import type { IConnections, INode } from 'n8n-workflow';

import { TRIGGER, type Inbox } from '../support/e2e/inbox';
import { connected, inARow, link, node, ourNode } from '../support/e2e/nodes';
import { Stage } from '../support/e2e/stage';
import { watch, type Watched } from '../support/e2e/watch';
import {
	hasToolResult,
	startFakeChatModel,
	type ChatRequest,
	type ChatTurn,
	type FakeChatModel,
} from '../support/fake-chat-model';
import type { StoredCredential } from '../support/n8n/client';
import type { Setup } from '../support/setups';
import * as cbot from '../support/providers/cbot/payloads';
import { ANA, BEN } from '../support/providers/people';
import { WEBHOOK_SECRET } from '../support/setups';

let stage: Stage;
let setup: Setup<'cbot'>;
let credential: StoredCredential;

beforeAll(async () => {
	stage = await Stage.open();
	// Cbot, because one delivery of it can hold messages of several people.
	setup = await stage.setUp('cbot', { hosting: 'cloud' });
	credential = await stage.credential(setup);
});
afterAll(async () => await stage.close());

const REPLY = 'WhatsApp Reply';
const reply = (parameters: INode['parameters'] = {}) =>
	ourNode(
		'whatsAppReply',
		REPLY,
		{
			provider: 'cbot',
			operation: 'sendText',
			text: '={{ $json.question }}',
			target: 'trigger',
			...parameters,
		},
		credential,
	);

async function inboxWith(nodes: INode[], connections?: IConnections): Promise<Inbox<'cbot'>> {
	const inbox = await stage.inbox('cbot', {
		setup,
		nodes: () => nodes,
		...(connections ? { connections } : {}),
	});
	await inbox.open();
	return inbox;
}

let messages = 0;
/** Message ids of the last delivery. */
let ids: Record<'ana' | 'ben', string>;

/** One delivery with a message of Ana's and, unless she is `alone`, one of Ben's. */
async function deliver(inbox: Inbox<'cbot'>, { alone = false } = {}): Promise<Watched> {
	ids = { ana: `wamid.ANA${++messages}`, ben: `wamid.BEN${messages}` };
	const from = (id: string, from: string, body: string) =>
		cbot.cloudItem('text', { body }, { id, from });
	const payload = cbot.cloudMessages(
		from(ids.ana, ANA, 'from Ana'),
		...(alone ? [] : [from(ids.ben, BEN, 'from Ben')]),
	);
	return await watch(stage, inbox, () =>
		setup.simulated.deliver(payload, {
			url: inbox.url,
			headers: { 'X-Webhook-Secret': WEBHOOK_SECRET },
		}),
	);
}

const toAna = (text = 'from Ana') => ({ chatId: ANA, text, quotedId: ids.ana });
const toBen = (text = 'from Ben') => ({ chatId: BEN, text, quotedId: ids.ben });

/** Everybody got the answer to their own message, in whatever order. */
function expectSent(watched: Watched, ...expected: object[]) {
	expect(watched.runs.map(({ status, error }) => ({ status, message: error?.message }))).toEqual([
		{ status: 'success', message: undefined },
	]);
	const sent = watched.sent.map(({ chatId, text, quotedId }) => ({ chatId, text, quotedId }));
	expect(sent).toHaveLength(expected.length);
	expect(sent).toEqual(expect.arrayContaining(expected));
}

const editFields = (name = 'Edit Fields', value = '={{ $json.message.text }}') =>
	node(
		'n8n-nodes-base.set',
		name,
		{
			assignments: { assignments: [{ id: 'question', name: 'question', value, type: 'string' }] },
			options: {},
		},
		3.4,
	);
const code = (jsCode: string) => node('n8n-nodes-base.code', 'Code', { jsCode }, 2);
const aggregate = node(
	'n8n-nodes-base.aggregate',
	'Aggregate',
	{ aggregate: 'aggregateAllItemData', destinationFieldName: 'data', options: {} },
	1,
);
const splitOut = node(
	'n8n-nodes-base.splitOut',
	'Split Out',
	{ fieldToSplitOut: 'data', options: {} },
	1,
);

describe('several messages in one execution are answered each in its own chat', () => {
	test('straight from the trigger', async () => {
		const inbox = await inboxWith([reply({ text: '={{ $json.message.text }}' })]);
		expectSent(await deliver(inbox), toAna(), toBen());
	});

	test('behind Edit Fields, which leaves nothing of the event', async () => {
		const inbox = await inboxWith([editFields(), reply()]);
		const watched = await deliver(inbox);
		expect(watched.runs[0]?.items('Edit Fields')).toMatchObject([
			{ json: { question: 'from Ana' } },
			{ json: { question: 'from Ben' } },
		]);
		expectSent(watched, toAna(), toBen());
	});

	test('behind a Code node that names pairedItem, also when it changes the order', async () => {
		const inbox = await inboxWith([
			code(
				`return $input.all()
					.map(({ json }, item) => ({ json: { question: json.message.text }, pairedItem: { item } }))
					.reverse();`,
			),
			reply(),
		]);
		expectSent(await deliver(inbox), toAna(), toBen());
	});

	test('behind a Code node that names none and gives as many items as it got', async () => {
		const inbox = await inboxWith([
			code('return $input.all().map(({ json }) => ({ json: { question: json.message.text } }));'),
			reply(),
		]);
		expectSent(await deliver(inbox), toAna(), toBen());
	});

	test('behind Aggregate and Split Out, which together lose the link but not the event', async () => {
		const inbox = await inboxWith([
			aggregate,
			splitOut,
			reply({ text: '={{ $json.message.text }}' }),
		]);
		expectSent(await deliver(inbox), toAna(), toBen());
	});

	test('behind a Merge of two branches', async () => {
		const [left, right] = [editFields('Left'), editFields('Right', 'not this one')];
		const merge = node(
			'n8n-nodes-base.merge',
			'Merge',
			{
				mode: 'combine',
				combineBy: 'combineByPosition',
				options: { clashHandling: { values: { resolveClash: 'preferInput1' } } },
			},
			3.2,
		);
		const inbox = await inboxWith(
			[left, right, merge, reply()],
			connected(
				link(TRIGGER, 'Left'),
				link(TRIGGER, 'Right'),
				link('Left', 'Merge'),
				link('Right', 'Merge', { input: 1 }),
				link('Merge', REPLY),
			),
		);
		expectSent(await deliver(inbox), toAna(), toBen());
	});

	test('behind an If, on either of its branches', async () => {
		const isAna = node(
			'n8n-nodes-base.if',
			'If',
			{
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
					conditions: [
						{
							id: 'ana',
							leftValue: '={{ $json.question }}',
							rightValue: 'from Ana',
							operator: { type: 'string', operation: 'equals' },
						},
					],
					combinator: 'and',
				},
				options: {},
			},
			2.2,
		);
		const other = { ...reply({ text: 'otherwise' }), name: 'Otherwise' };
		const inbox = await inboxWith(
			[editFields(), isAna, reply({ text: 'true' }), other],
			connected(
				link(TRIGGER, 'Edit Fields'),
				link('Edit Fields', 'If'),
				link('If', REPLY),
				link('If', 'Otherwise', { output: 1 }),
			),
		);
		expectSent(await deliver(inbox), toAna('true'), toBen('otherwise'));
	});

	test('in Loop Over Items, one after the other', async () => {
		const loop = node('n8n-nodes-base.splitInBatches', 'Loop', { options: {} }, 3);
		const inbox = await inboxWith(
			[loop, editFields(), reply()],
			connected(
				link(TRIGGER, 'Loop'),
				link('Loop', 'Edit Fields', { output: 1 }),
				link('Edit Fields', REPLY),
				link(REPLY, 'Loop'),
			),
		);
		expectSent(await deliver(inbox), toAna(), toBen());
	});

	test('in a sub-workflow that was handed the items', async () => {
		const start = node(
			'n8n-nodes-base.executeWorkflowTrigger',
			'When Called',
			{ inputSource: 'passthrough' },
			1.1,
		);
		const nodes = [start, editFields(), reply()];
		const called = await stage.n8n.createWorkflow({
			name: 'answer',
			nodes,
			connections: inARow(nodes),
			settings: { executionOrder: 'v1' },
		});
		await stage.n8n.publish(called);
		const call = node(
			'n8n-nodes-base.executeWorkflow',
			'Call',
			{ workflowId: { __rl: true, mode: 'id', value: called.id }, options: {} },
			1.2,
		);
		expectSent(await deliver(await inboxWith([call])), toAna(), toBen());
	});
});

describe('behind a Code node that gives another number of items and names no pairedItem', () => {
	const nodes = () => [
		code('return [1, 2, 3].map((n) => ({ json: { question: `part ${n}` } }));'),
		reply(),
	];

	test('every part goes to the one who wrote, when only one message came', async () => {
		const inbox = await inboxWith(nodes());
		const watched = await deliver(inbox, { alone: true });
		expectSent(watched, toAna('part 1'), toAna('part 2'), toAna('part 3'));
	});

	test('nobody gets anything when several came: better an error than the wrong chat', async () => {
		const { runs, sent } = await deliver(await inboxWith(nodes()));
		expect(sent).toEqual([]);
		expect(runs).toMatchObject([
			{
				status: 'error',
				error: { message: expect.stringContaining('not clear which one is meant') as string },
			},
		]);
	});
});

describe('with an AI Agent', () => {
	let model: FakeChatModel;
	let script: (request: ChatRequest) => ChatTurn;
	let openAi: StoredCredential;

	beforeAll(async () => {
		model = await startFakeChatModel((request) => script(request));
		openAi = await stage.n8n.createCredential({
			name: 'fake model',
			type: 'openAiApi',
			data: { apiKey: 'none', url: model.url },
		});
	});
	afterAll(async () => await model.stop());
	beforeEach(() => (model.requests.length = 0));

	const agent = (version: number, text: string) =>
		node(
			'@n8n/n8n-nodes-langchain.agent',
			'AI Agent',
			{ promptType: 'define', text, options: {} },
			version,
		);
	const chatModel = () => ({
		...node(
			'@n8n/n8n-nodes-langchain.lmChatOpenAi',
			'Chat Model',
			{ model: { __rl: true, mode: 'id', value: 'fake' }, options: {} },
			1.2,
		),
		credentials: { openAiApi: { id: openAi.id, name: openAi.name } },
	});
	const replyTool = () =>
		ourNode(
			'whatsAppReplyTool',
			REPLY,
			{ provider: 'cbot', operation: 'sendText', text: "={{ $fromAI('Text', '', 'string') }}" },
			credential,
		);
	const markReadTool = () =>
		ourNode(
			'whatsAppMarkReadTool',
			'WhatsApp Mark as Read',
			{ provider: 'cbot', operation: 'markRead' },
			credential,
		);

	/** What the person wrote, as the agent passes it on. */
	const said = ({ messages: all }: ChatRequest) =>
		String(all.findLast(({ role }) => role === 'user')?.content);
	/** Repeats what was said by calling the tool, then ends. */
	const callsReply =
		(more: Record<string, unknown> = {}) =>
		(request: ChatRequest): ChatTurn =>
			hasToolResult(request)
				? { text: 'Done.' }
				: { tool: 'WhatsApp_Reply', input: { Text: `“${said(request)}”`, ...more } };

	/** Trigger, perhaps Edit Fields, the agent with its tools. */
	async function agentInbox(version: number, { keepsEvent }: { keepsEvent: boolean }) {
		const tools = [replyTool(), markReadTool()];
		const before = keepsEvent ? [] : [editFields()];
		const asks = keepsEvent ? '={{ $json.message.text }}' : '={{ $json.question }}';
		const main = [...before, agent(version, asks)];
		const row = [TRIGGER, ...main.map(({ name }) => name)];
		return await inboxWith(
			[...main, chatModel(), ...tools],
			connected(
				...row.slice(1).map((name, index) => link(row[index] ?? '', name)),
				link('Chat Model', 'AI Agent', { type: 'ai_languageModel' }),
				...tools.map(({ name }) => link(name, 'AI Agent', { type: 'ai_tool' })),
			),
		);
	}

	test('between trigger and Reply, every answer goes to the one who asked', async () => {
		script = (request) => ({ text: `Thought about “${said(request)}”` });
		const inbox = await inboxWith(
			[agent(3, '={{ $json.message.text }}'), chatModel(), reply({ text: '={{ $json.output }}' })],
			connected(
				link(TRIGGER, 'AI Agent'),
				link('AI Agent', REPLY),
				link('Chat Model', 'AI Agent', { type: 'ai_languageModel' }),
			),
		);
		expectSent(
			await deliver(inbox),
			toAna('Thought about “from Ana”'),
			toBen('Thought about “from Ben”'),
		);
	});

	describe.each([3, 2.2])('version %d, Reply as a tool', (version) => {
		test('is offered to the model with the text alone: it cannot choose the chat', async () => {
			script = callsReply();
			await deliver(await agentInbox(version, { keepsEvent: true }), { alone: true });
			const offered = model.requests[0]?.tools?.find(
				(tool) => tool.function.name === 'WhatsApp_Reply',
			);
			expect(offered?.function.parameters).toMatchObject({
				properties: { Text: { type: 'string' } },
				required: ['Text'],
			});
			expect(
				Object.keys((offered?.function.parameters as { properties: object }).properties),
			).toEqual(['Text']);
		});

		test.each([true, false])(
			'answers the message (event reaches the agent: %s)',
			async (keepsEvent) => {
				script = callsReply();
				const watched = await deliver(await agentInbox(version, { keepsEvent }), { alone: true });
				expectSent(watched, toAna('“from Ana”'));
				expect(JSON.stringify(model.requests.at(-1)?.messages.at(-1))).toContain(
					'\\"success\\":true',
				);
			},
		);

		test('of several messages that cannot be told apart, answers none and says why', async () => {
			script = callsReply();
			const { sent, runs } = await deliver(await agentInbox(version, { keepsEvent: false }));
			expect(sent).toEqual([]);
			expect(JSON.stringify(runs[0]?.runData[REPLY])).toContain('replyTo');
		});

		test('does not let the model turn the answer to another chat', async () => {
			const replyTo = {
				provider: 'cbot',
				instance: null,
				chatId: '15550006666',
				messageId: null,
				senderId: null,
				fromMe: false,
			};
			script = callsReply({ replyTo, chatId: '15550006666', target: 'manual' });
			const inbox = await agentInbox(version, { keepsEvent: true });
			expectSent(await deliver(inbox, { alone: true }), toAna('“from Ana”'));
		});
	});

	test('version 3, Reply as a tool: several messages whose event reaches the agent', async () => {
		script = callsReply();
		const inbox = await agentInbox(3, { keepsEvent: true });
		expectSent(await deliver(inbox), toAna('“from Ana”'), toBen('“from Ben”'));
	});

	test('Mark as Read as a tool marks the message', async () => {
		script = (request) =>
			hasToolResult(request) ? { text: 'Done.' } : { tool: 'WhatsApp_Mark_as_Read', input: {} };
		const { read } = await deliver(await agentInbox(3, { keepsEvent: false }), { alone: true });
		expect(read).toMatchObject([{ scope: 'message', messageId: ids.ana }]);
	});
});
