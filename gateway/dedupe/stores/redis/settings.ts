/** Which Redis, and how to get in. */
export interface RedisNode {
	host: string;
	port: number;
}

export interface RedisSettings {
	/** A single server is one node. */
	nodes: readonly RedisNode[];
	/** Several servers share the keys; `nodes` are those to ask for the others. */
	cluster: boolean;
	/** Empty: Redis' default user. */
	username: string;
	/** Empty: no password. */
	password: string;
	/** A cluster has only one. */
	database: number;
	tls: TlsSettings | null;
	/** 4: only IPv4 addresses of a host name; 0: both. */
	family: 0 | 4;
	/** What the names of all keys begin with. */
	prefix: string;
}

export interface TlsSettings {
	/** The name the certificate must be for; empty: the host. */
	serverName: string;
	/** False: any certificate will do. */
	verify: boolean;
}

/** For messages: where it is, without credentials. */
export function addressOf({ nodes }: RedisSettings): string {
	return nodes.map(({ host, port }) => `${host}:${port}`).join(', ');
}
