/**
 * The fields of a message that are read, as WhatsApp Web names them. Sources: whatsapp-web.js
 * structures/Message; WaAPI openapi v1.6.0, get-message-by-id; WhatsApp Web's own message (2026).
 */
import * as z from 'zod/v4';

import { amount, flag, lenient, list, part, text } from '../../payload/schema';
import { messageKey, wid } from './ids';
import { PRODUCT_FIELDS, REFERRAL_FIELDS } from './referral';

const key = lenient(messageKey);

export const fields = z.object({
	id: key,
	from: wid,
	to: wid,
	author: wid,
	fromMe: flag,
	isStatus: flag,
	type: text,
	body: text,
	caption: text,
	/** The words of a live location or of a group's invitation. */
	comment: text,
	timestamp: amount,
	t: amount,
	ack: amount,
	notifyName: text,
	mimetype: text,
	filename: text,
	filehash: text,
	size: amount,
	duration: amount,
	width: amount,
	height: amount,
	location: part({
		latitude: amount,
		longitude: amount,
		name: text,
		address: text,
		url: text,
		description: text,
	}),
	lat: amount,
	lng: amount,
	loc: text,
	clientUrl: text,
	vCards: list(z.string()),
	vcardList: list(z.object({ displayName: text, vcard: z.string() })),
	vcardFormattedName: text,
	pollName: text,
	pollOptions: list(z.object({ name: z.string() })),
	pollVotesSnapshot: part({
		pollVotes: list(
			z.object({ option: z.object({ name: z.string() }) }).transform(({ option }) => option),
		),
	}),
	selectedButtonId: text,
	selectedId: text,
	selectedRowId: text,
	listResponse: part({
		title: text,
		description: text,
		singleSelectReply: part({ selectedRowId: text }),
	}),
	interactivePayload: part({ name: text, paramsJson: text, buttonParamsJson: text }),
	nativeFlowName: text,
	interactiveHeader: part({ title: text, subtitle: text }),
	list: part({ title: text, description: text }),
	inviteGrpName: text,
	inviteV4: part({ groupName: text }),
	newsletterAdminInviteInfo: part({ inviteMessage: text }),
	newsletterFollowerInviteInfo: part({ inviteMessage: text }),
	paymentNoteMsg: part({ body: text }),
	eventName: text,
	sharableEventInviteTitle: text,
	sharableEventInviteCaption: text,
	stickerPackName: text,
	quarantineExtractedText: text,
	orderId: text,
	/** The note of an order. */
	message: text,
	token: text,
	orderTitle: text,
	itemCount: amount,
	sellerJid: wid,
	totalAmount1000: amount,
	totalCurrencyCode: text,
	title: text,
	description: text,
	...REFERRAL_FIELDS,
	quotedMsg: part({ id: key, type: text, body: text, caption: text, ...PRODUCT_FIELDS }),
	quotedStanzaID: text,
	quotedParticipant: wid,
	mentionedIds: list(wid),
	mentionedJidList: list(wid),
	isForwarded: flag,
	protocolMessageKey: key,
	revokeTimestamp: amount,
	latestEditSenderTimestampMs: amount,
	/** The id of the edit itself, a message of its own on the wire. */
	latestEditMsgKey: key,
	subtype: text,
	callOutcome: text,
	finalCallOutcome: text,
	isVideoCall: flag,
});
