/** ChatBreez: chats that began from an advertisement, a post or a product. */
import type { ExpectedMessage, Fixture } from '../../fixture';
import { ME_JID, receivedFromAna, upsert } from './upsert';

const AD = {
	title: 'Fresh mugs',
	body: 'Made by hand',
	mediaType: 'IMAGE',
	thumbnailUrl: 'https://cdn.example.com/thumb.jpg',
	sourceType: 'ad',
	sourceId: '120200000000000001',
	sourceUrl: 'https://fb.example.com/AAAA',
	sourceApp: 'facebook',
	showAdAttribution: true,
	ctwaClid: 'click-AAAA',
	greetingMessageBody: 'How can we help?',
};

type Referral = NonNullable<ExpectedMessage['referral']>;

const REFERRAL: Referral = {
	sourceType: 'ad',
	sourceId: '120200000000000001',
	sourceUrl: 'https://fb.example.com/AAAA',
	headline: 'Fresh mugs',
	body: 'Made by hand',
	clickId: 'click-AAAA',
};
const NOTHING: Referral = {
	sourceType: 'ad',
	sourceId: null,
	sourceUrl: null,
	headline: null,
	body: null,
	clickId: null,
};

const PRODUCT = {
	productMessage: {
		product: {
			productId: '800000000000001',
			title: 'Mug',
			description: 'A blue one',
			currencyCode: 'EUR',
			priceAmount1000: '12000',
			url: 'https://shop.example.com/mug',
			productImage: { mimetype: 'image/jpeg' },
		},
		businessOwnerJid: ME_JID,
	},
};

function from(name: string, contextInfo: unknown, referral: Referral | null): Fixture {
	return {
		name: `referral: ${name}`,
		payload: upsert({ extendedTextMessage: { text: 'Hello', contextInfo } }),
		expected: [receivedFromAna({ type: 'text', text: 'Hello', referral })],
	};
}

export const referralFixtures: Fixture[] = [
	from(
		'an advertisement',
		{
			externalAdReply: AD,
			conversionSource: 'FB_Ads',
			conversionData: 'AAAA',
			conversionDelaySeconds: 11,
			entryPointConversionSource: 'ctwa_ad',
			ctwaPayload: 'AAAA',
			ctwaSignals: 'all,all',
		},
		REFERRAL,
	),
	{
		name: 'referral: an advertisement, with the context beside the text as Evolution writes it',
		payload: upsert(
			{ conversation: 'Hello' },
			{ data: { contextInfo: { externalAdReply: AD, conversionSource: 'FB_Ads' } } },
		),
		expected: [receivedFromAna({ type: 'text', text: 'Hello', referral: REFERRAL })],
	},
	{
		name: 'referral: an advertisement answered with a photo',
		payload: upsert({ imageMessage: { caption: 'This?', contextInfo: { externalAdReply: AD } } }),
		expected: [receivedFromAna({ type: 'image', text: 'This?', referral: REFERRAL })],
	},
	{
		name: 'referral: an advertisement answered in a kind nobody knows yet',
		payload: upsert({ messageOfTomorrow: { contextInfo: { externalAdReply: AD } } }),
		expected: [receivedFromAna({ type: 'unsupported', text: null, referral: REFERRAL })],
	},
	from(
		'a post',
		{ externalAdReply: { ...AD, sourceType: 'post', ctwaClid: undefined } },
		{ ...REFERRAL, sourceType: 'post', clickId: null },
	),
	from(
		'an advertisement that does not say so, known by its click',
		{ externalAdReply: { ...AD, sourceType: undefined } },
		REFERRAL,
	),
	from(
		'a card of a source nobody named',
		{ externalAdReply: { title: 'Fresh mugs', sourceUrl: 'https://example.com', sourceType: 'x' } },
		{
			sourceType: 'other',
			sourceId: null,
			sourceUrl: 'https://example.com',
			headline: 'Fresh mugs',
			body: null,
			clickId: null,
		},
	),
	from(
		'an advertisement of which only a sealed payload came',
		{
			conversionSource: 'FB_Ads',
			conversionData: 'AAAA',
			entryPointConversionSource: 'ctwa_ad',
			ctwaPayload: 'AAAA',
		},
		NOTHING,
	),
	from(
		'a post of which nothing but its kind came',
		{ conversionSource: 'FB_Post' },
		{ ...NOTHING, sourceType: 'post' },
	),
	from(
		'an advertisement that is quoted',
		{ quotedAd: { advertiserName: 'The shop', mediaType: 'IMAGE', caption: 'Fresh mugs' } },
		{ ...NOTHING, headline: 'The shop', body: 'Fresh mugs' },
	),
	from(
		'a product',
		{ stanzaId: '3EB0PRODUCT', participant: ME_JID, quotedMessage: PRODUCT },
		{
			sourceType: 'product',
			sourceId: '800000000000001',
			sourceUrl: 'https://shop.example.com/mug',
			headline: 'Mug',
			body: 'A blue one',
			clickId: null,
		},
	),
	from(
		'none: found by search, a contact card or a link',
		{
			entryPointConversionSource: 'global_search_new_chat',
			entryPointConversionApp: 'whatsapp',
			entryPointConversionDelaySeconds: 9,
		},
		null,
	),
	from('none: an empty card', { externalAdReply: {} }, null),
];
