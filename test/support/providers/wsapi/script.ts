/** The story in WSAPI's words. */
import { GROUP } from '../people';
import { LID_TEXT, OWN_TEXT, type Line, type Script } from '../script';
import * as wsapi from './payloads';
import type { SimulatedWsapi } from './server';

export function script({ instance }: SimulatedWsapi): Script {
	const here = (id: string, at: Date, payload: ReturnType<typeof wsapi.envelope>): Line => ({
		messageId: id,
		payload: {
			...payload,
			instanceId: instance.id,
			eventId: `evt_${at.getTime()}_${id.slice(-16).toLowerCase().padStart(16, '0')}`,
			receivedAt: at.toISOString(),
		},
	});
	const time = (at: Date) => ({ time: at.toISOString() });
	return {
		text: (id, text, at) => here(id, at, wsapi.text(text, { id, ...time(at) })),
		ownMessage: (id, at) =>
			here(
				id,
				at,
				wsapi.text(OWN_TEXT, {
					id,
					sender: { id: '15550009999@s.whatsapp.net', phone: '15550009999', isMe: true },
					...time(at),
				}),
			),
		statusChange: (id, at) => here(id, at, wsapi.receipt('read', [id], time(at))),
		voiceNote(id, at) {
			const mediumId = `voice-${id}`;
			const media = {
				id: mediumId,
				mediaType: 'voice',
				mimeType: 'audio/ogg; codecs=opus',
				fileLength: 8192,
				duration: 7,
			};
			return { ...here(id, at, wsapi.voiceNote({ id, media, ...time(at) })), mediumId };
		},
		groupMessageFromLid(id, at) {
			const sender = { id: '100000000000001@lid', lid: '100000000000001@lid', isMe: false };
			const content = { id, chatId: GROUP, isGroup: true, sender, ...time(at) };
			return here(id, at, wsapi.text(LID_TEXT, content));
		},
		remint: (payload) => wsapi.reminted(payload as ReturnType<typeof wsapi.envelope>),
		missing: null,
	};
}
