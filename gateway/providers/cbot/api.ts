/** Calls to Cbot: Meta's Business format in both hostings, but for what is of the On-Premises API alone. */
import * as businessApi from '../../business-api/receipt';
import { createSending } from '../../business-api/sending';
import { segment } from '../../calls/path';
import { UnsupportedError } from '../../errors';
import type { Api, ReadTarget } from '../../provider';
import { hostingOf, isCloud, v1 } from './hosting';

/**
 * Quoting is certain in the cloud; whether on premises honours `context` on sending is not. That Cbot
 * keeps to Meta's table of media, as 360dialog does, is likely.
 */
export const send = createSending(hostingOf);

export async function markRead(api: Api, target: ReadTarget): Promise<void> {
	const hosting = hostingOf(api.credential);
	if (isCloud(api.credential)) {
		await businessApi.markRead(api, hosting, target);
		return;
	}
	const read = segment(businessApi.readMessageIn(target, hosting), 'Message ID');
	await api.call({
		effect: 'change',
		method: 'PUT',
		path: v1(api.credential, `/messages/${read}`),
		body: { status: 'read' },
	});
}

export async function showTyping(api: Api, target: ReadTarget): Promise<void> {
	if (!isCloud(api.credential)) {
		throw new UnsupportedError(
			'Cbot cannot show that you are typing with the hosting On-Premises',
			'Remove this node from the workflow. If your number is in the cloud, change Hosting in the credential.',
		);
	}
	await businessApi.showTyping(api, hostingOf(api.credential), target);
}
