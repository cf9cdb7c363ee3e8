/**
 * eazeWA: what businesses send and what people answer them, what came from an advertisement, and the
 * cards, invitations and headers whose words WhatsApp Web keeps elsewhere than in the body.
 */
import type { ExpectedMessage, Fixture } from '../../fixture';
import { EMPTY_BLOCKS, plainText } from '../../fixture';
import { BEN } from '../../people';
import { EAZEWA_MESSAGE_ID, incoming, receivedFromAna } from './message';

/** A small picture in base64, as WhatsApp Web keeps it in `body`. */
export const THUMBNAIL = `/9j/4AAQSkZJRgABAQAAAQABAAD${'Q'.repeat(60)}//2Q==`;

function fixture(
	name: string,
	type: string,
	data: Record<string, unknown>,
	expected: ExpectedMessage,
	top: Record<string, unknown> = {},
): Fixture {
	return {
		name,
		payload: incoming({ type, body: '', ...top, _data: { type, ...data } }),
		expected: [receivedFromAna({ ...EMPTY_BLOCKS, ...expected })],
	};
}

const flow = (params: unknown, fields: Record<string, unknown> = {}) => ({
	interactivePayload: {
		type: 'native_flow',
		name: 'galaxy_message',
		version: 1,
		paramsJson: typeof params === 'string' ? params : JSON.stringify(params),
		...fields,
	},
});

const offers: Fixture[] = [
	fixture(
		'interactive business message, its words in the caption',
		'interactive',
		{
			caption: 'Our new mugs are here',
			footer: 'Reply STOP to hear no more',
			interactiveType: 'native_flow',
			interactiveHeader: { title: 'News', subtitle: '', hasMediaAttachment: false },
			nativeFlowName: 'cta_url',
		},
		{ type: 'interactive', text: 'Our new mugs are here' },
	),
	fixture(
		'interactive business message with a picture before its words',
		'interactive',
		{ body: THUMBNAIL, caption: 'Our new mugs are here', directPath: '/v/t62' },
		{ type: 'interactive', text: 'Our new mugs are here' },
		{ hasMedia: true, body: 'Our new mugs are here' },
	),
	fixture(
		'interactive business message that has a heading alone',
		'interactive',
		{ interactiveHeader: { title: 'Summer collection', hasMediaAttachment: false } },
		{ type: 'interactive', text: 'Summer collection' },
	),
	fixture(
		'interactive business message whose body is a thumbnail',
		'interactive',
		{ body: THUMBNAIL, interactiveHeader: { title: 'Summer collection' } },
		{ type: 'interactive', text: 'Summer collection' },
		{ body: THUMBNAIL },
	),
	fixture(
		'native flow, its words in the caption',
		'native_flow',
		{ caption: 'Your order is confirmed', nativeFlowName: 'order_details' },
		{ type: 'interactive', text: 'Your order is confirmed' },
	),
	fixture(
		'list message',
		'list',
		{
			list: {
				title: 'Our menu',
				description: 'What would you like?',
				buttonText: 'Choose',
				footerText: 'Open till 22:00',
				listType: 1,
				sections: [{ title: 'Tea', rows: [{ rowId: 'r1', title: 'Green', description: '' }] }],
			},
		},
		{ type: 'interactive', text: 'What would you like?' },
	),
	fixture(
		'list message with a title alone',
		'list',
		{ list: { title: 'Our menu', description: '', buttonText: 'Choose', sections: [] } },
		{ type: 'interactive', text: 'Our menu' },
	),
	fixture(
		'template message with buttons',
		'hsm',
		{ title: 'Appointment', footer: 'Reply C to cancel', hydratedButtons: [] },
		{ type: 'interactive', text: 'Tomorrow at three?' },
		{ body: 'Tomorrow at three?', title: 'Appointment' },
	),
	fixture(
		'product, its body a thumbnail',
		'product',
		{
			body: THUMBNAIL,
			title: 'Mug',
			description: 'A mug of clay',
			productId: '900000000000002',
			businessOwnerJid: '15550009999@c.us',
			currencyCode: 'EUR',
			priceAmount1000: 12000,
		},
		{ type: 'interactive', text: 'A mug of clay' },
		{ body: THUMBNAIL, title: 'Mug', description: 'A mug of clay', productId: '900000000000002' },
	),
];

