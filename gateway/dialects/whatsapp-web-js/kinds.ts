/**
 * What the `type` of a message means. Sources: whatsapp-web.js util/Constants, MessageTypes; the
 * types WhatsApp Web itself tells apart (WAWebMsgType, 2026), which its message passes on unchanged.
 */
import { lookUp } from '../../payload/schema';
import type { MessageType } from '../../event';

const KINDS: Readonly<Record<string, MessageType>> = {
	chat: 'text',
	automated_greeting_message: 'text',
	image: 'image',
	video: 'video',
	ptv: 'video',
	audio: 'audio',
	ptt: 'voice',
	document: 'document',
	sticker: 'sticker',
	location: 'location',
	live_location: 'location',
	vcard: 'contacts',
	multi_vcard: 'contacts',
	poll_creation: 'poll',
	poll_result_snapshot: 'poll',
	list_response: 'selection',
	buttons_response: 'selection',
	template_button_reply: 'selection',
	interactive_response: 'selection',
	order: 'order',
	list: 'interactive',
	buttons: 'interactive',
	interactive: 'interactive',
	native_flow: 'interactive',
	hsm: 'interactive',
	product: 'interactive',
};

/** A type that is not known leaves the message `unsupported`. */
export function kindOf(type: string | undefined): MessageType {
	return lookUp(KINDS, type ?? '') ?? 'unsupported';
}

const PLUMBING = new Set([
	// What WhatsApp itself writes into a chat. Group changes and calls have events of their own.
	'notification',
	'notification_template',
	'group_notification',
	'broadcast_notification',
	'newsletter_notification',
	'status_notification',
	'e2e_notification',
	'gp2',
	'guest_upsell_system_msg',
	// What devices tell each other, and what stands in for a message that has yet to come.
	'protocol',
	'ciphertext',
	'loading_media',
	'biz_content_placeholder',
	'biz-cover-photo',
	'request_phone_number',
	'history_bundle',
	'message_history_bundle',
	'message_history_notice',
	'debug',
	'debug_placeholder',
	// What was done to another message. Reactions, votes and edits have events of their own.
	'pinned_message',
	'pin_message',
	'keep_in_chat',
	'reaction',
	'reaction_enc',
	'poll_update',
	'poll_edit_encrypted',
	'poll_add_option_encrypted',
	'poll_add_option_decrypted',
	'event_response',
	'event_edit_encrypted',
	'message_edit_encrypted',
]);

/** Whether it stands among the messages and is none: nobody wrote it. */
export function isPlumbing(type: string | undefined): boolean {
	return PLUMBING.has(type ?? '');
}
