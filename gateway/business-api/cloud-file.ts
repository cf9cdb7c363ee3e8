/**
 * The file of a message that came from the cloud: one call says where it is for five minutes, and it
 * is fetched there with the same key ("Retrieve media URL" and "Download media").
 */
import * as z from 'zod/v4';

import { segment } from '../calls/path';
import type { IncomingFile } from '../media/incoming-file';
import { MediaError } from '../media/media-error';
import type { Downloads } from '../provider';

/** Meta's own host for files, which wants Meta's key. */
const META = /(^|\.)fbsbx\.com$/;

const described = z.object({ url: z.string().min(1) });

interface CloudFiles {
	/** The provider's name, as errors say it. */
	displayName: string;
	/** What stands before the file's id: nothing, or a version. */
	root: string;
	/** Fetches what lies on Meta's own host. */
	fromMeta(from: Downloads, url: URL): Promise<IncomingFile>;
}

/** Throws `MediaError` where the file's place is not told. */
export async function openCloudFile(
	from: Downloads,
	id: string,
	{ displayName, root, fromMeta }: CloudFiles,
): Promise<IncomingFile> {
	const path = `${root}/${segment(id, 'media ID')}`;
	const parsed = described.safeParse(await from.json({ effect: 'read', method: 'GET', path }));
	if (!parsed.success || !URL.canParse(parsed.data.url)) {
		throw new MediaError(
			`${displayName} does not say where the file is`,
			'Files are kept for 30 days at most: ask the sender to send it again.',
		);
	}
	const url = new URL(parsed.data.url);
	return META.test(url.hostname) ? await fromMeta(from, url) : await from.answeredUrl(url.href);
}

/** A gateway has no key of Meta's to give away: the same path is there under its own address. */
export async function throughGateway(
	from: Downloads,
	{ pathname, search }: URL,
): Promise<IncomingFile> {
	return await from.file({ effect: 'read', method: 'GET', path: `${pathname}${search}` });
}
