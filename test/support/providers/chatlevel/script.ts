/** The story in Chatlevel's words. */
import { OWN_TEXT, type Script } from '../script';
import type { envelope } from './payloads';
import { received, sent } from './payloads';
import type { SimulatedChatlevel } from './server';

export function script({ device }: SimulatedChatlevel): Script {
	const here = (payload: ReturnType<typeof envelope>, at: Date) => ({
		...payload,
		deviceId: device.id,
		timestamp: at.toISOString(),
	});
	return {
		text: (id, text, at) => ({
			messageId: id,
			payload: here(received({ id, content: { text } }), at),
		}),
		ownMessage: (id, at) => ({
			messageId: id,
			payload: here(sent({ id, content: { text: OWN_TEXT } }), at),
		}),
		statusChange: null,
		voiceNote: null,
		groupMessageFromLid: null,
		remint: null,
		missing: 'Chatlevel has no statuses and publishes neither voice notes nor group messages',
	};
}
