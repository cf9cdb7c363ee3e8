/**
 * The Redis that n8n's queue uses, from n8n's own variables. Sources: @n8n/config,
 * `scaling-mode.config`, and n8n's `RedisClientService`, which builds its connections from them.
 *
 * Left out, because they are about n8n's own client: the time-outs and intervals, keep-alive (which
 * this client always has), and the DNS strategy of a cluster (this client takes the servers' names
 * as the cluster gives them, which is what `NONE` asks for and what works without it, too).
 */
import { variable, type Environment } from './environment';
import type { RedisNode, RedisSettings } from '../../../gateway';

/** Whether n8n says of itself that several processes take deliveries. */
export function isQueueMode(environment: Environment): boolean {
	return variable(environment, 'EXECUTIONS_MODE') === 'queue';
}

export function redisOfQueue(environment: Environment): RedisSettings {
	const text = (name: string, fallback: string) => variable(environment, name) ?? fallback;
	const number = (name: string, fallback: number) => {
		const value = Number(text(name, '') || fallback);
		return Number.isNaN(value) ? fallback : value;
	};
	const flag = (name: string, fallback: boolean) => {
		const value = text(name, '').toLowerCase();
		return ['true', '1'].includes(value) || (fallback && !['false', '0'].includes(value));
	};

	const cluster = nodesIn(text('QUEUE_BULL_REDIS_CLUSTER_NODES', ''));
	const single = {
		host: text('QUEUE_BULL_REDIS_HOST', 'localhost'),
		port: number('QUEUE_BULL_REDIS_PORT', 6379),
	};
	return {
		nodes: cluster.length > 0 ? cluster : [single],
		cluster: cluster.length > 0,
		username: text('QUEUE_BULL_REDIS_USERNAME', ''),
		password: text('QUEUE_BULL_REDIS_PASSWORD', ''),
		database: number('QUEUE_BULL_REDIS_DB', 0),
		tls: flag('QUEUE_BULL_REDIS_TLS', false)
			? {
					serverName: text('QUEUE_BULL_REDIS_TLS_SERVERNAME', ''),
					verify: flag('QUEUE_BULL_REDIS_TLS_VALIDATE_CERTIFICATE', true),
				}
			: null,
		// n8n's client knows IPv4 only, unless it is told fallback.
		family: flag('QUEUE_BULL_REDIS_DUALSTACK', false) ? 0 : 4,
		// A user whose rights are limited to n8n's keys may use these as well.
		prefix: text('QUEUE_BULL_PREFIX', 'bull'),
	};
}

function nodesIn(list: string): RedisNode[] {
	return list
		.split(',')
		.filter((pair) => pair.trim() !== '')
		.map((pair) => {
			const [host = '', port = ''] = pair.trim().split(':');
			return { host, port: Number.parseInt(port, 10) || 6379 };
		});
}
