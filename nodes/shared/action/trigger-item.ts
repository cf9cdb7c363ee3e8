/** The trigger's item that a node's item came from, found from any node or tool after it. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { replyToSchema } from '../../../gateway';

/** Ours, and the start of a sub-workflow, which is handed an item of ours. */
const START_TYPE = /\.(whatsApp(Webhook|Stream)Trigger|executeWorkflowTrigger)$/;

/** Candidates, the surest first. One that holds no message is to be passed over. */
export function triggerItems(
	context: IExecuteFunctions,
	itemIndex: number,
): Iterable<INodeExecutionData> {
	const input = context.getInputData()[itemIndex];
	const starts = startsBefore(context).map((name) => startNamed(context, name, itemIndex));
	return isTool(context) ? forTool(starts, input) : forNode(starts, input);
}

/** Whether an AI agent calls this node: n8n then runs `whatsAppReply` as `whatsAppReplyTool`. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

function* forNode(starts: Start[], input: INodeExecutionData | undefined) {
	for (const start of starts) yield* attempt(() => [start.linked()]);
	yield* onlyItems(starts);
	// A workflow that got the item in another way than from a trigger.
	if (input) yield input;
}

/**
 * n8n links what a tool gets to the first item, whichever the agent works on, so that link is not
 * followed. The agent's item is in the tool's JSON, but mixed with what the model wrote: it may
 * point at one of the trigger's items, and never at any other chat.
 */
function* forTool(starts: Start[], input: INodeExecutionData | undefined) {
	const wanted = messageKey(input);
	for (const start of starts) {
		yield* attempt(() => start.all()).filter((item) => wanted && messageKey(item) === wanted);
	}
	yield* onlyItems(starts);
}

/** Where the link is lost (a Code node may lose it): the start's item if there is only one. */
function* onlyItems(starts: Start[]) {
	for (const start of starts) {
		const items = attempt(() => start.all());
		if (items.length === 1) yield* items;
	}
}

/** Equal for items about the same message; null where there is none. */
function messageKey(item: INodeExecutionData | undefined): string | null {
	const { data } = replyToSchema.safeParse(item?.json.replyTo);
	return data ? JSON.stringify(data) : null;
}

/** Names of the triggers before this node; of a tool, those before the agent that calls it. */
export function startsBefore(context: IExecuteFunctions): string[] {
	if (!isTool(context)) return startsAmong(context, context.getNode().name);
	// The agent, or with its older versions the node before it, which may be the trigger itself.
	const callers = (['main', 'ai_tool'] as const).flatMap((kind) =>
		attempt(() => [context.getInputSourceData(0, kind).previousNode]),
	);
	return callers.flatMap((caller) =>
		context.getParentNodes(caller).length === 0 ? [caller] : startsAmong(context, caller),
	);
}

function startsAmong(context: IExecuteFunctions, behind: string): string[] {
	return context
		.getParentNodes(behind)
		.filter(({ type }) => START_TYPE.test(type))
		.map(({ name }) => name);
}

/** A node the search may end at. Both throw where it did not run. */
interface Start {
	/** The item that the present one descends from, as n8n links them. */
	linked(): INodeExecutionData;
	all(): INodeExecutionData[];
}

function startNamed(context: IExecuteFunctions, name: string, itemIndex: number): Start {
	const node = () => {
		const proxy = context.getWorkflowDataProxy(itemIndex) as { $: (name: string) => NodeProxy };
		return proxy.$(name);
	};
	return { linked: () => node().item, all: () => node().all() };
}

interface NodeProxy {
	item: INodeExecutionData;
	all(): INodeExecutionData[];
}

/** n8n throws where a node did not run or a link is missing: for this search, nothing found. */
function attempt<T>(look: () => T[]): T[] {
	try {
		return look();
	} catch {
		return [];
	}
}
