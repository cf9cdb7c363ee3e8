/** The events and chats a user can choose, in plain words. Every name of the contract is there. */
import type { INodePropertyOptions } from 'n8n-workflow';

import type { ChatType, EventName } from '../../../gateway';

/** In the order the editor and n8n's node panel show them: the usual first. */
const EVENTS: Record<EventName, { name: string; description: string }> = {
	'message.received': {
		name: 'Message Received',
		description: 'Somebody wrote to you, or to a group you are in',
	},
	'message.status': {
		name: 'Message Status Changed',
		description: 'A message you sent was delivered, read, played or failed',
	},
	'message.reaction': {
		name: 'Message Reaction',
		description: 'A reaction was added to a message or taken away',
	},
	'message.edited': { name: 'Message Edited', description: 'The content of a message was changed' },
	'message.deleted': { name: 'Message Deleted', description: 'A message was deleted' },
	'message.sent': {
		name: 'Message Sent',
		description:
			'Your own number wrote, from this workflow, the phone or elsewhere. Do not reply to these: the reply would start the workflow again.',
	},
	'call.updated': {
		name: 'Call Updated',
		description: 'Somebody calls, or a call was answered, missed or ended',
	},
	'group.joined': {
		name: 'Group Member Joined',
		description: 'Somebody joined or was added to a group',
	},
	'group.left': {
		name: 'Group Member Left',
		description: 'Somebody left or was removed from a group',
	},
	'group.updated': {
		name: 'Group Changed',
		description: 'Name, description, picture, settings or admins of a group changed',
	},
	'presence.updated': {
		name: 'Presence Changed',
		description: 'Somebody is typing, recording, online or offline',
	},
	'connection.updated': {
		name: 'Connection Changed',
		description: 'The number was connected or disconnected, or needs pairing',
	},
	'media.uploaded': {
		name: 'Media Uploaded',
		description: 'The file of a message you sent has been uploaded',
	},
	'account.error': {
		name: 'Account Error',
		description: 'The provider reported an error that is not about a message',
	},
	other: {
		name: 'Other Event',
		description: 'Everything else the provider sends, with its own event in the field raw',
	},
};

const CHATS: Record<ChatType, { name: string; description: string }> = {
	broadcast: { name: 'Broadcast List', description: 'Messages that came through a broadcast list' },
	channel: { name: 'Channel', description: 'Posts of WhatsApp channels' },
	group: { name: 'Group', description: 'Group chats' },
	individual: { name: 'Individual', description: 'Chats with one person' },
	status: { name: 'Status', description: 'Status posts of your contacts' },
};

export const eventOptions: INodePropertyOptions[] = Object.entries(EVENTS).map(
	([value, { name, description }]) => ({ name, value, description }),
);

export const chatTypeOptions: INodePropertyOptions[] = Object.entries(CHATS).map(
	([value, { name, description }]) => ({ name, value, description }),
);
