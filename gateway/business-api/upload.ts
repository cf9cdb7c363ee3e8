/** A file of the workflow goes to the provider before the message that shows it. */
import * as z from 'zod/v4';

import { ProviderError } from '../errors';
import type { OutgoingFile } from '../media/outgoing-file';
import { id } from '../payload/schema';
import type { Api, OutgoingMedia } from '../provider';
import type { Hosting } from './hosting';

/** The cloud answers with the id, the On-Premises API with a list of one. */
const uploaded = z.union([
	z.object({ id }),
	z.object({ media: z.tuple([z.object({ id })], z.unknown()) }).transform(({ media }) => media[0]),
]);

/** The id that a message names the file by. Throws `ProviderError` where none comes back. */
export async function upload(
	api: Api,
	hosting: Hosting,
	media: OutgoingMedia,
	file: OutgoingFile,
): Promise<string> {
	const answer = await api.call(hosting.uploadCall(media, file));
	const parsed = uploaded.safeParse(answer.body);
	if (parsed.success) return parsed.data.id;
	const { displayName, field } = hosting;
	throw new ProviderError(`${displayName} accepted the file but gave no ID for it`, {
		kind: 'refused',
		status: answer.status,
		nextStep: `No message was sent. Check the ${field} in the credential, or fill in Media URL.`,
	});
}
