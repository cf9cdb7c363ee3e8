/**
 * n8n in queue mode: a main process, a worker and webhook processes, each with a user folder of its
 * own as if it ran on a machine of its own, sharing one Postgres and one Redis.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PostgresServer } from '../postgres/server';
import { RedisServer } from '../redis/server';
import { Started } from '../started';
import { ensureN8nInstalled, type N8nInstall } from './install';
import { installPackage } from './pack';
import { n8nEnvironment } from './process/environment';
import { findFreePorts } from './process/free-ports';
import { N8nProcess } from './process/n8n-process';

export interface QueueOptions {
	/** Packed packages to install in every process. */
	packages: string[];
	webhookProcesses: number;
	/** Lines of redis.conf. */
	redisSettings?: string[];
	extraEnv?: Record<string, string>;
}

type Kind = 'start' | 'webhook' | 'worker';

/** One process of the cluster, which can be killed and started again. */
export class QueueMember {
	private process: N8nProcess | undefined;

	constructor(
		private readonly install: N8nInstall,
		private readonly kind: Kind,
		private readonly env: Record<string, string>,
		private readonly userFolder: string,
		/** Where it answers HTTP. */
		readonly baseUrl: string,
	) {}

	async installPackages(tarballs: string[]): Promise<void> {
		for (const tarball of tarballs) await installPackage(this.userFolder, tarball);
	}

	async start(): Promise<void> {
		const path = this.kind === 'worker' ? '/healthz' : '/healthz/readiness';
		this.process = await N8nProcess.start({
			install: this.install,
			command: this.kind,
			env: this.env,
			userFolder: this.userFolder,
			isReady: async () => await answers(`${this.baseUrl}${path}`),
		});
	}

	async kill9(): Promise<void> {
		await this.process?.kill9();
	}

	async stop(): Promise<void> {
		await this.process?.stop();
		await rm(this.userFolder, { recursive: true, force: true, maxRetries: 5 });
	}

	logs(): string {
		return this.process?.logs() ?? '';
	}
}

export class QueueCluster {
	private constructor(
		readonly postgres: PostgresServer,
		readonly redis: RedisServer,
		readonly main: QueueMember,
		readonly worker: QueueMember,
		readonly webhooks: QueueMember[],
		private readonly started: Started,
	) {}

	static async start(options: QueueOptions): Promise<QueueCluster> {
		const install = await ensureN8nInstalled();
		return await Started.all(async (started) => {
			const postgres = await PostgresServer.start();
			started.endLater(async () => await postgres.end());
			const redis = await RedisServer.start(options.redisSettings ?? []);
			started.endLater(async () => await redis.end());
			const shared = {
				...postgres.environment,
				// n8n's default of 2 lets a burst of deliveries wait for the database longer than a provider does.
				DB_POSTGRESDB_POOL_SIZE: '20',
				EXECUTIONS_MODE: 'queue',
				QUEUE_BULL_REDIS_HOST: '127.0.0.1',
				QUEUE_BULL_REDIS_PORT: String(redis.port),
				// n8n ends by itself when its Redis is away for longer than this. Its default of 10 s is little for
				// a Redis that a busy machine starts again.
				QUEUE_BULL_REDIS_TIMEOUT_THRESHOLD: '60000',
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
				N8N_SECURE_COOKIE: 'false',
				...options.extraEnv,
			};
			const start = async (kind: Kind, more: Record<string, string> = {}) => {
				const member = await newMember(install, kind, { ...shared, ...more });
				started.endLater(async () => await member.stop());
				await member.installPackages(options.packages);
				await member.start();
				return member;
			};

			// The main process writes the database; the others must find it written.
			const main = await start('start', { N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' });
			const worker = await start('worker');
			const webhooks: QueueMember[] = [];
			for (let index = 0; index < options.webhookProcesses; index++) {
				webhooks.push(await start('webhook'));
			}
			return new QueueCluster(postgres, redis, main, worker, webhooks, started);
		});
	}

	async stop(): Promise<void> {
		await this.started.end();
	}
}

async function newMember(
	install: N8nInstall,
	kind: Kind,
	env: Record<string, string>,
): Promise<QueueMember> {
	const userFolder = await mkdtemp(join(tmpdir(), `n8n-${kind}-`));
	const [port = 0, brokerPort = 0] = await findFreePorts(2);
	const own = {
		...n8nEnvironment({ userFolder, brokerPort }),
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		QUEUE_HEALTH_CHECK_PORT: String(port),
		...env,
	};
	return new QueueMember(install, kind, own, userFolder, `http://127.0.0.1:${port}`);
}

async function answers(url: string): Promise<boolean> {
	try {
		const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
		await answer.arrayBuffer();
		return answer.ok;
	} catch {
		return false;
	}
}
