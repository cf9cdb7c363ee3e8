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

/** As it is to be, and as most providers write it already: the years 2010 to 2199, days 1 to 28. */
const EXACT =
	/^2(?:0[1-9]|1\d)\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{3}Z$/;

/** Characters; `Date.parse` reads all there are. */
const LONGEST_TIME = 64;

/** From an ISO 8601 text of any precision and zone; null when it is not one. */
export function fromIsoText(value: string | null | undefined): string | null {
	if (!value || value.length > LONGEST_TIME) return null;
	// Reading a date and writing it again takes as long as reading the rest of the message.
	return EXACT.test(value) ? value : iso(Date.parse(value));
}
