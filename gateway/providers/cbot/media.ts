/**
 * The file of a message. On premises: GET /v1/media/{id} is the file (On-Premises API). In
 * the cloud: GET /{id} says where it is for five minutes, and the file is fetched there with the same
 * key (360dialog, messaging/media, "Retrieve media URL" and "Download media").
 */
import * as z from 'zod/v4';

import type { Downloads } from '../../provider';
import type { IncomingFile } from '../../media/incoming-file';
import { MediaError } from '../../media/media-error';
import { segment } from '../../calls/path';
import { isCloud, v1 } from './hosting';

/** Meta's own host, which wants Meta's key: the same path is there under the gateway's address. */
const META = /(^|\.)fbsbx\.com$/;

const described = z.object({ url: z.string().min(1) });

export const media = {
	open: async (from: Downloads, id: string): Promise<IncomingFile> => {
		const { credential } = from;
		const medium = segment(id, 'media ID');
		if (!isCloud(credential)) {
			return await from.file({
				effect: 'read',
				method: 'GET',
				path: v1(credential, `/media/${medium}`),
			});
		}
		const parsed = described.safeParse(
			await from.json({ effect: 'read', method: 'GET', path: `/${medium}` }),
		);
		if (!parsed.success || !URL.canParse(parsed.data.url)) {
			throw new MediaError(
				'Cbot does not say where the file is',
				'Files are kept for 30 days at most: ask the sender to send it again.',
			);
		}
		const url = new URL(parsed.data.url);
		if (!META.test(url.hostname)) return await from.answeredUrl(url.href);
		return await from.file({
			effect: 'read',
			method: 'GET',
			path: `${url.pathname}${url.search}`,
		});
	},
};
