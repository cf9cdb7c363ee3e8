/** Stores as a trigger gets them: opened by what n8n's environment says, with all that is around. */
import { thisMachine } from '../../nodes/shared/host/environment';
import { StoresOfN8n } from '../../test/support/stores-of-n8n';

/** One machine with a folder for n8n: `automatic` is the local store. */
export function ofOneMachine(folder: string): StoresOfN8n {
	return new StoresOfN8n({ ...thisMachine, env: { N8N_USER_FOLDER: folder } });
}

/** Queue mode: `automatic` is n8n's own Redis. */
export function ofQueueMode(port: number): StoresOfN8n {
	const env = {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(port),
	};
	return new StoresOfN8n({ ...thisMachine, env });
}