const answers: Fixture[] = [
	fixture(
		'native flow, a button pressed',
		'interactive_response',
		flow({ id: 'button-yes' }, { name: 'quick_reply' }),
		{
			type: 'selection',
			text: 'Yes',
			selection: { id: 'button-yes', title: 'Yes', description: null },
		},
		{ body: 'Yes' },
	),
	fixture(
		'native flow, a row chosen, its title inside the answer alone',
		'interactive_response',
		flow(
			{ id: 'row-express', title: 'Express', description: 'Tomorrow' },
			{ name: 'menu_options' },
		),
		{
			type: 'selection',
			text: 'Express',
			selection: { id: 'row-express', title: 'Express', description: 'Tomorrow' },
		},
	),
	fixture(
		'native flow, a button pressed that says what it shows',
		'interactive_response',
		flow({ id: 'button-no', display_text: 'No, thanks' }, { name: 'quick_reply' }),
		{
			type: 'selection',
			text: 'No, thanks',
			selection: { id: 'button-no', title: 'No, thanks', description: null },
		},
	),
	fixture(
		'native flow, a form filled in',
		'interactive_response',
		flow({ flow_token: 'appointment-1', day: '2026-01-20', guests: 2, id: 'ignored' }),
		{
			type: 'selection',
			text: 'Sent',
			selection: { id: null, title: 'Sent', description: null },
			form: { flow_token: 'appointment-1', day: '2026-01-20', guests: 2, id: 'ignored' },
		},
		{ body: 'Sent' },
	),
	fixture(
		'native flow, a form filled in, under the other name',
		'interactive_response',
		{
			nativeFlowName: 'galaxy_message',
			interactivePayload: {
				name: 'galaxy_message',
				buttonParamsJson: JSON.stringify({
					day: '2026-01-20',
					flow_message_version: 3,
					wa_flow_response_params: { title: 'Appointment', flow_id: '7' },
				}),
			},
		},
		{
			type: 'selection',
			text: 'Appointment',
			selection: { id: null, title: 'Appointment', description: null },
			form: {
				day: '2026-01-20',
				flow_message_version: 3,
				wa_flow_response_params: { title: 'Appointment', flow_id: '7' },
			},
		},
	),
	fixture(
		'native flow, a form made in the WhatsApp Business app, filled in',
		'interactive_response',
		flow({
			wa_flow_response_params: {
				title: 'Appointment',
				response_message: JSON.stringify({
					screens: [{ components: [{ label: 'Which day?', name: 'c1', value: 'Monday' }] }],
				}),
			},
		}),
		{
			type: 'selection',
			text: 'Appointment',
			selection: { id: null, title: 'Appointment', description: null },
			form: { 'Which day?': 'Monday' },
		},
	),
	fixture(
		'native flow, permission to call given',
		'interactive_response',
		flow({ response: 'accept', id: 'x' }, { name: 'call_permission_request' }),
		{
			type: 'selection',
			text: 'accept',
			selection: { id: null, title: 'accept', description: null },
			form: { response: 'accept', id: 'x' },
		},
	),
	fixture(
		'native flow, an address given',
		'interactive_response',
		flow({ values: { name: 'Ana', city: 'Town' } }, { name: 'address_message' }),
		{
			type: 'selection',
			text: 'Ana\nTown',
			selection: { id: null, title: 'Ana\nTown', description: null },
			form: { values: { name: 'Ana', city: 'Town' } },
		},
		{ body: 'Ana\nTown' },
	),
	fixture(
		'native flow whose answer cannot be read',
		'interactive_response',
		flow('{ id: yes', { name: 'quick_reply' }),
		{ type: 'selection', text: 'Yes', selection: { id: null, title: 'Yes', description: null } },
		{ body: 'Yes' },
	),
];

