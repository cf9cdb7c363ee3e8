import type { Clock } from '../../gateway';

/** Time, and the chance that spreads it, passed in: a test lets an hour pass in seconds. */
export interface Timing {
	clock: Clock;
	random: () => number;
}
