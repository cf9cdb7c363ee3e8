import type { Clock } from '../../gateway';

/** Time and chance, passed in: so that a test can let an hour pass in seconds. */
export interface Surroundings {
	clock: Clock;
	random: () => number;
}
