/** One thing that happens at a provider, and all that comes of it: answer, executions, WhatsApp. */
import type { Execution, ExecutionRow } from '../n8n/client';
import type { Attempt, Delivery, ProviderId, SimulatedProvider } from '../providers';
import type { Told } from '../providers/scenario';
import type { ReadMark, SentMessage } from '../providers/whatsapp-ledger';
import type { Stage } from './stage';

/** An inbox of whatever provider. */
export interface Watchable {
	setup: { id: ProviderId; simulated: SimulatedProvider };
	runs(count: number): Promise<ExecutionRow[]>;
}

export interface Watched {
	/** The answer's status code, null when there was none. */
	status: number | null;
	/** The answer's body as it was sent. */
	body: string | null;
	/** What was sent. */
	attempt: Attempt;
	/** The id of the message it was about, for a step of the scenario. */
	messageId: string;
	/** The executions that came of it, finished, the earliest first. */
	runs: Execution[];
	sent: SentMessage[];
	read: ReadMark[];
}

/** `happens`: a step of the scenario, or a delivery, of which the first attempt counts. */
export async function watch(
	stage: Stage,
	inbox: Watchable,
	happens: (() => Promise<Told>) | (() => Delivery) | null,
): Promise<Watched> {
	if (!happens) throw new Error(`${inbox.setup.id} has nothing like that to tell`);
	const { whatsapp } = inbox.setup.simulated;
	const before = new Set((await inbox.runs(0)).map(({ id }) => id));
	const [sent, read] = [whatsapp.sent.length, whatsapp.read.length];

	const { attempt, messageId } = await firstAttempt(happens());

	// n8n answers once the execution is stored: what it made of a delivery can be counted at once.
	const rows = (await inbox.runs(before.size)).filter(({ id }) => !before.has(id)).reverse();
	const { outcome } = attempt;
	const isAnswer = outcome.kind === 'answered';
	return {
		status: isAnswer ? outcome.status : null,
		body: isAnswer ? outcome.body : null,
		attempt,
		messageId,
		runs: await Promise.all(rows.map(async ({ id }) => await stage.n8n.readExecution(id))),
		sent: whatsapp.sent.slice(sent),
		read: whatsapp.read.slice(read),
	};
}

async function firstAttempt(
	happening: Promise<Told> | Delivery,
): Promise<{ attempt: Attempt; messageId: string }> {
	if (!('first' in happening)) return await happening;
	const attempt = await happening.first;
	happening.stop();
	return { attempt, messageId: '' };
}
