/**
 * What a chat began from: an advertisement or a post (`referral`), or the product somebody asks about
 * (`context.referred_product`). Source: Meta's webhook reference, messages/text (2026).
 */
import { lenient, id, orNull, part, text } from '../../border';
import type { Referral } from '../../event';

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
	const said = {
		sourceId: orNull(began?.source_id),
		sourceUrl: orNull(began?.source_url),
		headline: orNull(began?.headline),
		body: orNull(began?.body),
		clickId: orNull(began?.ctwa_clid),
	};
	if (Object.values(said).some((field) => field !== null)) {
		const type = began?.source_type;
		return { sourceType: type === 'ad' || type === 'post' ? type : 'other', ...said };
	}
	const sourceId = orNull(product?.product_retailer_id);
	return sourceId === null ? null : { ...said, sourceType: 'product', sourceId };
}
