/**
 * What WhatsApp's devices tell each other in the form of messages: keys, settings of a chat, changes
 * of earlier messages that are sealed. Nobody wrote it, so it starts no workflow as a message.
 * Source: WAProto `Message`, as whatsmeow keeps it.
 */
import type { Content } from './wire';

/** By the name of the part, without its version. */
const PLUMBING: ReadonlySet<string> = new Set([
	'protocolMessage',
	'pinInChatMessage',
	'keepInChatMessage',
	'senderKeyDistributionMessage',
	'fastRatchetKeySenderKeyDistributionMessage',
	'groupRootKeyShare',
	'rootSecretDistributeMessage',
	'secretEncryptedMessage',
	'encReactionMessage',
	'encCommentMessage',
	'encEventResponseMessage',
	'conditionalRevealMessage',
	'pollUpdateMessage',
	'pollAddOptionMessage',
	'stickerSyncRmrMessage',
	'messageHistoryBundle',
	'messageHistoryNotice',
	'requestPhoneNumberMessage',
	'scheduledCallEditMessage',
	'declinePaymentRequestMessage',
	'cancelPaymentRequestMessage',
	'splitPaymentUpdateMessage',
	'statusNotificationMessage',
	'statusStickerInteractionMessage',
]);

/** What comes along with any part, from WhatsApp or from the server, and says nothing by itself. */
const COMPANIONS: ReadonlySet<string> = new Set([
	'messageContextInfo',
	'statusLinkPreviewMetadata',
	'base64',
	'mediaUrl',
]);

/**
 * Whether a content is made of such parts alone. One of them, a vote, can be read where the server
 * has opened it.
 */
export function isPlumbing(content: Content): boolean {
	const parts = Object.keys(content).filter((name) => content[name] !== null);
	return (
		parts.length > 0 && parts.every((name) => PLUMBING.has(baseOf(name)) || COMPANIONS.has(name))
	);
}

/** A part's name without its version: `pollCreationMessageV6` is read like `pollCreationMessage`. */
export function baseOf(name: string): string {
	return name.replace(/V\d{1,3}$/, '');
}
