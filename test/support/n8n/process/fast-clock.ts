import { join } from 'node:path';

/** For `node --require`: makes a Node process's time run TIME_FACTOR times as fast. */
const SCALE_TIME_SCRIPT = join(__dirname, 'scale-time.cjs');

/**
 * Environment for an n8n whose clock runs `factor` times as fast, its task runner's excepted. What
 * n8n waits for with a limit, and what takes as long as ever, gets that much more of its time.
 */
export function fastClockEnvironment(factor: number): Record<string, string> {
	const seconds = (real: number) => String(Math.ceil(real * factor));
	const milliseconds = (real: number) => String(Math.ceil(real * factor));
	return {
		NODE_OPTIONS: `--require ${JSON.stringify(SCALE_TIME_SCRIPT)}`,
		TIME_FACTOR: String(factor),
		// A database that answers later than this is taken for lost, and n8n answers 503.
		DB_PING_TIMEOUT_MS: milliseconds(5_000),
		DB_CONNECTION_ACQUISITION_TIMEOUT_MS: milliseconds(30_000),
		// A task runner that takes longer to start is refused, and started again and again.
		N8N_RUNNERS_GRANT_TOKEN_TTL: seconds(30),
		// One that does not answer a ping before the next is ended.
		N8N_RUNNERS_HEARTBEAT_INTERVAL: seconds(30),
		// A workflow that takes longer to publish is said to have failed.
		N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: seconds(120),
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: seconds(10),
	};
}
