/** ChatBreez' fixtures: one event, every Baileys message type. */
import { answerFixtures } from './answers';
import { cardFixtures } from './cards';
import { changeFixtures, edit, reaction } from './changes';
import { chatFixtures } from './chats';
import { contentFixtures } from './content';
import { mediaFixtures } from './media';
import { plumbingFixtures, sealedEdit } from './plumbing';
import { referralFixtures } from './referral';
import { textFixtures } from './text';
import { publishedUpsert, upsert } from './upsert';
import type { Fixture, IdentityCase } from '../../fixture';
import { eventsOf, wired } from '../../fixture';
import { BEN } from '../../people';

export { edit, reaction, revocation } from './changes';
export { groupFromLidOnly } from './chats';
export { sealedEdit } from './plumbing';
export { CHATBREEZ_INSTANCE, publishedUpsert, upsert } from './upsert';

export const fixtures: Fixture[] = wired([
	...textFixtures,
	...mediaFixtures,
	...contentFixtures,
	...changeFixtures,
	...chatFixtures,
	...answerFixtures,
	...cardFixtures,
	...referralFixtures,
	...plumbingFixtures,
]);

export const events = eventsOf(fixtures);

const hello = { conversation: 'Hello' };
const pin = (id: string) => upsert({ pinInChatMessage: { type: 'PIN_FOR_ALL' } }, { key: { id } });

export const identities: IdentityCase[] = [
	{
		name: 'a redelivery whose envelope tells another time of sending',
		first: upsert(hello, { envelope: { date_time: '2026-01-15T07:30:00.000Z' } }),
		second: upsert(hello, { envelope: { date_time: '2026-01-15T07:30:05.000Z' } }),
		same: true,
	},
	{
		name: 'a redelivery under the other spelling of the event',
		first: publishedUpsert(hello),
		second: publishedUpsert(hello, { envelope: { event: 'MESSAGES_UPSERT' } }),
		same: true,
	},
	{
		name: 'the same message id in another chat',
		first: upsert(hello),
		second: upsert(hello, { key: { remoteJid: `${BEN}@s.whatsapp.net` } }),
		same: false,
	},
	{
		name: 'the same message id at another instance',
		first: upsert(hello),
		second: upsert(hello, { envelope: { instance: 'shop-second' } }),
		same: false,
	},
	{ name: 'a message and its edit', first: upsert(hello), second: edit('Hello!'), same: false },
	{ name: 'two edits of one message', first: edit('Hello!'), second: edit('Hi!'), same: false },
	{ name: 'an edit delivered again', first: edit('Hello!'), second: edit('Hello!'), same: true },
	{
		name: 'an edit back to the text of an earlier one',
		first: edit('Hello!', 14, { key: { id: '3EB0EDIT1' } }),
		second: edit('Hello!', 14, { key: { id: '3EB0EDIT3' } }),
		same: false,
	},
	{
		name: 'an edit back to the text of an earlier one, told apart by its time alone',
		first: edit('Hello!', 14, { timestampMs: '1768473000000' }),
		second: edit('Hello!', 14, { timestampMs: '1768473060000' }),
		same: false,
	},
	{ name: 'a sealed edit delivered again', first: sealedEdit(), second: sealedEdit(), same: true },
	{
		name: 'two sealed edits of one message',
		first: sealedEdit('3EB0EDIT1'),
		second: sealedEdit('3EB0EDIT2'),
		same: false,
	},
	{
		name: 'two pins',
		first: pin('3EB0PIN1'),
		second: pin('3EB0PIN2'),
		same: false,
	},
	{ name: 'a pin delivered again', first: pin('3EB0PIN1'), second: pin('3EB0PIN1'), same: true },
	{
		name: 'a reaction and its change',
		first: reaction('👍'),
		second: reaction('❤️'),
		same: false,
	},
];
