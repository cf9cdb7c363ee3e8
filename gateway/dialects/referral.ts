/**
 * The advertisement or post a chat began from, as WhatsApp itself writes it (WAProto
 * `ExternalAdReplyInfo`) and those that hand it on.
 */
import type * as z from 'zod/v4';

import { flag, orNull, text } from '../border';
import type { Referral } from '../event';

/** What WhatsApp shows of it above the person's first message. */
export const AD_CARD = {
	title: text,
	body: text,
	sourceType: text,
	sourceId: text,
	sourceUrl: text,
	ctwaClid: text,
	showAdAttribution: flag,
};
type AdCard = z.output<z.ZodObject<typeof AD_CARD>>;

/** WhatsApp's own words for a click on an advertisement ("click to WhatsApp"). */
const AD_SOURCES: ReadonlySet<string> = new Set(['ctwa_ad', 'FB_Ads']);

export function namesAd(source: string | undefined): boolean {
	return source !== undefined && AD_SOURCES.has(source);
}

/** `fromAd`: something beside the card says that it was an advertisement. Null: nothing says so. */
export function referralFrom(card: AdCard | undefined, fromAd: boolean): Referral | null {
	const shown = {
		sourceId: orNull(card?.sourceId),
		sourceUrl: orNull(card?.sourceUrl),
		headline: orNull(card?.title),
		body: orNull(card?.body),
		clickId: orNull(card?.ctwaClid),
	};
	const isEmpty = Object.values(shown).every((value) => value === null);
	return isEmpty && !fromAd ? null : { sourceType: sourceOf(card, fromAd), ...shown };
}

function sourceOf(card: AdCard | undefined, fromAd: boolean): Referral['sourceType'] {
	const said = card?.sourceType?.toLowerCase();
	if (said === 'ad' || said === 'post' || said === 'product') return said;
	return fromAd || card?.ctwaClid || card?.showAdAttribution ? 'ad' : 'other';
}
