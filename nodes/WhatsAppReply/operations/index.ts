/** The operations of WhatsApp Reply, in the order the editor shows them. */
import { downloadMedia } from './download-media';
import { removeReaction } from './remove-reaction';
import { sendLocation } from './send-location';
import { sendMedia } from './send-media';
import { sendReaction } from './send-reaction';
import { sendText } from './send-text';
import type { Operation } from './operation';

export const operations: readonly Operation[] = [
	sendText,
	sendMedia,
	sendLocation,
	sendReaction,
	removeReaction,
	downloadMedia,
];
