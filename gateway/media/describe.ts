/**
 * What a file is called and what it is, out of what the event, the answer and the address say. Names
 * come from strangers: none leads out of a folder or holds what a file name may not.
 */
import type { MediaKind } from '../event';
import { essenceOf, extensionOf } from './extensions';
import type { IncomingFile } from './incoming-file';

const LONGEST_NAME = 200;

/** Types that say nothing of the file. */
const GENERIC = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

/** What the event says of its medium. */
export interface Expected {
	kind: MediaKind;
	mimeType: string | null;
	fileName: string | null;
}

/** The answer's type counts more than the event's: it speaks of the bytes that came. */
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
	if (mimeType === null || !/^[\w.+-]{1,60}\/[\w.+-]{1,90}\s*(;.{0,100})?$/.test(mimeType))
		return null;
	return GENERIC.has(essenceOf(mimeType)) ? null : mimeType;
}

/** The last part of a path, without control characters and what Windows forbids. */
function safeName(name: string | null): string | null {
	const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
	const clean = last
		.replace(/[\u0000-\u001f\u007f<>:"|?*]+/g, '_')
		.replace(/^\.+/, '')
		.trim();
	if (clean === '') return null;
	// Cut in front, where the extension is not.
	return clean.length > LONGEST_NAME ? clean.slice(-LONGEST_NAME) : clean;
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
