/** Many deliveries of one event at once, and what may come of each. */
import type { ProviderId } from '../providers';
import type { Inbox } from './inbox';
import type { Answer } from './post';
import { send } from './prove';

/** Part of the time a provider waits that a delivery waits for another one's outcome (`intake.ts`). */
const WAIT_SHARE = 0.7;

export interface BurstAnswer extends Answer {
	/** As the provider sees it. */
	tookMs: number;
}

/**
 * `count` at once, to these in turn, and each again for as long as it is answered with 503, as a
 * provider does. Gives every answer.
 */
export async function burst<Id extends ProviderId>(
	to: ReadonlyArray<Pick<Inbox<Id>, 'setup' | 'url'>>,
	body: string,
	count: number,
): Promise<BurstAnswer[]> {
	const deliver = async (place: Pick<Inbox<Id>, 'setup' | 'url'>) => {
		const start = performance.now();
		const answer = await send(place, body);
		return { ...answer, tookMs: performance.now() - start };
	};
	const places = Array.from({ length: count }, (_, index) => to[index % to.length]);
	const answers = await Promise.all(
		places.map(async (place) => await deliver(place as (typeof to)[number])),
	);
	const again = answers.filter(({ status }) => status === 503).length;
	return again === 0 ? answers : [...answers, ...(await burst(to, body, again))];
}

/**
 * All of them are taken. To be asked to come again is right for a provider that does, from an n8n that
 * has not stored the execution within the time that provider has: not before. `waitsMs`: how long it
 * waits; null: any answer is its last word, and nothing but 200 will do.
 */
export function expectAllTaken(
	answers: readonly BurstAnswer[],
	count: number,
	waitsMs: number | null,
): void {
	const isRightRefusal = ({ status, retryAfter, tookMs }: BurstAnswer) =>
		status === 503 && retryAfter === '5' && waitsMs !== null && tookMs >= waitsMs * WAIT_SHARE;
	const taken = answers.filter((answer) => !isRightRefusal(answer));
	expect(taken.filter(({ status }) => status !== 200)).toEqual([]);
	expect(new Set(taken.map(({ body }) => body))).toEqual(new Set(['{"success":true}']));
	expect(taken).toHaveLength(count);
}
