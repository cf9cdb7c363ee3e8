/** Which program is a Redis server here, and how it is called. */
import { join } from 'node:path';

import { folderOnPath } from '../needs/programs';

export interface RedisProgram {
	file: string;
	/** One program with several names does what the name it is called by says. */
	argv0: string;
}

/**
 * Debian and Ubuntu have the same program in two packages: in redis-server, which also starts a
 * service, and under another name in redis-tools, which does not.
 */
export function findRedis(): RedisProgram | undefined {
	for (const name of ['redis-server', 'redis-check-rdb']) {
		const folder = folderOnPath(name);
		if (folder) return { file: join(folder, name), argv0: 'redis-server' };
	}
	return undefined;
}
