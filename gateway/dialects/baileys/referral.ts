/** The advertisement, post or product a chat began from. Source: WAProto `ContextInfo`. */
import * as z from 'zod/v4';

import { orNull, text } from '../../border';
import type { Referral } from '../../event';
import { unwrap } from './unwrap';
import type { Content, ContextInfo } from './wire';

type Context = NonNullable<ContextInfo>;

const EMPTY: Omit<Referral, 'sourceType'> = {
	sourceId: null,
	sourceUrl: null,
	headline: null,
	body: null,
	clickId: null,
};

/**
 * Newer versions of WhatsApp can send nothing of an advertisement but a sealed payload: then it is
 * known that there was one, and no more. That payload is no click id.
 */
export function referralOf(context: Context, quotedMessage: Content | undefined): Referral | null {
	const { externalAdReply: card, quotedAd } = context;
	const shown = card && {
		sourceId: orNull(card.sourceId),
		sourceUrl: orNull(card.sourceUrl),
		headline: orNull(card.title),
		body: orNull(card.body),
		clickId: orNull(card.ctwaClid),
	};
	if (shown && Object.values(shown).some((value) => value !== null)) {
		return { sourceType: sourceOf(context), ...shown };
	}
	if (quotedAd && (quotedAd.advertiserName || quotedAd.caption)) {
		const { advertiserName, caption } = quotedAd;
		return {
			sourceType: 'ad',
			...EMPTY,
			headline: orNull(advertiserName),
			body: orNull(caption),
		};
	}
	if (isFromAd(context)) return { sourceType: 'ad', ...EMPTY };
	return quotedMessage ? productIn(quotedMessage) : null;
}

function sourceOf(context: Context): Referral['sourceType'] {
	const { sourceType = '', ctwaClid, showAdAttribution } = context.externalAdReply ?? {};
	const said = sourceType.toLowerCase();
	if (said === 'ad' || said === 'post' || said === 'product') return said;
	return ctwaClid || showAdAttribution || isFromAd(context) ? 'ad' : 'other';
}

/** The words WhatsApp itself uses for a click on an advertisement ("click to WhatsApp"). */
function isFromAd({ conversionSource, entryPointConversionSource, ctwaPayload }: Context): boolean {
	return (
		entryPointConversionSource === 'ctwa_ad' ||
		conversionSource === 'FB_Ads' ||
		(ctwaPayload !== undefined && ctwaPayload !== null && ctwaPayload !== '')
	);
}

const offered = z.object({
	productMessage: z.object({
		product: z.object({
			productId: text,
			retailerId: text,
			title: text,
			description: text,
			url: text,
		}),
	}),
});

/** Who writes from a product's page quotes the product. */
function productIn(quoted: Content): Referral | null {
	const parsed = offered.safeParse(unwrap(quoted).content);
	if (!parsed.success) return null;
	const { product } = parsed.data.productMessage;
	return {
		sourceType: 'product',
		sourceId: orNull(product.productId) ?? orNull(product.retailerId),
		sourceUrl: orNull(product.url),
		headline: orNull(product.title),
		body: orNull(product.description),
		clickId: null,
	};
}
