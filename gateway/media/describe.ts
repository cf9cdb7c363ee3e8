/**
 * What a file is called and what it is, by what the event, the answer and the address say. Names
 * come from strangers: none may lead out of a folder, or hold what a file name may not.
 */
import type { MediaKind } from '../event';
import { essenceOf, extensionOf } from './extensions';
import type { IncomingFile } from './incoming-file';

const LONGEST_NAME = 200;

/** Types that say nothing about the file. */
const GENERIC = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

/** A type that can be passed on: n8n serves a stored file with it as a header. */
const IN_A_HEADER = /^[\w.+-]{1,60}\/[\w.+-]{1,90} *(;[\x20-\x7e]{0,100})?$/;

/** What the event says of its medium. */
export interface Expected {
	kind: MediaKind;
	mimeType: string | null;
	fileName: string | null;
}

/** The answer's type counts more than the event's: it is about the bytes that came. */
export function describe(
	expected: Expected,
	came: Pick<IncomingFile, 'mimeType' | 'fileName'>,
): { mimeType: string; fileName: string } {
	const mimeType = specific(came.mimeType) ?? specific(expected.mimeType);
	const name = safeName(expected.fileName) ?? safeName(came.fileName);
	return {
		mimeType: mimeType ?? 'application/octet-stream',
		fileName: name ?? `${expected.kind}.${extensionOf(mimeType, expected.kind)}`,
	};
}

function specific(mimeType: string | null): string | null {
	if (mimeType === null || !IN_A_HEADER.test(mimeType)) return null;
	return GENERIC.has(essenceOf(mimeType)) ? null : mimeType;
}

/** Control characters, what Windows forbids, and lone surrogates. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029<>:"|?*]+/gu;

/** Invisible characters that reverse the order of letters: "gpj.exe" then reads as "exe.jpg". */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/** Names that mean a device on Windows, whatever their extension. */
const DEVICES = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)\s*(?:\.|$)/i;

/** No more of a name than this is looked at, from its end. */
const LONGEST_READ = 10 * LONGEST_NAME;

/** The last part of a path, with nothing in it that hides what the file is. */
function safeName(name: string | null): string | null {
	const last = (name ?? '').slice(-LONGEST_READ).split(/[/\\]/).at(-1) ?? '';
	const clean = last
		.replace(DIRECTIONS, '')
		// Cut at the front: the extension is at the end.
		.slice(-LONGEST_NAME)
		.replace(FORBIDDEN, '_')
		// In front they hide a file; at the end Windows drops them, and what seemed the extension.
		.replace(/^[.\s]+|[.\s]+$/g, '');
	if (clean === '') return null;
	return DEVICES.test(clean) ? `_${clean}` : clean;
}

/** The name in a Content-Disposition header (RFC 6266): `filename*` in any script, or `filename`. */
export function nameInDisposition(header: string | undefined): string | null {
	if (header === undefined) return null;
	const extended = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
	if (extended !== undefined) {
		try {
			return decodeURIComponent(extended);
		} catch {
			// Falls back to the plain name, as RFC 6266 says.
		}
	}
	const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header);
	return plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2] ?? null;
}

/** The name a URL ends with, if it looks like one: with an extension. */
export function nameInUrl(url: URL): string | null {
	const last = url.pathname.split('/').at(-1) ?? '';
	if (!/\.[A-Za-z0-9]{1,5}$/.test(last)) return null;
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}
