import type { Clock } from '../../gateway/clock';

/** No time passes, whatever waits for it. */
export const instantClock: Clock = { now: () => 0, sleep: async () => {} };
