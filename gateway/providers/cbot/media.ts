/**
 * The file of a message. On premises: GET /v1/media/{id} is the file (On-Premises API). In the cloud
 * as 360dialog documents it (messaging/media, "Retrieve media URL" and "Download media").
 */
import { openCloudFile, throughGateway } from '../../business-api/cloud-file';
import { segment } from '../../calls/path';
import type { IncomingFile } from '../../media/incoming-file';
import type { Downloads } from '../../provider';
import { isCloud, v1 } from './hosting';

const CLOUD = { displayName: 'Cbot', root: '', fromMeta: throughGateway };

export const media = {
	open: async (from: Downloads, id: string): Promise<IncomingFile> => {
		const { credential } = from;
		if (isCloud(credential)) return await openCloudFile(from, id, CLOUD);
		const path = v1(credential, `/media/${segment(id, 'media ID')}`);
		return await from.file({ effect: 'read', method: 'GET', path });
	},
};
