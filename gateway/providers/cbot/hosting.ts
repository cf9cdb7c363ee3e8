/**
 * Cbot's two hostings. Sending is published (docs.cbot.ai/Business/Basics); the rest follows
 * 360dialog, the On-Premises API (`/v1/messages`) and the Cloud API (`/messages`).
 */
import { cloudHosting } from '../../business-api/cloud';
import type { Hosting } from '../../business-api/hosting';
import type { Credential } from '../../credential';
import { uploadCall } from './upload';

/** What errors call the provider, and the credential's field that chooses between the two. */
const NAMED = { displayName: 'Cbot', field: 'Hosting' };

export function isCloud({ extra }: Credential): boolean {
	return extra.hosting === 'cloud';
}

/** A path below /v1, which the customer's URL may already end with. */
export function v1({ baseUrl }: Credential, path: string): string {
	return baseUrl.endsWith('/v1') ? path : `/v1${path}`;
}

/** That Cbot passes on what Meta has for user ids: likely, and in the cloud alone. */
export function hostingOf(credential: Credential): Hosting {
	if (isCloud(credential)) return cloudHosting({ ...NAMED, root: '' });
	return {
		...NAMED,
		messagesPath: v1(credential, '/messages'),
		product: {},
		userIdField: 'to',
		uploadCall: (media, file) => uploadCall(v1(credential, '/media'), media, file),
	};
}
