/** The key by which n8n itself, where it can, lets a run exist once: a guard behind the claims. */
import { createHash } from 'node:crypto';

import type { Dedupe } from '../dedupe/core/claims';

/**
 * The same for the same events of a workflow within about the time they are remembered, 255
 * characters at most. Without time in it, n8n would go on refusing an event for as long as it keeps
 * the old run (by default two weeks), whatever the user chose.
 */
export function runKey(
	eventIds: readonly string[],
	{ scope, keepMs }: Dedupe,
	now = Date.now(),
): string {
	const period = Math.floor(now / keepMs);
	const hash = createHash('sha256')
		.update([period, ...eventIds].join('\n'))
		.digest('base64url');
	return `${scope}:${hash}`;
}
