/** A multipart/form-data body (RFC 7578) around a file that is not held in memory. */
import { randomBytes } from 'node:crypto';

import type { RawBody } from '../provider';
import type { OutgoingFile } from './outgoing-file';

export interface FormFile {
	/** Name of the form's field. */
	field: string;
	file: OutgoingFile;
	fileName: string;
	contentType: string;
}

export function multipart(fields: Readonly<Record<string, string>>, form: FormFile): RawBody {
	const boundary = `----n8n-${randomBytes(16).toString('hex')}`;
	const texts = Object.entries(fields).map(
		([name, value]) =>
			`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
	);
	const { field, file, fileName, contentType } = form;
	const before = Buffer.from(
		`${texts.join('')}--${boundary}\r\n` +
			`Content-Disposition: form-data; name="${field}"; filename="${quotable(fileName)}"\r\n` +
			`Content-Type: ${contentType}\r\n\r\n`,
	);
	const after = Buffer.from(`\r\n--${boundary}--\r\n`);
	return {
		contentType: `multipart/form-data; boundary=${boundary}`,
		length: before.length + file.size + after.length,
		open: async () => around(before, await file.open(), after),
	};
}

async function* around(before: Buffer, bytes: AsyncIterable<Uint8Array>, after: Buffer) {
	yield before;
	yield* bytes;
	yield after;
}

/** As browsers write it: a quote or a line break would end the header. */
function quotable(fileName: string): string {
	return fileName.replace(/"/g, '%22').replace(/[\r\n]+/g, ' ');
}
