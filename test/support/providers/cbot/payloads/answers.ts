/**
 * The WhatsApp Business messages that are more than a body: forms and permissions, what a chat began
 * from, and what WhatsApp itself tells of a person. Told once for both hostings.
 */
import type { ExpectedMessage } from '../../fixture';
import { EMPTY_BLOCKS } from '../../fixture';
import type { ContentCase } from './content';

function form(
	name: string,
	nfm_reply: Record<string, unknown>,
	title: string | null,
	form: Record<string, unknown> | null,
): ContentCase {
	return {
		name,
		type: 'interactive',
		content: { type: 'nfm_reply', nfm_reply },
		expected: {
			...EMPTY_BLOCKS,
			type: 'selection',
			text: title,
			selection: { id: null, title, description: null },
			form,
		},
	};
}

function permission(
	name: string,
	reply: Record<string, unknown> & { response: string },
): ContentCase {
	return {
		name,
		type: 'interactive',
		content: { type: 'call_permission_reply', call_permission_reply: reply },
		expected: {
			...EMPTY_BLOCKS,
			type: 'selection',
			text: reply.response,
			selection: { id: null, title: reply.response, description: null },
			form: reply,
		},
	};
}

const appointment = { flow_token: 'appointment-1', day: '2026-01-20', guests: 2 };
const address = {
	saved_address_id: 'address1',
	values: { name: 'Ana', house_number: '12', city: 'Town', in_pin_code: '400063' },
};

const answers: ContentCase[] = [
	form(
		'answer to a flow',
		{ name: 'flow', body: 'Sent', response_json: JSON.stringify(appointment) },
		'Sent',
		appointment,
	),
	form(
		'answer to a flow that is no JSON text but the answers themselves',
		{ name: 'flow', body: 'Sent', response_json: appointment },
		'Sent',
		appointment,
	),
	form(
		'answer to a flow that cannot be read',
		{ name: 'flow', body: 'Sent', response_json: '{"day":' },
		'Sent',
		null,
	),
	form(
		'address, asked for with an address message',
		{
			name: 'address_message',
			body: 'Ana\n12, Town 400063',
			response_json: JSON.stringify(address),
		},
		'Ana\n12, Town 400063',
		address,
	),
	form('address without words', { response_json: JSON.stringify(address) }, null, address),
	permission('permission to call, given', {
		response: 'accept',
		is_permanent: false,
		expiration_timestamp: 1769077800,
		response_source: 'user_action',
	}),
	permission('permission to call, refused', {
		response: 'reject',
		response_source: 'user_action',
	}),
	{
		name: 'interactive answer of the future',
		type: 'interactive',
		content: { type: 'hologram_reply', hologram_reply: { id: 'h1' } },
		expected: { ...EMPTY_BLOCKS, type: 'interactive', text: null },
	},
	{
		name: 'product that somebody shares',
		type: 'interactive',
		content: {
			type: 'product',
			body: { text: 'Is this one there?' },
			action: { catalog_id: '300000000000001', product_retailer_id: 'mug' },
		},
		expected: { ...EMPTY_BLOCKS, type: 'interactive', text: 'Is this one there?' },
	},
	{
		name: 'interactive message with a heading alone',
		type: 'interactive',
		content: { type: 'product_list', header: { type: 'text', text: 'Our mugs' } },
		expected: { ...EMPTY_BLOCKS, type: 'interactive', text: 'Our mugs' },
	},
];

const tellMe = { ...EMPTY_BLOCKS, type: 'text', text: 'Tell me more' } as const;

function begun(
	name: string,
	fields: Record<string, unknown>,
	referral: ExpectedMessage['referral'],
	more: ExpectedMessage = {},
): ContentCase {
	return {
		name,
		type: 'text',
		content: { body: 'Tell me more' },
		fields,
		expected: { ...tellMe, referral: referral ?? null, ...more },
	};
}

const beginnings: ContentCase[] = [
	begun(
		'text after an advertisement',
		{
			referral: {
				source_url: 'https://example.com/ad',
				source_type: 'ad',
				source_id: '120000000000000001',
				headline: 'Mugs',
				body: 'Two for one this week',
				media_type: 'image',
				image_url: 'https://example.com/ad.jpg',
				thumbnail_url: 'https://example.com/ad-small.jpg',
				ctwa_clid: 'click-1',
				welcome_message: { text: 'Hi! How can we help?' },
			},
			identity: { acknowledged: true, created_timestamp: '1768473000', hash: 'AAAA' },
		},
		{
			sourceType: 'ad',
			sourceId: '120000000000000001',
			sourceUrl: 'https://example.com/ad',
			headline: 'Mugs',
			body: 'Two for one this week',
			clickId: 'click-1',
		},
	),
	begun(
		'text after a post',
		{ referral: { source_url: 'https://example.com/p', source_type: 'post', source_id: 7 } },
		{
			sourceType: 'post',
			sourceId: '7',
			sourceUrl: 'https://example.com/p',
			headline: null,
			body: null,
			clickId: null,
		},
	),
	begun(
		'text after something of the future',
		{ referral: { source_type: 'hologram', headline: 'Mugs' } },
		{
			sourceType: 'other',
			sourceId: null,
			sourceUrl: null,
			headline: 'Mugs',
			body: null,
			clickId: null,
		},
	),
	begun('text after nothing that is told', { referral: {} }, null),
	begun(
		'text about a product',
		{
			context: {
				from: '15550009999',
				id: 'gBEGPRODUCT',
				referred_product: { catalog_id: '300000000000001', product_retailer_id: 'mug' },
			},
		},
		{
			sourceType: 'product',
			sourceId: 'mug',
			sourceUrl: null,
			headline: null,
			body: null,
			clickId: null,
		},
		{ quoted: { messageId: 'gBEGPRODUCT', senderId: '15550009999', text: null } },
	),
	{
		name: 'image after an advertisement',
		type: 'image',
		content: { id: 'media-1', mime_type: 'image/jpeg' },
		fields: { referral: { source_type: 'ad', source_id: '1', ctwa_clid: 'click-1' } },
		expected: {
			type: 'image',
			referral: {
				sourceType: 'ad',
				sourceId: '1',
				sourceUrl: null,
				headline: null,
				body: null,
				clickId: 'click-1',
			},
		},
	},
];

const notices: ContentCase[] = [
	{
		name: 'number change',
		type: 'system',
		content: {
			body: 'Ana changed from 15550001111 to 15550005555',
			type: 'user_changed_number',
			new_wa_id: '15550005555',
		},
		expected: { type: 'system', text: 'Ana changed from 15550001111 to 15550005555' },
	},
	{
		name: 'change of identity',
		type: 'system',
		content: {
			body: 'The identity of Ana changed',
			identity: 'AAAA',
			customer: '15550001111',
			type: 'customer_identity_changed',
		},
		expected: { type: 'system', text: 'The identity of Ana changed' },
	},
	{
		name: 'change of the business-scoped user id',
		type: 'system',
		content: {
			body: 'User Ana changed',
			user_id: 'US.1000000000000002',
			previous_user_id: 'US.1000000000000001',
			type: 'user_changed_user_id',
		},
		expected: { type: 'system', text: 'User Ana changed' },
	},
];

export const answeringContent: ContentCase[] = [...answers, ...beginnings, ...notices];
