/** The providers' ways to say when something happened, as ISO 8601 in UTC with milliseconds. */

/** Years outside this range are placeholders or nonsense: Go's zero time is the year 1. */
const EARLIEST = Date.UTC(2009, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

function iso(milliseconds: number): string | null {
	const plausible = milliseconds >= EARLIEST && milliseconds < LATEST;
	return plausible ? new Date(milliseconds).toISOString() : null;
}

/** From unix seconds; null when there are none or they name no plausible time. */
export function fromUnixSeconds(seconds: number | null | undefined): string | null {
	return typeof seconds === 'number' ? iso(Math.round(seconds * 1000)) : null;
}

/** From an ISO 8601 text of any precision and zone; null when it is none. */
export function fromIsoText(value: string | null | undefined): string | null {
	return value ? iso(Date.parse(value)) : null;
}
