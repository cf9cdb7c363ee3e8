/** Messages with a file, as each provider delivers them, and what is needed to receive them. */
import type { StoredMedium } from './providers/simulated-provider';
import * as cbot from './providers/cbot/payloads';
import * as chatbreez from './providers/chatbreez/payloads';
import * as chatlevel from './providers/chatlevel/payloads';
import { scriptOf, type AnySimulatedProvider } from './providers';

/** An Ogg file, as far as its first bytes go, and long enough not to fit into one piece. */
export const VOICE = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(200_000, 'voice')]);

export const VOICE_TYPE = 'audio/ogg; codecs=opus';

/** A voice message whose file the provider has ready, and its payload. */
export function voiceMessage(
	simulated: AnySimulatedProvider,
	id = '3EB0VOICE',
	medium: Partial<StoredMedium> = {},
) {
	const line = scriptOf(simulated).voiceNote?.(id, new Date());
	if (!line?.mediumId) throw new Error(`${simulated.id} hands out no files`);
	const { mediumId, payload, messageId } = line;
	simulated.media.set(mediumId, { bytes: VOICE, mimeType: VOICE_TYPE, fileName: null, ...medium });
	return { payload, messageId, mediumId };
}

/** ChatBreez: a picture whose file stands in the payload, as Evolution can be told to send it. */
export function pictureInside(base64: string) {
	return chatbreez.upsert(
		{ imageMessage: { mimetype: 'image/png', caption: 'Look' } },
		{ data: { base64 } },
	);
}

/** ChatBreez: a picture at an address. */
export function pictureAt(mediaUrl: string, more: Record<string, unknown> = {}) {
	return chatbreez.upsert({ imageMessage: { mimetype: 'image/png', mediaUrl, ...more } });
}

/** Chatlevel: the same, with a name. */
export function documentAt(url: string) {
	return chatlevel.received({ type: 'document', content: { url, fileName: 'offer.pdf' } });
}

/** Cbot on premises: several voice messages in one delivery. */
export function voiceMessages(mediumIds: string[]) {
	return cbot.onPremises(
		...mediumIds.map((mediumId, index) =>
			cbot.item('voice', { id: mediumId, mime_type: VOICE_TYPE }, { id: `ABGG${index}` }),
		),
	);
}
