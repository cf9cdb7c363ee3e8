/** Which message an action answers: found by itself, or filled in by the user. */
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { replyToSchema, type Provider, type ReplyTo } from '../../gateway';

const TRIGGER_TYPE = /\.whatsApp(Webhook|Stream)Trigger$/;

export const targetProperties: INodeProperties[] = [
	{
		displayName: 'Target',
		name: 'target',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Message That Started the Workflow',
				value: 'trigger',
				description: 'Found by itself, however many nodes stand between',
			},
			{
				name: 'Another Message',
				value: 'manual',
				description: 'You give the IDs yourself',
			},
		],
		default: 'trigger',
	},
	{
		displayName: 'Chat ID',
		name: 'chatId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 15550001111',
		description: "A phone number with country code, or the chat's ID as an event names it",
		displayOptions: { show: { target: ['manual'] } },
	},
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		description: 'The message that is answered: the ID field of an event’s message',
		displayOptions: { show: { target: ['manual'] } },
	},
	{
		displayName: 'Sender ID',
		name: 'senderId',
		type: 'string',
		default: '',
		description: 'Who wrote that message: the ID field of an event’s sender. Needed in groups.',
		displayOptions: { show: { target: ['manual'] } },
	},
];

/** Throws a `NodeOperationError` that says what is missing when no message can be found. */
export function targetOf(
	context: IExecuteFunctions,
	provider: Provider,
	itemIndex: number,
): ReplyTo {
	if (context.getNodeParameter('target', itemIndex, 'trigger') === 'manual') {
		return manualTarget(context, provider, itemIndex);
	}
	const target = triggerTarget(context, itemIndex);
	if (target.provider !== provider.id) {
		throw new NodeOperationError(
			context.getNode(),
			`The event came from ${target.provider}, but this node is set to ${provider.displayName}`,
			{ itemIndex, description: 'Choose the same Provider here as in the trigger.' },
		);
	}
	return target;
}

function manualTarget(context: IExecuteFunctions, provider: Provider, itemIndex: number): ReplyTo {
	const read = (name: string) => String(context.getNodeParameter(name, itemIndex, '')).trim();
	const chatId = read('chatId');
	if (chatId === '') {
		throw new NodeOperationError(context.getNode(), 'The field Chat ID is empty', {
			itemIndex,
			description: 'Give the chat to send to, for example a phone number with country code.',
		});
	}
	return {
		provider: provider.id,
		instance: null,
		chatId: chatIdOf(chatId),
		messageId: read('messageId') || null,
		senderId: read('senderId') || null,
		fromMe: false,
	};
}

/**
 * A phone number as a person writes it becomes its digits. Ids stay as they are: also a group's,
 * which for some providers is digits with a hyphen.
 */
function chatIdOf(written: string): string {
	const isPhone = /^\+[\d\s().-]+$/.test(written) || /^[\d\s()]+$/.test(written);
	return isPhone ? written.replace(/\D/g, '') : written;
}

function triggerTarget(context: IExecuteFunctions, itemIndex: number): ReplyTo {
	const triggers = triggersBefore(context);
	const found =
		firstTarget(triggers.map((name) => () => pairedItem(context, name, itemIndex))) ??
		firstTarget(triggers.map((name) => () => onlyItem(context, name, itemIndex))) ??
		// A sub-workflow: the trigger is in another one, and its item was handed over.
		firstTarget([() => context.getInputData()[itemIndex]]);
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		triggers.length === 0
			? 'There is no WhatsApp trigger before this node'
			: 'The event this item came from has no message to answer, or cannot be told from others',
		{
			itemIndex,
			description:
				'Set Target to Another Message and give the IDs, for example {{ $json.chat.id }} and {{ $json.message.id }}.',
		},
	);
}

/** Names of the WhatsApp triggers upstream; of a tool, those upstream of the agent that calls it. */
function triggersBefore(context: IExecuteFunctions): string[] {
	const starts = new Set([context.getNode().name]);
	for (const kind of ['main', 'ai_tool'] as const) {
		const caller = attempt(() => context.getInputSourceData(0, kind).previousNode);
		if (caller) starts.add(caller);
	}
	const before = [...starts].flatMap((name) => [
		...context.getParentNodes(name),
		// The caller itself may be the trigger; it is listed as a child of its own parents only.
		...(attempt(() =>
			context.getChildNodes(name).flatMap((child) => context.getParentNodes(child.name)),
		) ?? []),
	]);
	return [...new Set(before.filter(({ type }) => TRIGGER_TYPE.test(type)).map(({ name }) => name))];
}

/** The trigger's item this item descends from, as n8n links them. */
function pairedItem(context: IExecuteFunctions, trigger: string, itemIndex: number): unknown {
	return nodeProxy(context, trigger, itemIndex).item;
}

/** Where a node on the way lost the link (a Code node may): the trigger's item if it is the only one. */
function onlyItem(context: IExecuteFunctions, trigger: string, itemIndex: number): unknown {
	const all = nodeProxy(context, trigger, itemIndex).all();
	return all.length === 1 ? all[0] : undefined;
}

interface NodeProxy {
	item: unknown;
	all(): unknown[];
}

function nodeProxy(context: IExecuteFunctions, name: string, itemIndex: number): NodeProxy {
	const proxy = context.getWorkflowDataProxy(itemIndex);
	return (proxy.$ as (name: string) => NodeProxy)(name);
}

function firstTarget(candidates: Array<() => unknown>): ReplyTo | undefined {
	for (const candidate of candidates) {
		const item = attempt(candidate) as INodeExecutionData | undefined;
		const read = replyToSchema.safeParse(item?.json?.replyTo);
		if (read.success) return read.data;
	}
	return undefined;
}

/** n8n throws where a node did not run or a link is missing: for this search, nothing found. */
function attempt<T>(look: () => T): T | undefined {
	try {
		return look();
	} catch {
		return undefined;
	}
}
