/** eazeWA's fixtures: every event of WaAPI's list, every message type of whatsapp-web.js. */
import { accountFixtures, call, groupNotification } from './account';
import { businessFixtures } from './business';
import { ack, changeFixtures, edit, reaction } from './changes';
import { chatFixtures } from './chats';
import { ANA_CUS, envelope, incoming, message, messageId } from './message';
import { messageFixtures } from './messages';
import { callLog, plumbingFixtures } from './plumbing';
import type { Fixture, IdentityCase } from '../../fixture';
import { eventsOf, wired } from '../../fixture';
import { AT_SECONDS } from '../../people';

export { call, groupNotification } from './account';
export { ack, edit, reaction } from './changes';
export { groupFromLidOnly } from './chats';
export { EAZEWA_INSTANCE, envelope, incoming, message, messageId } from './message';

export const fixtures: Fixture[] = wired([
	...messageFixtures,
	...businessFixtures,
	...plumbingFixtures,
	...chatFixtures,
	...changeFixtures,
	...accountFixtures,
]);

export const events = eventsOf(fixtures);

export const identities: IdentityCase[] = [
	{
		name: 'an inbound message under both of its events',
		first: incoming(),
		second: envelope('message_create', { message: message() }),
		same: true,
	},
	{
		name: 'a redelivery whose instance id is spelled as a string',
		first: incoming(),
		second: envelope('message', { message: message() }, '33'),
		same: true,
	},
	{
		name: 'the same message at another instance',
		first: incoming(),
		second: envelope('message', { message: message() }, 34),
		same: false,
	},
	{ name: 'delivered and read', first: ack(2), second: ack(3), same: false },
	{ name: 'read, delivered again', first: ack(3), second: ack(3), same: true },
	{ name: 'a message and its edit', first: incoming(), second: edit('Hello!'), same: false },
	{ name: 'two edits of one message', first: edit('Hello!'), second: edit('Hi!'), same: false },
	{
		name: 'an edit and one later with the same words',
		first: edit('Hello!'),
		second: edit('Hello!', { latestEditSenderTimestampMs: (AT_SECONDS + 60) * 1000 }),
		same: false,
	},
	{
		name: 'two edits at one time, told apart by their ids',
		first: edit('Hello!', { latestEditMsgKey: messageId(`false_${ANA_CUS}_3EB0EDIT1`) }),
		second: edit('Hello!', { latestEditMsgKey: messageId(`false_${ANA_CUS}_3EB0EDIT2`) }),
		same: false,
	},
	{ name: 'an edit delivered again', first: edit('Hello!'), second: edit('Hello!'), same: true },
	{
		name: 'a message deleted by its author for everyone, and by the account for itself',
		first: envelope('message_revoke_everyone', { message: message({ type: 'revoked' }) }),
		second: envelope('message_revoke_me', { message: message() }),
		same: false,
	},
	{
		name: 'a deletion for everyone under both of its events',
		first: envelope('message_revoke_everyone', { message: message({ type: 'revoked' }) }),
		second: incoming({ type: 'revoked', body: '' }),
		same: true,
	},
	{
		name: 'a reaction and its change',
		first: reaction('👍'),
		second: reaction('❤️'),
		same: false,
	},
	{
		name: 'a reaction and its removal',
		first: reaction('👍'),
		second: reaction(''),
		same: false,
	},
	{ name: 'a call delivered again', first: call(), second: call(), same: true },
	{ name: 'two calls', first: call(), second: call({ id: 'CALL2' }), same: false },
	{
		name: 'a group notification delivered again',
		first: groupNotification('group_join', 'add'),
		second: groupNotification('group_join', 'add'),
		same: true,
	},
	{
		name: 'a call and its log',
		first: call({ timestamp: undefined }),
		second: callLog({ callOutcome: 'Missed' }),
		same: false,
	},
	{
		name: 'the log of a call, delivered under both of its events',
		first: callLog({ callOutcome: 'Missed' }),
		second: { ...callLog({ callOutcome: 'Missed' }), event: 'message_create' },
		same: true,
	},
	{
		name: 'what nobody wrote, delivered under both of its events',
		first: incoming({ type: 'gp2', body: '' }),
		second: { ...incoming({ type: 'gp2', body: '' }), event: 'message_create' },
		same: true,
	},
	{
		name: 'a message that is not decrypted yet, and the message itself',
		first: incoming({ type: 'ciphertext', body: '' }),
		second: incoming(),
		same: false,
	},
	{
		name: 'two states of the connection',
		first: envelope('change_state', { state: 'OPENING' }),
		second: envelope('change_state', { state: 'CONNECTED' }),
		same: false,
	},
];
