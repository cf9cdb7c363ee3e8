/** The story in Evolution's words. */
import { ANA, ANA_LID, GROUP } from '../people';
import { LID_TEXT, OWN_TEXT, seconds, type Line, type Script } from '../script';
import { envelope, record, type RecordOverrides } from './payloads/envelope';
import type { SimulatedEvolution } from './server';

export function script({ instance, apiKey }: SimulatedEvolution): Script {
	const here = (event: string, data: unknown) =>
		envelope(event, data, { instance, apikey: apiKey });
	const line = (
		event: string,
		{ id, at }: { id: string; at: Date },
		message: unknown,
		{ key, data }: RecordOverrides = {},
	): Line => ({
		messageId: id,
		payload: here(
			event,
			record(message, { key: { id, ...key }, data: { messageTimestamp: seconds(at), ...data } }),
		),
	});
	return {
		text: (id, text, at) => line('messages.upsert', { id, at }, { conversation: text }),
		ownMessage: (id, at) =>
			line(
				'messages.upsert',
				{ id, at },
				{ conversation: OWN_TEXT },
				{ key: { fromMe: true }, data: { pushName: 'Você' } },
			),
		statusChange: (id) => ({
			messageId: id,
			payload: here('messages.update', {
				keyId: id,
				remoteJid: `${ANA}@s.whatsapp.net`,
				fromMe: true,
				status: 'READ',
				instanceId: '00000000-0000-4000-8000-000000000001',
			}),
		}),
		voiceNote: (id, at) => ({
			...line(
				'messages.upsert',
				{ id, at },
				{
					audioMessage: {
						url: 'https://mmg.whatsapp.net/v/voice.enc',
						mimetype: 'audio/ogg; codecs=opus',
						seconds: 7,
						ptt: true,
						fileLength: { low: 8192, high: 0, unsigned: true },
					},
				},
			),
			mediumId: id,
		}),
		groupMessageFromLid: (id, at) =>
			line(
				'messages.upsert',
				{ id, at },
				{ conversation: LID_TEXT },
				{ key: { remoteJid: GROUP, participant: `${ANA_LID}@lid`, addressingMode: 'lid' } },
			),
		remint: null,
		missing: null,
	};
}
