/** Which store it is: what the user chose, and what `automatic` means here. */
import { join } from 'node:path';

import type { ChosenStore } from '../../../gateway';
import { redisOfCredential, type RedisCredential } from './redis-of-credential';
import { isQueueMode, redisOfQueue } from './redis-of-queue';
import { n8nFolder, thisMachine, type Environment } from './environment';

export const STORE_CHOICES = ['automatic', 'local', 'redis', 'memory'] as const;
export type StoreChoice = (typeof STORE_CHOICES)[number];

export interface StoreWish {
	choice: StoreChoice;
	/** The user's own Redis; without one it is n8n's. */
	redis?: RedisCredential | undefined;
}

/**
 * `automatic`: several machines can only share a Redis, and an n8n that runs on several is in queue
 * mode and has one; everything else is one machine, which can share a file.
 */
export function chooseStore(
	{ choice, redis }: StoreWish,
	environment: Environment = thisMachine,
): ChosenStore {
	if (choice === 'memory') return { kind: 'memory' };
	if (choice === 'local') return { kind: 'local', folder: folderIn(environment) };
	if (redis) return { kind: 'redis', settings: redisOfCredential(redis) };
	if (choice === 'redis' || isQueueMode(environment)) {
		return { kind: 'redis', settings: redisOfQueue(environment) };
	}
	return { kind: 'local', folder: folderIn(environment) };
}

/** One folder in n8n's, so that the database's three files are not among n8n's own. */
function folderIn(environment: Environment): string {
	return join(n8nFolder(environment), 'whatsapp-webhooks');
}
