/** The advertisement, post or product a chat began from. Source: WAProto `ContextInfo`. */
import * as z from 'zod/v4';

import { orNull, text } from '../../payload/schema';
import type { Referral } from '../../event';
import { originIn, referralFrom } from '../../whatsapp/referral';
import { unwrap } from './unwrap';
import type { Content, ContextInfo } from './wire';

type Context = NonNullable<ContextInfo>;

export function referralOf(context: Context, quotedMessage: Content | undefined): Referral | null {
	const { externalAdReply, quotedAd } = context;
	const answered = quotedAd && { title: quotedAd.advertiserName, body: quotedAd.caption };
	return (
		referralFrom(externalAdReply, originOf(context)) ??
		referralFrom(answered, answered ? 'ad' : null) ??
		(quotedMessage ? productIn(quotedMessage) : null)
	);
}

/**
 * Newer versions of WhatsApp can send nothing of an advertisement but a sealed payload: then it is
 * known that there was one, and no more (Baileys issue 2354). That payload is no click id.
 */
function originOf({ conversionSource, entryPointConversionSource, ctwaPayload }: Context) {
	const said = originIn(conversionSource) ?? originIn(entryPointConversionSource);
	return said ?? (ctwaPayload ? 'ad' : null);
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
