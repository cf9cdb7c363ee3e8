/**
 * A file of the workflow goes to Cbot before the message that shows it. On premises: POST /v1/media
 * with the file as the body (On-Premises API). In the cloud: POST /media as a form, as
 * 360dialog documents it (messaging/media, "Upload media").
 */
import * as z from 'zod/v4';

import { id } from '../../payload/schema';
import { ProviderError } from '../../errors';
import { extensionOf } from '../../media/extensions';
import { MediaError } from '../../media/media-error';
import { multipart } from '../../media/multipart';
import type { OutgoingFile } from '../../media/outgoing-file';
import { inWords, MEGABYTE } from '../../media/size';
import type { Credential } from '../../credential';
import type { Api, OutgoingMedia, ProviderCall } from '../../provider';
import { isCloud, v1 } from './hosting';
import { uploadType } from './upload-type';

/** "The maximum file size for media that can be uploaded to the media node is 64MB" (360dialog). */
const LARGEST_ON_PREMISES = 64 * MEGABYTE;

const uploaded = z.union([
	z.object({ id }),
	z.object({ media: z.tuple([z.object({ id })], z.unknown()) }).transform(({ media }) => media[0]),
]);

/** The id the message names the file by. */
export async function upload(api: Api, media: OutgoingMedia, file: OutgoingFile): Promise<string> {
	const answer = await api.call(uploadCall(api.credential, media, file));
	const parsed = uploaded.safeParse(answer.body);
	if (parsed.success) return parsed.data.id;
	throw new ProviderError('Cbot accepted the file but gave no ID for it', {
		kind: 'refused',
		status: answer.status,
		nextStep: 'No message was sent. Check the Hosting in the credential, or fill in Media URL.',
	});
}

function uploadCall(
	credential: Credential,
	media: OutgoingMedia,
	file: OutgoingFile,
): ProviderCall {
	const { mimeType, kind, fileName } = media;
	const contentType = uploadType(mimeType);
	if (isCloud(credential)) {
		const name = fileName ?? `${kind}.${extensionOf(mimeType, kind)}`;
		const form = { field: 'file', file, fileName: name, contentType };
		const raw = multipart({ messaging_product: 'whatsapp', type: contentType }, form);
		return { effect: 'change', method: 'POST', path: '/media', raw };
	}
	if (file.size > LARGEST_ON_PREMISES) {
		throw new MediaError(
			`Cbot takes files of at most ${inWords(LARGEST_ON_PREMISES)} with the hosting On-Premises, and this one has ${inWords(file.size)}`,
			'Fill in Media URL instead, or make the file smaller.',
		);
	}
	const raw = { contentType, length: file.size, open: file.open };
	return { effect: 'change', method: 'POST', path: v1(credential, '/media'), raw };
}
