import type { ExecutionStatus, INodeExecutionData, IRunData } from 'n8n-workflow';
import { until } from '../../until';
import { unflatten } from './flatted';
import type { N8nRest } from './rest';

/** One row of the list of executions. */
export interface ExecutionRow {
	id: string;
	workflowId: string;
	status: ExecutionStatus;
	mode: string;
	/** ISO 8601. */
	startedAt: string | null;
	stoppedAt: string | null;
}

/** One execution with what its nodes gave. */
export interface Execution extends ExecutionRow {
	runData: IRunData;
	/** The text n8n keeps it in: also what one that crashed had been started with. */
	stored: string;
	/** What went wrong, when something did. */
	error: { message: string; description?: string; node?: { name: string } } | undefined;
	/** The items a node gave: by default those of its first output in its first run. */
	items(node: string, output?: number, run?: number): INodeExecutionData[];
}

/** An execution in one of these states changes no more. */
const FINISHED: ReadonlySet<string> = new Set(['success', 'error', 'crashed', 'canceled']);

/** Naming every status makes n8n give the rows by their id; else it sorts by start, in two lists. */
const EVERY_STATUS: ExecutionStatus[] = [
	'canceled',
	'crashed',
	'error',
	'new',
	'running',
	'success',
	'unknown',
	'waiting',
];

/** n8n gives at most this many rows at once. */
const PAGE = 100;

/** Every execution of a workflow, the latest first. */
export async function listExecutions(rest: N8nRest, workflowId: string): Promise<ExecutionRow[]> {
	const rows: ExecutionRow[] = [];
	for (;;) {
		const oldest = rows.at(-1);
		const page = await rest.send<{ results: ExecutionRow[] }>('GET', '/rest/executions', {
			query: {
				filter: JSON.stringify({ workflowId, status: EVERY_STATUS }),
				limit: String(PAGE),
				...(oldest ? { lastId: oldest.id } : {}),
			},
		});
		rows.push(...page.results);
		if (page.results.length < PAGE) return rows;
	}
}

export async function readExecution(rest: N8nRest, id: string): Promise<Execution> {
	const answer = await rest.send<ExecutionRow & { data: string }>('GET', `/rest/executions/${id}`);
	const { data, ...row } = answer;
	const { resultData } = unflatten(data) as {
		resultData?: { runData?: IRunData; error?: NonNullable<Execution['error']> };
	};
	const runData = resultData?.runData ?? {};
	return {
		...row,
		runData,
		stored: data,
		error: resultData?.error,
		items: (node, output = 0, run = 0) => runData[node]?.[run]?.data?.main?.[output] ?? [],
	};
}

export interface WaitForExecutions {
	workflowId: string;
	/** How many finished ones there must be. */
	count: number;
	/** In milliseconds, default 60 s: n8n loads nodes when they first run, and has much else to do. */
	timeoutMs?: number;
	/** What else changes no more. */
	isOver?: (row: ExecutionRow) => boolean;
}

/**
 * Waits until at least `count` executions of the workflow are finished and none is under way, and
 * gives all of them, the latest first. More than `count` is not an error here: compare the length.
 */
export async function waitForExecutions(
	rest: N8nRest,
	{ workflowId, count, timeoutMs = 60_000, isOver = () => false }: WaitForExecutions,
): Promise<ExecutionRow[]> {
	let rows: ExecutionRow[] = [];
	return await until(
		async () => {
			rows = await listExecutions(rest, workflowId);
			const finished = rows.filter((row) => FINISHED.has(row.status) || isOver(row));
			return finished.length >= count && finished.length === rows.length && rows;
		},
		{
			what: `${count} finished execution(s) of workflow ${workflowId}`,
			timeoutMs,
			everyMs: 100,
			explain: () => `There are ${rows.length}: ${countByStatus(rows)}.`,
		},
	);
}

/** "3 success, 1 running" */
function countByStatus(rows: ExecutionRow[]): string {
	const counts = new Map<string, number>();
	for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1);
	return [...counts].map(([status, count]) => `${count} ${status}`).join(', ') || 'none';
}