const cards: Fixture[] = [
	fixture(
		'order with a note, its body a thumbnail',
		'order',
		{
			body: THUMBNAIL,
			message: 'Two mugs, please, wrapped',
			orderTitle: 'Your cart',
			itemCount: 2,
			sellerJid: '15550009999@c.us',
			totalAmount1000: 24000,
			totalCurrencyCode: 'EUR',
		},
		{ type: 'order', text: 'Two mugs, please, wrapped', order: { id: '900000000000001' } },
		{ body: THUMBNAIL, orderId: '900000000000001', token: 'AAAA' },
	),
	fixture(
		'live location with a caption',
		'location',
		{ body: THUMBNAIL, lat: 52.5163, lng: 13.3777, isLive: true, comment: 'On my way' },
		{
			type: 'location',
			text: 'On my way',
			location: { latitude: 52.5163, longitude: 13.3777, name: null, address: null, url: null },
		},
		{ body: THUMBNAIL, location: { latitude: 52.5163, longitude: 13.3777, description: '' } },
	),
	fixture(
		'group invitation with a caption',
		'groups_v4_invite',
		{
			body: THUMBNAIL,
			comment: 'Come and join us',
			inviteCode: 'AAAA',
			inviteGrp: '120363000000000001@g.us',
			inviteGrpName: 'Mug lovers',
		},
		{ text: 'Come and join us' },
		{
			body: THUMBNAIL,
			inviteV4: { inviteCode: 'AAAA', groupId: '120363000000000001@g.us', groupName: 'Mug lovers' },
		},
	),
	fixture(
		'group invitation without a caption',
		'groups_v4_invite',
		{},
		{ text: 'Mug lovers' },
		{ inviteV4: { groupName: 'Mug lovers' } },
	),
	fixture(
		'channel invitation to administrate',
		'newsletter_admin_invite',
		{ newsletterAdminInviteInfo: { inviteMessage: 'Help me with the channel' } },
		{ text: 'Help me with the channel' },
	),
	fixture(
		'channel invitation to follow',
		'newsletter_follower_invite',
		{ newsletterFollowerInviteInfo: { inviteMessage: 'Follow the channel' } },
		{ text: 'Follow the channel' },
	),
	fixture(
		'event card',
		'event_creation',
		{ eventName: 'Opening day', eventDescription: 'With tea', eventStartTime: 1768480000 },
		{ text: 'Opening day' },
	),
	fixture(
		'event card under its older name',
		'scheduled_event_creation',
		{ eventName: 'Opening day' },
		{ text: 'Opening day' },
		{ body: 'Opening day' },
	),
	fixture(
		'event invitation',
		'sharable_event_invite',
		{ sharableEventInviteTitle: 'Opening day', sharableEventInviteCaption: 'Bring a friend' },
		{ text: 'Bring a friend' },
	),
	fixture(
		'event invitation without a caption',
		'sharable_event_invite',
		{ sharableEventInviteTitle: 'Opening day' },
		{ text: 'Opening day' },
	),
	fixture(
		'album header with a caption',
		'album',
		{ caption: 'From the opening' },
		{ text: 'From the opening' },
	),
	fixture(
		'sticker pack with a caption',
		'sticker-pack',
		{ caption: 'Take these', stickerPackName: 'Mugs' },
		{ text: 'Take these' },
	),
	fixture(
		'sticker pack without a caption',
		'sticker-pack',
		{ stickerPackName: 'Mugs' },
		{ text: 'Mugs' },
	),
	fixture(
		'payment with a note',
		'payment',
		{ subtype: 'send', paymentNoteMsg: { type: 'chat', body: 'For the mugs' } },
		{ text: 'For the mugs' },
	),
	fixture(
		'result of a poll',
		'poll_result_snapshot',
		{
			pollName: 'When?',
			pollVotesSnapshot: {
				pollVotes: [
					{ option: { name: 'Monday' }, optionVoteCount: 2 },
					{ option: { name: 'Tuesday' }, optionVoteCount: 0 },
				],
			},
		},
		{
			type: 'poll',
			text: 'When?',
			poll: { question: 'When?', options: ['Monday', 'Tuesday'], selected: [] },
		},
	),
	...(['image', 'video', 'document', 'sticker'] as const).map((type) =>
		fixture(
			`${type} that is not there to download, its body a thumbnail`,
			type,
			{ body: THUMBNAIL, mimetype: 'image/jpeg' },
			{ type, text: null, media: { kind: type, mimeType: 'image/jpeg' } },
			{ body: THUMBNAIL },
		),
	),
];

const advertisement = {
	conversionSource: 'FB_Ads',
	conversionData: 'AAAA',
	sourceUrl: 'https://example.com/ad',
	sourceId: '120000000000000001',
	sourceType: 'ad',
	sourceApp: 'facebook',
	title: 'Mugs',
	description: 'Two for one this week',
	thumbnail: THUMBNAIL,
	thumbnailUrl: 'https://example.com/ad.jpg',
	ctwaClid: 'click-1',
};
const mugs = {
	sourceType: 'ad',
	sourceId: '120000000000000001',
	sourceUrl: 'https://example.com/ad',
	headline: 'Mugs',
	body: 'Two for one this week',
	clickId: 'click-1',
} as const;
const tellMe = plainText(EAZEWA_MESSAGE_ID, 'Tell me more');
const asked = { body: 'Tell me more' };

