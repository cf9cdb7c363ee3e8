/**
 * What a chat began from: an advertisement or a post (WhatsApp Web keeps it in `ctwaContext`, a phone
 * in `externalAdReply`), or the product somebody asks about, which is then what they quote.
 */
import type * as z from 'zod/v4';

import { id, lenient, orNull, part, text } from '../../payload/schema';
import type { Referral } from '../../event';
import { AD_CARD, originIn, referralFrom } from '../../whatsapp/referral';

const advertisement = part({
	...AD_CARD,
	/** The words of the advertisement, which phones call its body. */
	description: text,
	conversionSource: text,
	/** What the business is set to greet those with who come from it. */
	greetingMessageBody: text,
});
type Advertisement = NonNullable<z.output<typeof advertisement>>;

/** The fields of a message that say what its chat began from. */
export const REFERRAL_FIELDS = {
	ctwaContext: advertisement,
	externalAdReply: advertisement,
	/** "ctwa_ad" also of what came from an advertisement that nothing more is told of. */
	entryPointConversionSource: text,
};

/** The fields of a quoted message that say which product it shows. */
export const PRODUCT_FIELDS = { productId: lenient(id), title: text, description: text, url: text };
type Product = z.output<z.ZodObject<typeof PRODUCT_FIELDS>>;

export function referralOf(message: {
	ctwaContext?: Advertisement | undefined;
	externalAdReply?: Advertisement | undefined;
	entryPointConversionSource?: string | undefined;
	quotedMsg?: (Product & { type?: string | undefined }) | undefined;
}): Referral | null {
	const shown = message.ctwaContext ?? message.externalAdReply;
	const card = shown && { ...shown, body: shown.description ?? shown.body };
	const origin = originIn(shown?.conversionSource) ?? originIn(message.entryPointConversionSource);
	return referralFrom(card, origin) ?? productIn(message.quotedMsg);
}

/** Who writes from a product's page quotes the product. */
function productIn(quoted: Parameters<typeof referralOf>[0]['quotedMsg']): Referral | null {
	if (quoted?.type !== 'product' || quoted.productId === undefined) return null;
	return {
		sourceType: 'product',
		sourceId: quoted.productId,
		sourceUrl: orNull(quoted.url),
		headline: orNull(quoted.title),
		body: orNull(quoted.description),
		clickId: null,
	};
}
