/** Counts calls in a fixed window of the provider's clock. */
import type { Clock } from './clock';

export interface RateLimit {
	calls: number;
	windowMs: number;
}

export interface RateLimiter {
	/** Counts one call; the seconds to wait when it was one too many, else null. */
	count(): number | null;
}

export function newRateLimiter(limit: RateLimit | null, clock: Clock): RateLimiter {
	let windowStart = clock.now();
	let calls = 0;
	return {
		count() {
			if (!limit) return null;
			const passedMs = clock.now() - windowStart;
			if (passedMs >= limit.windowMs) {
				windowStart = clock.now();
				calls = 0;
			}
			calls += 1;
			if (calls <= limit.calls) return null;
			return Math.max(1, Math.ceil((windowStart + limit.windowMs - clock.now()) / 1000));
		},
	};
}
