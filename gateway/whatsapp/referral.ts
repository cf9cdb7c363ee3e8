/**
 * The advertisement or post a chat began from, as WhatsApp itself writes it (WAProto
 * `ExternalAdReplyInfo`) and those that hand it on.
 */
import type * as z from 'zod/v4';

import { flag, orNull, text } from '../payload/schema';
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

type Origin = 'ad' | 'post';

/** WhatsApp's own words for where somebody came from: "ctwa_ad", "FB_Ads", "FB_Post". */
export function originIn(source: string | undefined): Origin | null {
	const word = /(?:^|_)(ad|post)s?$/i.exec(source ?? '')?.[1]?.toLowerCase();
	return word === 'ad' || word === 'post' ? word : null;
}

/** `origin`: what is said besides the card. Null: there is no card, and nothing is said. */
export function referralFrom(card: AdCard | undefined, origin: Origin | null): Referral | null {
	const shown = {
		sourceId: orNull(card?.sourceId),
		sourceUrl: orNull(card?.sourceUrl),
		headline: orNull(card?.title),
		body: orNull(card?.body),
		clickId: orNull(card?.ctwaClid),
	};
	if (Object.values(shown).every((value) => value === null)) {
		return origin && { sourceType: origin, ...shown };
	}
	const said = card?.sourceType?.toLowerCase();
	if (said === 'ad' || said === 'post' || said === 'product') return { sourceType: said, ...shown };
	const isAd =
		shown.sourceId !== null || shown.clickId !== null || card?.showAdAttribution === true;
	return { sourceType: origin ?? (isAd ? 'ad' : 'other'), ...shown };
}
