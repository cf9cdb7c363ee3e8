/** Cbot's fixtures: messages, statuses and errors in both hostings. */
import { cloudEdit, cloudReaction, cloudFixtures, cloudStatus, cloudText } from './cloud';
import { cloudItem, cloudMessages, onPremisesStatuses, status } from './envelope';
import { onPremisesFixtures, reaction, text } from './on-premises';
import type { Fixture, IdentityCase } from '../../fixture';
import { eventsOf, wired } from '../../fixture';
import { ANA, BEN } from '../../people';

export { cloudReaction, cloudStatus, cloudText, messageEcho } from './cloud';
export {
	CBOT_PHONE_NUMBER_ID,
	cloud,
	cloudItem,
	cloudMessages,
	item,
	onPremises,
	onPremisesStatuses,
	status,
} from './envelope';
export { reaction, text } from './on-premises';

export const fixtures: Fixture[] = wired([...onPremisesFixtures, ...cloudFixtures]);

export const events = eventsOf(fixtures);

const GROUP_STATUS = { recipient_type: 'group', recipient_id: 'Y2FwaV9ncm91cA==' };
const error = { errors: [{ code: 400, title: 'Bad request' }] };

export const identities: IdentityCase[] = [
	{ name: 'a message delivered again', first: text(), second: text(), same: true },
	{ name: 'a cloud message delivered again', first: cloudText(), second: cloudText(), same: true },
	{ name: 'two messages', first: text(), second: text('Hello', 'ABGG2'), same: false },
	{
		name: 'sent and delivered',
		first: onPremisesStatuses(status('sent')),
		second: onPremisesStatuses(status('delivered')),
		same: false,
	},
	{
		name: 'a status delivered again',
		first: onPremisesStatuses(status('sent')),
		second: onPremisesStatuses(status('sent')),
		same: true,
	},
	{
		name: 'read by two members of a group',
		first: cloudStatus('read', { ...GROUP_STATUS, recipient_participant_id: ANA }),
		second: cloudStatus('read', { ...GROUP_STATUS, recipient_participant_id: BEN }),
		same: false,
	},
	{ name: 'a reaction and its change', first: reaction('👍'), second: reaction('❤️'), same: false },
	{
		name: 'a cloud reaction and its removal',
		first: cloudReaction('👍'),
		second: cloudReaction(null),
		same: false,
	},
	{
		name: 'a first visit delivered again',
		first: cloudMessages(cloudItem('request_welcome', undefined)),
		second: cloudMessages(cloudItem('request_welcome', undefined)),
		same: true,
	},
	{
		name: 'two first visits',
		first: cloudMessages(cloudItem('request_welcome', undefined)),
		second: cloudMessages(cloudItem('request_welcome', undefined, { id: 'wamid.2' })),
		same: false,
	},
	{
		name: 'a message edited, and edited back later',
		first: cloudEdit('Hello', 'wamid.EDIT1'),
		second: cloudEdit('Hello', 'wamid.EDIT2'),
		same: false,
	},
	{ name: 'an edit delivered again', first: cloudEdit(), second: cloudEdit(), same: true },
	{ name: 'an error delivered again', first: error, second: error, same: true },
	{
		name: 'two errors',
		first: error,
		second: { errors: [{ code: 1000, title: 'Generic error' }] },
		same: false,
	},
];
