/** WSAPI's fixtures: the real server's 21 events and the blog article's seven. */
import type { Fixture, IdentityCase } from '../../fixture';
import { eventsOf, wired } from '../../fixture';
import { BEN, GROUP } from '../../people';
import { group, groupFixtures, otherFixtures, session, sessionFixtures } from './account';
import { articleAck, articleFixtures, articleMessage } from './article';
import { call, changeFixtures, chatPresence, receipt } from './changes';
import { chatFixtures } from './chats';
import { anaIdentity, ben, jid, reminted } from './envelope';
import { edit, messageFixtures, reaction, text } from './messages';

export { group, session } from './account';
export { article, articleAck, articleMessage } from './article';
export { call, chatPresence, deletion, receipt, userPresence } from './changes';
export { groupFromLidOnly } from './chats';
export {
	envelope,
	message,
	reminted,
	WSAPI_EVENT_ID,
	WSAPI_INSTANCE,
	WSAPI_MESSAGE_ID,
} from './envelope';
export { edit, picture, PICTURE_ID, reaction, text, voiceNote } from './messages';

export const fixtures: Fixture[] = wired([
	...messageFixtures,
	...chatFixtures,
	...changeFixtures,
	...groupFixtures,
	...sessionFixtures,
	...otherFixtures,
	...articleFixtures,
]);

export const events = eventsOf(fixtures);

const inGroup = { chatId: GROUP, isGroup: true };

export const identities: IdentityCase[] = [
	{ name: 'a message delivered again', first: text(), second: text(), same: true },
	{
		name: 'a message emitted again under a new event id',
		first: text(),
		second: reminted(text()),
		same: true,
	},
	{
		name: 'a receipt emitted again under a new event id',
		first: receipt('read'),
		second: reminted(receipt('read')),
		same: true,
	},
	{
		name: 'the same message id in another chat',
		first: text(),
		second: text('Hello', { chatId: jid(BEN), sender: ben }),
		same: false,
	},
	{ name: 'a message and its edit', first: text(), second: edit('Hello!'), same: false },
	{ name: 'two edits of one message', first: edit('Hello!'), second: edit('Hi!'), same: false },
	{
		name: 'an edit back to the text of an earlier one',
		first: edit('Hello!', '3EB0EDIT1'),
		second: edit('Hello!', '3EB0EDIT3'),
		same: false,
	},
	{
		name: 'an edit under another envelope',
		first: edit('Hello!'),
		second: reminted(edit('Hello!')),
		same: true,
	},
	{
		name: 'a reaction and its change',
		first: reaction('👍', '3EB0R1'),
		second: reaction('❤️', '3EB0R2'),
		same: false,
	},
	{
		name: 'delivered and read',
		first: receipt('delivered'),
		second: receipt('read'),
		same: false,
	},
	{
		name: 'read by two members of a group',
		first: receipt('read', ['3EB0BBBB'], inGroup),
		second: receipt('read', ['3EB0BBBB'], { ...inGroup, sender: ben }),
		same: false,
	},
	{
		name: 'a presence delivered again',
		first: chatPresence('typing'),
		second: chatPresence('typing'),
		same: true,
	},
	{
		name: 'typing twice',
		first: chatPresence('typing'),
		second: reminted(chatPresence('typing')),
		same: false,
	},
	{
		name: 'a group change delivered again',
		first: group({ join: [anaIdentity] }),
		second: group({ join: [anaIdentity] }),
		same: true,
	},
	{
		name: 'a call offered and accepted',
		first: call('call_offer', { chatId: anaIdentity.id, isGroup: false, isVideo: false }),
		second: call('call_accept'),
		same: false,
	},
	{
		name: 'logged out twice',
		first: session.loggedOut(),
		second: reminted(session.loggedOut()),
		same: false,
	},
	{
		name: 'a message of the article delivered again',
		first: articleMessage(),
		second: articleMessage(),
		same: true,
	},
	{
		name: 'two acknowledgements of the article',
		first: articleAck(3),
		second: articleAck(4),
		same: false,
	},
];
