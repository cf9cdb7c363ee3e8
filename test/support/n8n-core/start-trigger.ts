/**
 * A trigger of ours that listens by itself, started as n8n starts it: in a real `TriggerContext`, by
 * n8n-core's own `TriggersAndPollers`. What lies beyond `emit` (storing the run, running it) is
 * n8n's and stands here in a few lines, with the same promises settled at the same moments.
 */
import './engine';

import { TriggerContext, TriggersAndPollers } from 'n8n-core';
import type {
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	ITriggerFunctions,
	ITriggerResponse,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalDataOf, workflowOf, type CredentialFields } from './engine';
import { logInto } from './log-into';

/** One execution. */
export interface StartedRun {
	items: INodeExecutionData[];
	deduplicationKey: string | undefined;
	/** Ends it; for who has said that runs go on. */
	finish(): void;
}

export interface StartedTrigger {
	runs: StartedRun[];
	/** Lines the node logged, with their level. */
	log: string[];
	/** `emitError`: fatal. */
	fatal: Error[];
	/** `saveFailedExecution`: listed among the executions. */
	failed: Error[];
	/** What n8n does to store an execution; throws or waits where a test wants it to. */
	store: () => Promise<void>;
	/** Whether runs go on until a test finishes them. */
	runsGoOn: boolean;
	close(): Promise<void>;
}

export interface StartOptions {
	activation?: WorkflowActivateMode;
	workflowId?: string;
	/** Instead of the node's own, for one whose clock is the test's. */
	trigger?: (context: ITriggerFunctions) => Promise<ITriggerResponse>;
}

/** As n8n publishes. Throws what publishing would show. */
export async function startTrigger(
	node: INode,
	credentials: CredentialFields,
	options: StartOptions = {},
): Promise<StartedTrigger> {
	const started = newStarted();
	const keys = new Set<string>();
	const emit = (
		data: INodeExecutionData[][],
		_response?: unknown,
		done?: { resolve(run: IRun): void; reject(error: Error): void },
		key?: string,
	) => {
		void (async () => {
			await started.store();
			// The unique index on the execution's key: a second one is skipped, not refused.
			if (key !== undefined && keys.has(key)) return done?.resolve(undefined as never);
			if (key !== undefined) keys.add(key);
			const finish = () => done?.resolve({} as IRun);
			started.runs.push({ items: data[0] ?? [], deduplicationKey: key, finish });
			if (!started.runsGoOn) finish();
		})().catch((error: unknown) => done?.reject(error as Error));
	};
	const response = await run(node, credentials, 'trigger', options, started, emit);
	started.close = async () => await response.closeFunction?.();
	return started;
}

/** As "Listen for test event": what it gives is the one execution's items. */
export async function listenForTestEvent(
	node: INode,
	credentials: CredentialFields,
	options: StartOptions = {},
): Promise<{ items: Promise<INodeExecutionData[]>; stop(): Promise<void>; log: string[] }> {
	const started = newStarted();
	// n8n puts its own in its place once `trigger` has returned.
	const tooEarly = () => {
		throw new Error('emit was called before n8n listens');
	};
	const response = await run(node, credentials, 'manual', options, started, tooEarly);
	const items = (async () => {
		await response.manualTriggerFunction?.();
		const data = await response.manualTriggerResponse;
		await response.closeFunction?.();
		return data?.[0] ?? [];
	})();
	items.catch(() => {});
	return { items, stop: async () => await response.closeFunction?.(), log: started.log };
}

function newStarted(): StartedTrigger {
	return {
		runs: [],
		log: [],
		fatal: [],
		failed: [],
		store: async () => {},
		runsGoOn: false,
		close: async () => {},
	};
}

async function run(
	node: INode,
	credentials: CredentialFields,
	mode: WorkflowExecuteMode,
	{ activation = 'activate', workflowId = 'workflow-1', trigger }: StartOptions,
	started: StartedTrigger,
	emit: ITriggerFunctions['emit'],
): Promise<ITriggerResponse> {
	const workflow = workflowOf([node], workflowId);
	if (trigger) {
		const own = workflow.nodeTypes.getByNameAndVersion(node.type);
		const type: INodeType = {
			description: own.description,
			async trigger() {
				return await trigger(this);
			},
		};
		workflow.nodeTypes = { ...workflow.nodeTypes, getByNameAndVersion: () => type };
	}
	const response = await new TriggersAndPollers().runTriggerFunction(
		workflow,
		workflow.getNode(node.name) as INode,
		(of, which, additionalData) => {
			const context = new TriggerContext(
				of,
				which,
				additionalData,
				mode,
				mode === 'manual' ? 'manual' : activation,
				emit,
				(error) => void started.fatal.push(error),
				(error) => void started.failed.push(error),
			);
			Object.defineProperty(context, 'logger', { value: logInto(started.log) });
			return context as unknown as ITriggerFunctions;
		},
		additionalDataOf(credentials, mode),
		mode,
		mode === 'manual' ? 'manual' : activation,
	);
	return response ?? {};
}
