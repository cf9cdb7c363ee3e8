/** Where a message keeps its words, if it is no text, no file and no answer. */
import { orNull } from '../../payload/schema';
import type { WebMessage } from './message';
import { isThumbnail } from './thumbnail';

/** The body where it is words. */
export function spoken({ shownBody }: WebMessage): string | null {
	return isThumbnail(shownBody) ? null : orNull(shownBody);
}

/** What a business offers to choose from, to press or to buy: its words, else its heading. */
export function wordsOfOffer(message: WebMessage): string | null {
	const { caption, list, interactiveHeader, title, description } = message;
	const words = [list?.description, caption, spoken(message), description];
	const headings = [list?.title, title, interactiveHeader?.title, interactiveHeader?.subtitle];
	return [...words, ...headings].find((said) => said) ?? null;
}

/** Cards, invitations, headers and notes, which the contract has words for and no type. */
export function wordsOfCard(message: WebMessage): string | null {
	const said = [
		// The caption of a group's invitation, of an album, of a sticker pack; the note of a payment.
		message.comment,
		message.caption,
		message.paymentNoteMsg?.body,
		message.newsletterAdminInviteInfo?.inviteMessage,
		message.newsletterFollowerInviteInfo?.inviteMessage,
		message.sharableEventInviteCaption,
		// What the file says that WhatsApp holds back.
		message.quarantineExtractedText,
		spoken(message),
		// Names, where nobody wrote anything.
		message.eventName,
		message.sharableEventInviteTitle,
		message.inviteGrpName,
		message.inviteV4?.groupName,
		message.stickerPackName,
	];
	return said.find((words) => words) ?? null;
}
