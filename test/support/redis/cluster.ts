/** A Redis cluster of three servers, each with a third of the keys. */
import { spawn } from 'node:child_process';

import { until } from '../until';
import { Started } from '../started';
import { RedisServer } from './server';

const CLUSTER_SETTINGS = [
	'cluster-enabled yes',
	'cluster-config-file nodes.conf',
	'cluster-node-timeout 2000',
];

export interface RedisCluster {
	servers: RedisServer[];
	end(): Promise<void>;
}

export async function startCluster(settings: readonly string[] = []): Promise<RedisCluster> {
	return await Started.all(async (started) => {
		const servers: RedisServer[] = [];
		for (let index = 0; index < 3; index++) {
			const server = await RedisServer.start([...CLUSTER_SETTINGS, ...settings]);
			started.endLater(async () => await server.end());
			servers.push(server);
		}
		const addresses = servers.map(({ port }) => `127.0.0.1:${port}`);
		await run('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes']);
		for (const server of servers) {
			// Each learns by itself that all keys are taken care of.
			await until(
				async () => String(await server.command('CLUSTER', 'INFO')).includes('cluster_state:ok'),
				{ what: 'the cluster to be complete', timeoutMs: 30_000 },
			);
		}
		return { servers, end: async () => await started.end() };
	});
}

async function run(program: string, args: string[]): Promise<void> {
	const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
	child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
	const code = await new Promise((resolve) => child.once('close', resolve));
	if (code !== 0) throw new Error(`${program} ${args.join(' ')}\n${output}`);
}
