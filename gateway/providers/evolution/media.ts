/**
 * The file of a message by the message's id, as base64 in JSON: the server looks the message up in
 * its database and fetches the file from WhatsApp. Source: Evolution v2.3.7,
 * `getBase64FromMediaMessage`.
 */
import * as z from 'zod/v4';

import { orNull, text } from '../../payload/schema';
import type { Base64File, Downloads } from '../../provider';
import { instancePath } from './access';

export const media = {
	open: async (from: Downloads, id: string) =>
		await from.fileInJson(
			{
				effect: 'read',
				method: 'POST',
				path: instancePath('/chat/getBase64FromMediaMessage', from.credential),
				body: { message: { key: { id } } },
			},
			fileIn,
		),
};

const file = z.object({ base64: z.string().min(1), mimetype: text, fileName: text });

function fileIn(body: unknown): Base64File | null {
	const found = file.safeParse(body).data;
	if (!found) return null;
	const { base64, mimetype, fileName } = found;
	return { base64, mimeType: orNull(mimetype), fileName: orNull(fileName) };
}
