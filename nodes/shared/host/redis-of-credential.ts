/** The Redis of n8n's own credential type `redis` (n8n-nodes-base, Redis.credentials). */
import type { RedisSettings } from '../../../gateway';

/** The fields of the credential, as n8n decrypts them. */
export type RedisCredential = Readonly<Record<string, unknown>>;

export function redisOfCredential(fields: RedisCredential): RedisSettings {
	const text = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : '');
	const number = (name: string, fallback: number) => {
		const value = Number(fields[name] || fallback);
		return Number.isFinite(value) ? value : fallback;
	};
	return {
		nodes: [{ host: text('host') || 'localhost', port: number('port', 6379) }],
		cluster: false,
		username: text('user'),
		// Not trimmed: blanks may be part of it.
		password: typeof fields.password === 'string' ? fields.password : '',
		database: number('database', 0),
		tls:
			fields.ssl === true
				? { serverName: '', verify: fields.disableTlsVerification !== true }
				: null,
		family: 0,
		prefix: 'n8n',
	};
}
