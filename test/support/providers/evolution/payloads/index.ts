/** Evolution's fixtures: every event of its list, and every Baileys message type. */
import { accountFixtures, call, connection, participants, presence } from './account';
import { changeFixtures, deletion, edit, editByAna, reaction, sent, status } from './changes';
import { chatFixtures } from './chats';
import { ANA_JID, DATE_TIME, envelope, upsert } from './envelope';
import { messageFixtures } from './messages';
import type { Fixture, IdentityCase } from '../../fixture';
import { eventsOf, wired } from '../../fixture';
import { ANA_LID, BEN, GROUP } from '../../people';

export { deletion, edit, sent, status } from './changes';
export { ANA_JID, envelope, EVOLUTION_KEY, record, upsert } from './envelope';

export const fixtures: Fixture[] = wired([
	...messageFixtures,
	...chatFixtures,
	...changeFixtures,
	...accountFixtures,
]);

export const events = eventsOf(fixtures);

const hello = { conversation: 'Hello' };
/** Told a minute later. */
const LATER = { date_time: '2026-01-15T07:31:01.123Z' };
const composing = { [ANA_JID]: { lastKnownPresence: 'composing' } };
const paused = { [ANA_JID]: { lastKnownPresence: 'paused' } };

export const identities: IdentityCase[] = [
	{
		name: 'a message that is told again later',
		first: upsert(hello),
		second: upsert(hello, { envelope: LATER }),
		same: true,
	},
	{
		name: 'a message from a server that stopped sending its key',
		first: upsert(hello),
		second: upsert(hello, { envelope: { apikey: null } }),
		same: true,
	},
	{
		name: 'a message by LID, and by phone number after the server was updated',
		first: upsert(hello, { key: { remoteJid: `${ANA_LID}@lid`, remoteJidAlt: ANA_JID } }),
		second: upsert(hello, { key: { remoteJid: ANA_JID, remoteJidAlt: `${ANA_LID}@lid` } }),
		same: true,
	},
	{
		name: 'the same message id in another chat',
		first: upsert(hello),
		second: upsert(hello, { key: { remoteJid: `${BEN}@s.whatsapp.net` } }),
		same: false,
	},
	{
		name: 'the same message id of two members of a group',
		first: upsert(hello, { key: { remoteJid: GROUP, participant: ANA_JID } }),
		second: upsert(hello, { key: { remoteJid: GROUP, participant: `${BEN}@s.whatsapp.net` } }),
		same: false,
	},
	{
		name: 'the same message id at another instance',
		first: upsert(hello),
		second: upsert(hello, { envelope: { instance: 'another' } }),
		same: false,
	},
	{
		name: 'an own message, through the API and told again as from the phone',
		first: sent(hello),
		second: upsert(hello, { key: { fromMe: true } }),
		same: true,
	},
	{ name: 'a message and its edit', first: upsert(hello), second: edit('Hello!'), same: false },
	{ name: 'two edits of one message', first: edit('Hello!'), second: edit('Hi!'), same: false },
	{ name: 'an edit told again', first: editByAna(), second: editByAna(), same: true },
	{
		name: 'an edit back to the text of an earlier one',
		first: editByAna('Hello!', '1768473000000'),
		second: editByAna('Hello!', '1768473060000'),
		same: false,
	},
	{
		name: 'a deletion told among the edits and by itself',
		first: envelope('messages.edited', {
			key: { remoteJid: ANA_JID, fromMe: true, id: '3EB0ORIGINAL' },
			type: 'REVOKE',
		}),
		second: deletion({ fromMe: true }),
		same: true,
	},
	{ name: 'two deletions', first: deletion(), second: deletion({ id: '3EB0OTHER' }), same: false },
	{
		name: 'delivered, then read',
		first: status('DELIVERY_ACK'),
		second: status('READ'),
		same: false,
	},
	{
		name: 'read, told again',
		first: status('READ'),
		second: { ...status('READ'), ...LATER },
		same: true,
	},
	{
		name: 'read by two members of a group',
		first: status('READ', { remoteJid: GROUP, participant: ANA_JID }),
		second: status('READ', { remoteJid: GROUP, participant: `${BEN}@s.whatsapp.net` }),
		same: false,
	},
	{ name: 'a reaction and its change', first: reaction('👍'), second: reaction('❤️'), same: false },
	{
		name: 'a reaction that is set again',
		first: reaction('👍', { id: '3EB0R1' }),
		second: reaction('👍', { id: '3EB0R2' }),
		same: false,
	},
	{ name: 'ringing, then missed', first: call('offer'), second: call('timeout'), same: false },
	{
		name: 'a call told again',
		first: call('offer'),
		second: { ...call('offer'), ...LATER },
		same: true,
	},
	{
		name: 'typing, told again',
		first: presence(composing),
		second: presence(composing, ANA_JID, { apikey: null }),
		same: true,
	},
	{
		name: 'typing, and typing once more',
		first: presence(composing),
		second: presence(composing, ANA_JID, LATER),
		same: false,
	},
	{
		name: 'typing, then paused',
		first: presence(composing),
		second: presence(paused),
		same: false,
	},
	{
		name: 'joined, left and joined again',
		first: participants('add'),
		second: participants('add', {}, LATER),
		same: false,
	},
	{
		name: 'a connection that breaks twice',
		first: connection({ state: 'close', statusReason: 428 }),
		second: connection({ state: 'close', statusReason: 428 }, LATER),
		same: false,
	},
	{
		name: 'a connection’s end told again',
		first: connection({ state: 'close', statusReason: 428 }, { date_time: DATE_TIME }),
		second: connection({ state: 'close', statusReason: 428 }),
		same: true,
	},
];
