/**
 * What a chat began from: an advertisement or a post (`referral`), or the product somebody asks about
 * (`context.referred_product`). Source: Meta's webhook reference, messages/text (2026).
 */
import { lenient, id, part, text } from '../../payload/schema';
import type { Referral } from '../../event';
import { referralFrom } from '../../whatsapp/referral';

export const referral = part({
	source_type: text,
	source_id: lenient(id),
	source_url: text,
	headline: text,
	body: text,
	ctwa_clid: text,
});

export const referredProduct = part({ product_retailer_id: lenient(id) });

export function referralOf(
	began: ReturnType<(typeof referral)['parse']>,
	product: ReturnType<(typeof referredProduct)['parse']>,
): Referral | null {
	const card = began && {
		sourceType: began.source_type,
		sourceId: began.source_id,
		sourceUrl: began.source_url,
		title: began.headline,
		body: began.body,
		ctwaClid: began.ctwa_clid,
		showAdAttribution: undefined,
	};
	return referralFrom(card, null) ?? productIn(product?.product_retailer_id);
}

function productIn(id: string | undefined): Referral | null {
	if (id === undefined) return null;
	const nothing = { sourceUrl: null, headline: null, body: null, clickId: null };
	return { sourceType: 'product', sourceId: id, ...nothing };
}
