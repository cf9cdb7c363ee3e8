import { chooseStore, type StoreWish } from '../../../nodes/shared/host/choose-store';
import type { Environment } from '../../../nodes/shared/host/environment';

function machine(
	env: Environment['env'],
	over: Partial<Environment> & { files?: Record<string, string> } = {},
): Environment {
	const { files = {}, ...rest } = over;
	return {
		env,
		platform: 'linux',
		workingFolder: '/srv',
		readFile: (path) => {
			const text = files[path];
			if (text === undefined) throw new Error('ENOENT');
			return text;
		},
		...rest,
	};
}

const AUTOMATIC: StoreWish = { choice: 'automatic' };

describe('automatic', () => {
	test('n8n on one machine: a file in n8n’s folder', () => {
		expect(chooseStore(AUTOMATIC, machine({ HOME: '/home/node' }))).toEqual({
			kind: 'local',
			folder: '/home/node/.n8n/whatsapp-webhooks',
		});
	});

	test.each([
		[{ N8N_USER_FOLDER: '/data', HOME: '/home/node' }, 'linux', '/data/.n8n/whatsapp-webhooks'],
		[{ USERPROFILE: '/users/n', HOME: '/x' }, 'win32', '/users/n/.n8n/whatsapp-webhooks'],
		[{}, 'linux', '/srv/.n8n/whatsapp-webhooks'],
	] as const)('n8n’s folder with %j', (env, platform, folder) => {
		expect(chooseStore(AUTOMATIC, machine(env, { platform }))).toEqual({ kind: 'local', folder });
	});

	test('n8n in queue mode: the Redis of its queue, without any set-up', () => {
		expect(chooseStore(AUTOMATIC, machine({ EXECUTIONS_MODE: 'queue' }))).toEqual({
			kind: 'redis',
			settings: {
				nodes: [{ host: 'localhost', port: 6379 }],
				cluster: false,
				username: '',
				password: '',
				database: 0,
				tls: null,
				family: 4,
				prefix: 'bull',
			},
		});
	});

	test('all that n8n can be told about its Redis', () => {
		const env = {
			EXECUTIONS_MODE: '"queue"',
			QUEUE_BULL_REDIS_HOST: ' redis.internal ',
			QUEUE_BULL_REDIS_PORT: '6390',
			QUEUE_BULL_REDIS_USERNAME: 'n8n',
			QUEUE_BULL_REDIS_PASSWORD: 'p w',
			QUEUE_BULL_REDIS_DB: '3',
			QUEUE_BULL_REDIS_TLS: 'true',
			QUEUE_BULL_REDIS_TLS_SERVERNAME: 'redis.example.com',
			QUEUE_BULL_REDIS_TLS_VALIDATE_CERTIFICATE: 'false',
			QUEUE_BULL_REDIS_DUALSTACK: '1',
			QUEUE_BULL_PREFIX: '{own}',
		};
		expect(chooseStore(AUTOMATIC, machine(env))).toEqual({
			kind: 'redis',
			settings: {
				nodes: [{ host: 'redis.internal', port: 6390 }],
				cluster: false,
				username: 'n8n',
				password: 'p w',
				database: 3,
				tls: { serverName: 'redis.example.com', verify: false },
				family: 0,
				prefix: '{own}',
			},
		});
	});

	test('a cluster goes before a host', () => {
		const env = {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: 'ignored',
			QUEUE_BULL_REDIS_CLUSTER_NODES: 'one:7000, two:7001,',
		};
		expect(chooseStore(AUTOMATIC, machine(env))).toMatchObject({
			settings: {
				cluster: true,
				nodes: [
					{ host: 'one', port: 7000 },
					{ host: 'two', port: 7001 },
				],
			},
		});
	});

	test('secrets from files, as n8n takes them: the variable goes before the file', () => {
		const env = {
			EXECUTIONS_MODE_FILE: '/run/mode',
			QUEUE_BULL_REDIS_PASSWORD_FILE: '/run/password',
			QUEUE_BULL_REDIS_USERNAME: 'typed',
			QUEUE_BULL_REDIS_USERNAME_FILE: '/run/user',
			QUEUE_BULL_REDIS_HOST_FILE: '/run/missing',
		};
		const files = { '/run/mode': 'queue\n', '/run/password': ' s3cret\n', '/run/user': 'filed' };
		expect(chooseStore(AUTOMATIC, machine(env, { files }))).toMatchObject({
			settings: {
				password: 's3cret',
				username: 'typed',
				nodes: [{ host: 'localhost', port: 6379 }],
			},
		});
	});

	test.each(['regular', '', undefined, 'QUEUE'])('the mode %j is not queue mode', (mode) => {
		expect(chooseStore(AUTOMATIC, machine({ EXECUTIONS_MODE: mode }))).toMatchObject({
			kind: 'local',
		});
	});

	test.each(['', 'many', ' '])('a port %j that is no number is the standard one', (port) => {
		const env = { EXECUTIONS_MODE: 'queue', QUEUE_BULL_REDIS_PORT: port };
		expect(chooseStore(AUTOMATIC, machine(env))).toMatchObject({
			settings: { nodes: [{ port: 6379 }] },
		});
	});
});

describe('a Redis credential', () => {
	const redis = {
		host: 'redis.example.com',
		port: 6380,
		user: 'ana',
		password: ' p ',
		database: 2,
		ssl: true,
		disableTlsVerification: true,
	};

	test('goes before n8n’s own Redis, and before a file', () => {
		for (const env of [{ EXECUTIONS_MODE: 'queue' }, {}]) {
			expect(chooseStore({ choice: 'automatic', redis }, machine(env))).toEqual({
				kind: 'redis',
				settings: {
					nodes: [{ host: 'redis.example.com', port: 6380 }],
					cluster: false,
					username: 'ana',
					password: ' p ',
					database: 2,
					tls: { serverName: '', verify: false },
					family: 0,
					prefix: 'n8n',
				},
			});
		}
	});

	test('as n8n fills it in when nothing was typed', () => {
		const empty = {
			host: 'localhost',
			port: 6379,
			user: '',
			password: '',
			database: 0,
			ssl: false,
		};
		expect(chooseStore({ choice: 'redis', redis: empty }, machine({}))).toMatchObject({
			settings: { username: '', password: '', database: 0, tls: null },
		});
	});

	test('is not used where the user wants something else', () => {
		expect(chooseStore({ choice: 'local', redis }, machine({ HOME: '/h' })).kind).toBe('local');
		expect(chooseStore({ choice: 'memory', redis }, machine({})).kind).toBe('memory');
	});
});

test('redis without a credential is n8n’s own', () => {
	const env = { QUEUE_BULL_REDIS_HOST: 'redis.internal' };
	expect(chooseStore({ choice: 'redis' }, machine(env))).toMatchObject({
		settings: { nodes: [{ host: 'redis.internal', port: 6379 }] },
	});
});
