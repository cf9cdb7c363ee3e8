import { fromUnixSeconds } from '../../payload/time';

/** Unix seconds of the year 5138: above it a number is one of milliseconds. */
const MOST_SECONDS = 100_000_000_000;

/** From unix seconds or, where a field has them, milliseconds. */
export function timeOf(time: number | undefined): string | null {
	if (time === undefined) return null;
	return fromUnixSeconds(time < MOST_SECONDS ? time : time / 1000);
}
