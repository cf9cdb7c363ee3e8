/**
 * What a chat began from: an advertisement or a post (WhatsApp Web keeps it in `ctwaContext`, a phone
 * in `externalAdReply`), or the product somebody asks about, which is then what they quote.
 */
import type * as z from 'zod/v4';

import { id, lenient, orNull, part, text } from '../../border';
import type { Referral } from '../../event';

const advertisement = part({
	conversionSource: text,
	sourceType: text,
	sourceId: lenient(id),
	sourceUrl: text,
	title: text,
	description: text,
	body: text,
	ctwaClid: text,
	/** What the business is set to greet those with who come from it. */
	greetingMessageBody: text,
});

/** The fields of a message that say what its chat began from. */
export const REFERRAL_FIELDS = { ctwaContext: advertisement, externalAdReply: advertisement };

/** The fields of a quoted message that say which product it shows. */
export const PRODUCT_FIELDS = { productId: lenient(id), title: text, description: text, url: text };

type Advertisement = NonNullable<z.output<typeof advertisement>>;
type Product = z.output<z.ZodObject<typeof PRODUCT_FIELDS>>;

export function referralOf(message: {
	ctwaContext?: Advertisement | undefined;
	externalAdReply?: Advertisement | undefined;
	quotedMsg?: (Product & { type?: string | undefined }) | undefined;
}): Referral | null {
	const shown = message.ctwaContext ?? message.externalAdReply;
	const began = shown && whatWasShown(shown);
	if (began) return began;
	const product = message.quotedMsg;
	if (product?.type !== 'product' || product.productId === undefined) return null;
	return {
		sourceType: 'product',
		sourceId: product.productId,
		sourceUrl: orNull(product.url),
		headline: orNull(product.title),
		body: orNull(product.description),
		clickId: null,
	};
}

/** Null where there is a picture at most. */
function whatWasShown(shown: Advertisement): Referral | null {
	const said = {
		sourceId: orNull(shown.sourceId),
		sourceUrl: orNull(shown.sourceUrl),
		headline: orNull(shown.title),
		body: orNull(shown.description) ?? orNull(shown.body),
		clickId: orNull(shown.ctwaClid),
	};
	if (Object.values(said).every((field) => field === null)) return null;
	const isKnown = said.sourceId !== null || said.clickId !== null;
	return { sourceType: sourceOf(shown) ?? (isKnown ? 'ad' : 'other'), ...said };
}

/** `sourceType` says it in one word; older messages only where they come from: "FB_Ads", "FB_Post". */
function sourceOf({ sourceType, conversionSource }: Advertisement): 'ad' | 'post' | null {
	if (sourceType === 'ad' || sourceType === 'post') return sourceType;
	const origin = /(?:^|_)(ad|post)s?$/i.exec(conversionSource ?? '')?.[1];
	return origin === undefined ? null : origin.toLowerCase() === 'ad' ? 'ad' : 'post';
}
