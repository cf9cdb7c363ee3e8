/** The story in Cbot's words. */
import { seconds, type Line, type Script } from '../script';
import * as cbot from './payloads';
import type { SimulatedCbot } from './server';

export function script({ hosting }: SimulatedCbot): Script {
	return hosting === 'cloud' ? inTheCloud() : onPremises();
}

function onPremises(): Script {
	const line = (messageId: string, payload: unknown, mediumId?: string): Line => ({
		messageId,
		payload,
		...(mediumId ? { mediumId } : {}),
	});
	const time = (at: Date) => ({ timestamp: String(seconds(at)) });
	return {
		text: (id, body, at) =>
			line(id, cbot.onPremises(cbot.item('text', { body }, { id, ...time(at) }))),
		ownMessage: null,
		statusChange: (id, at) =>
			line(id, cbot.onPremisesStatuses(cbot.status('read', { id, ...time(at) }))),
		voiceNote: (id, at) =>
			line(
				id,
				cbot.onPremises(
					cbot.item(
						'voice',
						{ id: `voice-${id}`, mime_type: 'audio/ogg; codecs=opus', sha256: 'AAAA' },
						{ id, ...time(at) },
					),
				),
				`voice-${id}`,
			),
		groupMessageFromLid: null,
		remint: null,
		missing: 'the WhatsApp Business API reports no own messages, and knows no LIDs',
	};
}

function inTheCloud(): Script {
	const time = (at: Date) => ({ timestamp: String(seconds(at)) });
	return {
		...onPremises(),
		text: (id, body, at) => ({
			messageId: id,
			payload: cbot.cloudMessages(cbot.cloudItem('text', { body }, { id, ...time(at) })),
		}),
		statusChange: (id, at) => ({
			messageId: id,
			payload: cbot.cloudStatus('read', { id, ...time(at) }),
		}),
		voiceNote: (id, at) => {
			const mediumId = `voice-${id}`;
			const audio = {
				id: mediumId,
				mime_type: 'audio/ogg; codecs=opus',
				sha256: 'AAAA',
				voice: true,
			};
			const payload = cbot.cloudMessages(cbot.cloudItem('audio', audio, { id, ...time(at) }));
			return { messageId: id, mediumId, payload };
		},
	};
}
