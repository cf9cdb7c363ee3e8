/** The story in ChatBreez's words. */
import { GROUP } from '../people';
import { LID_TEXT, OWN_TEXT, seconds, type Line, type Script } from '../script';
import { upsert } from './payloads';
import type { SimulatedChatBreez } from './server';

export function script({ instance }: SimulatedChatBreez): Script {
	const line = (
		id: string,
		at: Date,
		message: unknown,
		key: Record<string, unknown> = {},
	): Line => ({
		messageId: id,
		payload: upsert(message, {
			key: { id, ...key },
			data: { messageTimestamp: seconds(at) },
			envelope: { instance },
		}),
	});
	return {
		text: (id, text, at) => line(id, at, { conversation: text }),
		ownMessage: (id, at) => line(id, at, { conversation: OWN_TEXT }, { fromMe: true }),
		statusChange: null,
		voiceNote: (id, at) =>
			line(id, at, {
				audioMessage: {
					mimetype: 'audio/ogg; codecs=opus',
					seconds: 7,
					ptt: true,
					fileLength: '8192',
				},
			}),
		groupMessageFromLid: (id, at) =>
			line(
				id,
				at,
				{ conversation: LID_TEXT },
				{ remoteJid: GROUP, participant: '100000000000001@lid', addressingMode: 'lid' },
			),
		remint: null,
		missing: 'ChatBreez has one event, messages.upsert: no status',
	};
}
