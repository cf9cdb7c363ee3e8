/** What the WhatsApp Business API takes of each kind: Meta's table of supported media. */
import type { MediaRules } from '../provider';
import { MEGABYTE } from '../media/size';

const audio = {
	largest: 16 * MEGABYTE,
	types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
};

export const mediaRules: MediaRules = {
	image: { largest: 5 * MEGABYTE, types: ['image/jpeg', 'image/png'] },
	video: { largest: 16 * MEGABYTE, types: ['video/mp4', 'video/3gpp', 'video/3gp'] },
	audio,
	// Sent as audio.
	voice: audio,
	// The table's types are those of office programs; others are taken in practice.
	document: { largest: 100 * MEGABYTE, types: null },
	// Of an animated one; of one that does not move it is 100 KB.
	sticker: { largest: 500 * 1024, types: ['image/webp'] },
};
