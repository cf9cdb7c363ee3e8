/** The story in eazeWA's words. */
import { ANA, GROUP } from '../people';
import { LID_TEXT, OWN_TEXT, seconds, type Script } from '../script';
import * as eazewa from './payloads';
import type { SimulatedEazeWa } from './server';

export function script({ instance }: SimulatedEazeWa): Script {
	const chat = `${ANA}@c.us`;
	const here = (event: string, data: Record<string, unknown>) =>
		eazewa.envelope(event, data, instance.id);
	return {
		text: (id, body, at) => {
			const messageId = `false_${chat}_${id}`;
			const message = eazewa.message({ body, timestamp: seconds(at) }, messageId);
			return { messageId, payload: here('message', { message }) };
		},
		ownMessage: (id, at) => {
			const messageId = `true_${chat}_${id}`;
			const message = eazewa.message({ body: OWN_TEXT, timestamp: seconds(at) }, messageId);
			return { messageId, payload: here('message_create', { message }) };
		},
		statusChange: (id) => {
			const messageId = `true_${chat}_${id}`;
			const message = eazewa.message({ ack: 3 }, messageId);
			return { messageId, payload: here('message_ack', { ack: 3, message }) };
		},
		voiceNote: (id, at) => {
			const messageId = `false_${chat}_${id}`;
			const message = eazewa.message(
				{
					type: 'ptt',
					body: '',
					hasMedia: true,
					duration: '7',
					timestamp: seconds(at),
					_data: { mimetype: 'audio/ogg; codecs=opus', size: 8192 },
				},
				messageId,
			);
			return { messageId, mediumId: messageId, payload: here('message', { message }) };
		},
		groupMessageFromLid: (id, at) => {
			const author = '100000000000001@lid';
			const messageId = `false_${GROUP}_${id}_${author}`;
			const message = eazewa.message({ body: LID_TEXT, author, timestamp: seconds(at) }, messageId);
			return { messageId, payload: here('message', { message }) };
		},
		remint: null,
		missing: null,
	};
}
