/**
 * The file of a message, by its serialized id: POST …/client/action/download-media, answered with
 * JSON that holds the file. The action is certain (WaAPI Make app), its answer is not published. It
 * is read as whatsapp-web.js has it, `{mimetype, data, filename}`, or as base64 alone, which
 * `get-message-by-id` has, one or two levels deep like every answer of an action.
 */
import * as z from 'zod/v4';

import { orNull, text } from '../../payload/schema';
import type { Base64File, Downloads } from '../../provider';
import { actionPath } from './api';

export const media = {
	open: async (from: Downloads, id: string) =>
		await from.fileInJson(
			{
				effect: 'read',
				method: 'POST',
				path: actionPath(from.credential, 'download-media'),
				body: { messageId: id },
			},
			fileIn,
		),
};

const file = z.object({ data: z.string().min(1), mimetype: text, filename: text });
const level = z.object({ data: z.unknown(), media: z.unknown() });

/** The innermost first: `data` is also what the levels around the file are called. */
function fileIn(body: unknown): Base64File | null {
	const outer = level.safeParse(body).data?.data;
	const inner = level.safeParse(outer).data;
	const places = [level.safeParse(inner?.data).data?.media, inner?.data, inner?.media, outer];
	for (const place of places) {
		const whole = file.safeParse(place).data;
		if (whole) {
			const { data, mimetype, filename } = whole;
			return { base64: data, mimeType: orNull(mimetype), fileName: orNull(filename) };
		}
	}
	const bare = [inner?.media, inner?.data, outer].find(isText);
	return bare === undefined ? null : { base64: bare, mimeType: null, fileName: null };
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
