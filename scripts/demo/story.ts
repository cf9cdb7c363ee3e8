/** The story, told to one inbox: what arrives, what must come of it, and what really did. */
import { findProvider } from '../../gateway';
import type { N8nClient } from '../../test/support/n8n/client';
import type { Told } from '../../test/support/providers/scenario';
import type { Inbox } from './inboxes';

/** One row of the table. */
export interface StoryLine {
	provider: string;
	arrives: string;
	/** The status code the provider got; null when the story has no such event for it. */
	answer: number | null;
	n8nDid: string;
	whatsAppGot: string;
	/** Null: there was nothing to judge. */
	isRight: boolean | null;
}

interface Chapter {
	arrives: string;
	/** Null: this provider has no such event. */
	tell: (() => Promise<Told>) | null;
	expected: { answer: number; runs: boolean; reply: boolean };
}

const RUN_AND_REPLY = { answer: 200, runs: true, reply: true };
const NOTHING = { answer: 200, runs: false, reply: false };

function chapters({ scenario }: Inbox): Chapter[] {
	return [
		{
			arrives: 'a message',
			tell: async () => await scenario.textMessage(),
			expected: RUN_AND_REPLY,
		},
		{ arrives: 'the same again', tell: scenario.redelivery, expected: NOTHING },
		{
			arrives: 'the same in a new envelope',
			tell: scenario.remintedRedelivery,
			expected: NOTHING,
		},
		{
			arrives: 'a forged message',
			tell: scenario.forged,
			expected: { answer: 401, runs: false, reply: false },
		},
		{ arrives: 'one of our own messages', tell: scenario.ownMessage, expected: NOTHING },
		{
			// The example workflows ask for messages that people send directly, and for nothing else.
			arrives: 'a message status',
			tell: scenario.statusChange,
			expected: NOTHING,
		},
		{ arrives: 'a voice note', tell: scenario.voiceNote, expected: RUN_AND_REPLY },
		{
			arrives: 'a group message, LID only',
			tell: scenario.groupMessageFromLid,
			expected: NOTHING,
		},
	];
}

export async function* tellStory(n8n: N8nClient, inbox: Inbox): AsyncGenerator<StoryLine> {
	for (const chapter of chapters(inbox)) {
		if (chapter.tell) yield await happen(n8n, inbox, chapter, chapter.tell);
		// Re-minting is the simulation's own trick, not an event somebody would miss.
		else if (chapter.arrives !== 'the same in a new envelope') yield missing(inbox, chapter);
	}
}

function missing({ displayName }: Inbox, { arrives }: Chapter): StoryLine {
	return {
		provider: displayName,
		arrives,
		answer: null,
		n8nDid: 'this provider sends none',
		whatsAppGot: '',
		isRight: null,
	};
}

async function happen(
	n8n: N8nClient,
	{ displayName, workflow, setup }: Inbox,
	{ arrives, expected }: Chapter,
	tell: () => Promise<Told>,
): Promise<StoryLine> {
	const { whatsapp } = setup.simulated;
	const before = {
		runs: (await n8n.listExecutions(workflow.id)).length,
		sent: whatsapp.sent.length,
		read: whatsapp.read.length,
	};
	const { status } = await tell();

	// n8n answers once the execution is stored, so what it did can be counted straight away.
	const count = before.runs + (expected.runs ? 1 : 0);
	const executions = await n8n.waitForExecutions({ workflowId: workflow.id, count });
	const runs = executions.length - before.runs;
	const [latest] = executions;
	const reply = whatsapp.sent.slice(before.sent);
	const reads = whatsapp.read.length - before.read;
	const canRead = findProvider(setup.id)?.markRead !== undefined;

	return {
		provider: displayName,
		arrives,
		answer: status,
		n8nDid: runs === 0 ? 'no run' : `run ${latest?.id}: ${latest?.status}`,
		whatsAppGot: [
			...reply.map(({ text, quotedId }) => `“${text}”${quotedId ? ', quoting' : ''}`),
			...(reads > 0 ? ['read'] : []),
		].join(', '),
		isRight:
			status === expected.answer &&
			runs === (expected.runs ? 1 : 0) &&
			(runs === 0 || latest?.status === 'success') &&
			reply.length === (expected.reply ? 1 : 0) &&
			reads === (expected.reply && canRead ? 1 : 0),
	};
}
