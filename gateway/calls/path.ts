/**
 * Ids as parts of a call's address. They come from expressions and out of messages, so none of them
 * may lead anywhere but where it is put: "." and ".." are steps in a path, even percent-encoded.
 */
import { ProviderError } from '../errors';

/** Longer than any id of any provider; a server refuses longer addresses with errors of its own. */
const LONGEST_ID = 1_000;

export interface SegmentOptions {
	/** Characters that a path may hold unencoded, and that a server wants so: "@:". */
	plain?: string;
}

/**
 * One segment of a path. `field`: what the user knows the value as ("Message ID"). Throws
 * `ProviderError` where the value cannot be one.
 */
export function segment(value: string, field: string, { plain = '' }: SegmentOptions = {}): string {
	assertUsable(value, field);
	if (value === '.' || value === '..') throw unusable(value, field, 'is not an ID');
	return encoded(value, plain);
}

/** One value in a query. Throws as `segment` does. */
export function queryValue(value: string, field: string): string {
	assertUsable(value, field);
	return encodeURIComponent(value);
}

function encoded(value: string, plain: string): string {
	return [...plain].reduce(
		(text, sign) => text.replaceAll(encodeURIComponent(sign), sign),
		encodeURIComponent(value),
	);
}

function assertUsable(value: string, field: string): void {
	if (value.trim() === '') throw unusable(value, field, 'is empty');
	if (value.length > LONGEST_ID) throw unusable(value, field, 'is too long for an ID');
	// Half of a surrogate pair: a text that was cut inside a character.
	if (/\p{Surrogate}/u.test(value))
		throw unusable(value, field, 'ends or begins inside a character');
}

function unusable(value: string, field: string, why: string): ProviderError {
	const shown =
		value.trim() === '' || value.length > 40 ? '' : ` "${value.replace(/\p{Surrogate}/gu, '?')}"`;
	return new ProviderError(`The ${field}${shown} ${why}`, {
		kind: 'refused',
		status: null,
		nextStep: `Nothing was sent. Correct the ${field}: copy it whole from where it comes from, or use the one of a WhatsApp event.`,
	});
}