const beginnings: Fixture[] = [
	fixture(
		'chat after an advertisement',
		'chat',
		{ ctwaContext: advertisement },
		{ ...tellMe, referral: mugs },
		asked,
	),
	fixture(
		'chat after a post, which only its origin tells',
		'chat',
		{ ctwaContext: { conversionSource: 'FB_Post', sourceUrl: 'https://example.com/post' } },
		{
			...tellMe,
			referral: {
				sourceType: 'post',
				sourceId: null,
				sourceUrl: 'https://example.com/post',
				headline: null,
				body: null,
				clickId: null,
			},
		},
		asked,
	),
	fixture(
		'chat after an advertisement known by its number alone',
		'chat',
		{ ctwaContext: { sourceId: '120000000000000001' } },
		{
			...tellMe,
			referral: {
				sourceType: 'ad',
				sourceId: '120000000000000001',
				sourceUrl: null,
				headline: null,
				body: null,
				clickId: null,
			},
		},
		asked,
	),
	fixture(
		'chat with a card that is no advertisement',
		'chat',
		{ ctwaContext: { title: 'A page', sourceUrl: 'https://example.com', mediaType: 1 } },
		{
			...tellMe,
			referral: {
				sourceType: 'other',
				sourceId: null,
				sourceUrl: 'https://example.com',
				headline: 'A page',
				body: null,
				clickId: null,
			},
		},
		asked,
	),
	fixture(
		'chat after an advertisement, as the phone writes it',
		'chat',
		{
			externalAdReply: {
				title: 'Mugs',
				body: 'Two for one this week',
				sourceType: 'ad',
				sourceId: '120000000000000001',
				sourceUrl: 'https://example.com/ad',
				ctwaClid: 'click-1',
			},
		},
		{ ...tellMe, referral: mugs },
		asked,
	),
	...[
		{ ctwaContext: { conversionSource: 'FB_Ads', thumbnail: THUMBNAIL } },
		{ entryPointConversionSource: 'ctwa_ad' },
	].map((data, index) =>
		fixture(
			`chat after an advertisement that nothing more is told of (${index + 1})`,
			'chat',
			data,
			{
				...tellMe,
				referral: {
					sourceType: 'ad',
					sourceId: null,
					sourceUrl: null,
					headline: null,
					body: null,
					clickId: null,
				},
			},
			asked,
		),
	),
	fixture(
		'chat that began from a search',
		'chat',
		{ entryPointConversionSource: 'contact_search', entryPointConversionApp: 'whatsapp' },
		tellMe,
		asked,
	),
	...[{}, { thumbnail: THUMBNAIL, mediaType: 1 }, 'x'].map((ctwaContext, index) =>
		fixture(
			`chat whose advertisement says nothing (${index + 1})`,
			'chat',
			{ ctwaContext },
			tellMe,
			asked,
		),
	),
	fixture(
		'chat about a product',
		'chat',
		{
			quotedStanzaID: '3EB0PRODUCT',
			quotedParticipant: `${BEN}@c.us`,
			quotedMsg: {
				type: 'product',
				productId: '900000000000002',
				title: 'Mug',
				description: 'A mug of clay',
				url: 'https://example.com/mug',
			},
		},
		{
			...tellMe,
			quoted: { messageId: '3EB0PRODUCT', senderId: `${BEN}@c.us` },
			referral: {
				sourceType: 'product',
				sourceId: '900000000000002',
				sourceUrl: 'https://example.com/mug',
				headline: 'Mug',
				body: 'A mug of clay',
				clickId: null,
			},
		},
		asked,
	),
	fixture(
		'greeting that answers an advertisement',
		'automated_greeting_message',
		{ ctwaContext: { ...advertisement, greetingMessageBody: 'Welcome!' } },
		{ ...plainText(EAZEWA_MESSAGE_ID, 'Welcome!'), referral: mugs },
	),
];

export const businessFixtures: Fixture[] = [...offers, ...answers, ...cards, ...beginnings];
