/**
 * Evolution signs nothing. It sends headers of our choice, or instead of the header `jwt_key` a
 * token signed with its value, valid for ten minutes and made once for all re-sends of a delivery
 * (v2.3.7, webhook.controller.ts).
 */
import { bearerToken } from '../../verification/jwt';
import { urlOrHeaderSecret } from '../../verification/secret';
import type { Verify } from '../../verification/verification';

export const verify: Verify = (delivery, secret) => {
	const bySecret = urlOrHeaderSecret(delivery, secret);
	if (bySecret.ok || delivery.headers.authorization === undefined) return bySecret;
	return bearerToken(delivery, secret);
};
