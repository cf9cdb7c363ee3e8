/** ChatBreez: everything that is neither text nor a file. */
import type { Fixture } from '../../fixture';
import { EMPTY_BLOCKS } from '../../fixture';
import { JANE, ME, RICK, SECOND_VCARD, VCARD } from '../../people';
import { FROM_ANA, publishedUpsert, receivedFromAna, upsert } from './upsert';

const contextInfo = { stanzaId: '3EB0OFFER', participant: `${ME}@s.whatsapp.net` };
const offered = { messageId: '3EB0OFFER', senderId: `${ME}@s.whatsapp.net`, text: null };

export const contentFixtures: Fixture[] = [
	{
		name: 'location',
		payload: upsert({
			locationMessage: {
				degreesLatitude: 52.5163,
				degreesLongitude: 13.3777,
				name: 'The shop',
				address: '1 Square, Town',
				url: 'https://example.com/shop',
				jpegThumbnail: '/9j/AAAA',
			},
		}),
		expected: [
			receivedFromAna({
				...EMPTY_BLOCKS,
				type: 'location',
				text: null,
				location: {
					latitude: 52.5163,
					longitude: 13.3777,
					name: 'The shop',
					address: '1 Square, Town',
					url: 'https://example.com/shop',
				},
			}),
		],
	},
	{
		name: 'live location',
		payload: upsert({
			liveLocationMessage: {
				degreesLatitude: -33.8568,
				degreesLongitude: 151.2153,
				accuracyInMeters: 12,
				sequenceNumber: '1768473000000',
				caption: 'On my way',
			},
		}),
		expected: [
			receivedFromAna({
				...EMPTY_BLOCKS,
				type: 'location',
				text: 'On my way',
				location: {
					latitude: -33.8568,
					longitude: 151.2153,
					name: null,
					address: null,
					url: null,
				},
			}),
		],
	},
	{
		name: 'contact',
		payload: upsert({ contactMessage: { displayName: 'Jane Doe', vcard: VCARD } }),
		expected: [
			receivedFromAna({ ...EMPTY_BLOCKS, type: 'contacts', text: null, contacts: [JANE] }),
		],
	},
	{
		name: 'several contacts',
		payload: upsert({
			contactsArrayMessage: {
				displayName: '2 contacts',
				contacts: [
					{ displayName: 'Jane Doe', vcard: VCARD },
					{ displayName: 'Rick Roe', vcard: SECOND_VCARD },
				],
			},
		}),
		expected: [
			receivedFromAna({
				...EMPTY_BLOCKS,
				type: 'contacts',
				text: null,
				contacts: [JANE, RICK],
			}),
		],
	},
	...['pollCreationMessage', 'pollCreationMessageV2', 'pollCreationMessageV3'].map(
		(content): Fixture => ({
			name: `poll (${content})`,
			payload: upsert({
				[content]: {
					name: 'When?',
					options: [{ optionName: 'Monday' }, { optionName: 'Tuesday' }],
					selectableOptionsCount: 1,
				},
			}),
			expected: [
				receivedFromAna({
					type: 'poll',
					poll: { question: 'When?', options: ['Monday', 'Tuesday'], selected: [] },
				}),
			],
		}),
	),
	{
		name: 'vote on a poll, encrypted',
		payload: upsert({
			pollUpdateMessage: {
				pollCreationMessageKey: { remoteJid: `${ME}@s.whatsapp.net`, fromMe: true, id: '3EB0POLL' },
				vote: { encPayload: 'AAAA', encIv: 'AAAA' },
				senderTimestampMs: '1768473000000',
			},
		}),
		expected: [{ event: 'other', ...FROM_ANA, message: null, raw: {} }],
	},
	{
		name: 'vote on a poll, opened by the server',
		payload: upsert({
			pollUpdateMessage: {
				pollCreationMessageKey: { remoteJid: `${ME}@s.whatsapp.net`, fromMe: true, id: '3EB0POLL' },
				vote: { encPayload: 'AAAA', encIv: 'AAAA', selectedOptions: ['Monday'] },
			},
		}),
		expected: [receivedFromAna({ type: 'poll', poll: { selected: ['Monday'] } })],
	},
	{
		name: 'answer to a list',
		payload: upsert({
			listResponseMessage: {
				title: 'Express',
				description: 'Tomorrow',
				listType: 'SINGLE_SELECT',
				singleSelectReply: { selectedRowId: 'row-express' },
				contextInfo,
			},
		}),
		expected: [
			receivedFromAna({
				...EMPTY_BLOCKS,
				type: 'selection',
				text: 'Express',
				selection: { id: 'row-express', title: 'Express', description: 'Tomorrow' },
				quoted: offered,
			}),
		],
	},
	{
		name: 'answer to a button',
		payload: upsert({
			buttonsResponseMessage: {
				selectedButtonId: 'button-yes',
				selectedDisplayText: 'Yes',
				type: 'DISPLAY_TEXT',
				contextInfo,
			},
		}),
		expected: [
			receivedFromAna({
				...EMPTY_BLOCKS,
				type: 'selection',
				text: 'Yes',
				selection: { id: 'button-yes', title: 'Yes', description: null },
				quoted: offered,
			}),
		],
	},
	{
		name: 'answer to a template button',
		payload: upsert({
			templateButtonReplyMessage: {
				selectedId: 'template-stop',
				selectedDisplayText: 'Stop',
				selectedIndex: 1,
				contextInfo,
			},
		}),
		expected: [
			receivedFromAna({
				...EMPTY_BLOCKS,
				type: 'selection',
				text: 'Stop',
				selection: { id: 'template-stop', title: 'Stop', description: null },
				quoted: offered,
			}),
		],
	},
	{
		name: 'answer to a flow',
		payload: upsert({
			interactiveResponseMessage: {
				body: { text: 'Sent', format: 'DEFAULT' },
				nativeFlowResponseMessage: { name: 'flow', paramsJson: '{"a":1}', version: 3 },
			},
		}),
		expected: [
			receivedFromAna({
				...EMPTY_BLOCKS,
				type: 'selection',
				text: 'Sent',
				selection: { id: null, title: 'Sent', description: null },
				form: { a: 1 },
			}),
		],
	},
	...[
		{ listMessage: { title: 'Choose', description: 'Delivery', buttonText: 'Show' } },
		{ buttonsMessage: { contentText: 'Coming?', buttons: [{ buttonId: 'yes' }] } },
		{ templateMessage: { hydratedTemplate: { hydratedContentText: 'Hi Ana' } } },
		{ interactiveMessage: { body: { text: 'Coming?' }, nativeFlowMessage: { buttons: [] } } },
	].map(
		(content): Fixture => ({
			name: `${Object.keys(content)[0]} offered by a business`,
			payload: upsert(content),
			expected: [receivedFromAna({ type: 'interactive' })],
		}),
	),
	{
		name: 'order',
		payload: upsert({
			orderMessage: {
				orderId: '900000000000001',
				itemCount: 2,
				status: 'INQUIRY',
				message: 'Please',
				orderTitle: 'Shop',
				totalAmount1000: '24000',
				totalCurrencyCode: 'EUR',
			},
		}),
		expected: [receivedFromAna({ type: 'order', order: {} })],
		note: 'the contract does not name the fields of an order',
	},
	{
		name: 'product',
		payload: upsert({
			productMessage: {
				product: { productId: '800000000000001', title: 'Mug', currencyCode: 'EUR' },
				businessOwnerJid: `${ME}@s.whatsapp.net`,
			},
		}),
		expected: [{ event: 'message.received' }],
		note: 'order or interactive: the contract does not place a product',
	},
	{
		name: 'a kind of message nobody knows yet',
		payload: upsert({ someFutureMessage: { hello: 'world' } }),
		expected: [receivedFromAna({ type: 'unsupported', text: null })],
	},
	{
		name: 'message whose content could not be decrypted',
		payload: publishedUpsert(undefined, {
			data: { messageStubType: 2, messageStubParameters: ['No session record'] },
		}),
		expected: [{ event: 'message.received', message: { type: 'unsupported', text: null } }],
	},
	{
		name: 'event ChatBreez does not publish',
		payload: { event: 'labels.edit', instance: 'shop-main', data: { id: '1', name: 'VIP' } },
		expected: [{ event: 'other', provider: 'chatbreez', instance: 'shop-main', raw: {} }],
	},
];
