/** The demo's story in each provider's own words: what it would send, or null where it has none. */
import type { SimulatedCbot } from './cbot';
import type { SimulatedChatBreez } from './chatbreez';
import type { SimulatedChatlevel } from './chatlevel';
import type { SimulatedEazeWa } from './eazewa';
import * as cbot from './payloads/cbot';
import * as chatbreez from './payloads/chatbreez';
import * as chatlevel from './payloads/chatlevel';
import * as eazewa from './payloads/eazewa';
import { ANA, GROUP } from './payloads/people';
import * as wsapi from './payloads/wsapi';
import type { SimulatedWsapi } from './wsapi';

export type AnySimulatedProvider =
	| SimulatedCbot
	| SimulatedChatBreez
	| SimulatedChatlevel
	| SimulatedEazeWa
	| SimulatedWsapi;

/** What one step sends. */
export interface Line {
	payload: unknown;
	/** The id under which the event must give the message: what Reply is to quote. */
	messageId: string;
	/** Under which a download call finds the medium, for a message that has one. */
	mediumId?: string;
}

/** `id` is new for each line, so that a story can be told again and again. */
export interface Script {
	text(id: string, text: string, at: Date): Line;
	ownMessage: ((id: string, at: Date) => Line) | null;
	statusChange: ((id: string, at: Date) => Line) | null;
	voiceNote: ((id: string, at: Date) => Line) | null;
	groupMessageFromLid: ((id: string, at: Date) => Line) | null;
	/** The same event as the provider would emit it anew, under another envelope. */
	remint: ((payload: unknown) => unknown) | null;
	/** Why the missing lines are missing, in a few words. */
	missing: string | null;
}

const OWN_TEXT = 'On our way';
const LID_TEXT = 'Hello from the group';

export function scriptOf(provider: AnySimulatedProvider): Script {
	switch (provider.id) {
		case 'chatbreez':
			return chatBreezScript(provider);
		case 'chatlevel':
			return chatlevelScript(provider);
		case 'eazewa':
			return eazeWaScript(provider);
		case 'cbot':
			return provider.hosting === 'cloud' ? cbotCloudScript() : cbotOnPremisesScript();
		case 'wsapi':
			return wsapiScript(provider);
	}
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

function chatBreezScript({ instance }: SimulatedChatBreez): Script {
	const line = (
		id: string,
		at: Date,
		message: unknown,
		key: Record<string, unknown> = {},
	): Line => ({
		messageId: id,
		payload: chatbreez.upsert(message, {
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

function chatlevelScript({ device }: SimulatedChatlevel): Script {
	const here = (payload: ReturnType<typeof chatlevel.envelope>, at: Date) => ({
		...payload,
		deviceId: device.id,
		timestamp: at.toISOString(),
	});
	return {
		text: (id, text, at) => ({
			messageId: id,
			payload: here(chatlevel.received({ id, content: { text } }), at),
		}),
		ownMessage: (id, at) => ({
			messageId: id,
			payload: here(chatlevel.sent({ id, content: { text: OWN_TEXT } }), at),
		}),
		statusChange: null,
		voiceNote: null,
		groupMessageFromLid: null,
		remint: null,
		missing: 'Chatlevel has no statuses and publishes neither voice notes nor group messages',
	};
}

function eazeWaScript({ instance }: SimulatedEazeWa): Script {
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

function cbotOnPremisesScript(): Script {
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

function cbotCloudScript(): Script {
	const time = (at: Date) => ({ timestamp: String(seconds(at)) });
	return {
		...cbotOnPremisesScript(),
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

function wsapiScript({ instance }: SimulatedWsapi): Script {
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
