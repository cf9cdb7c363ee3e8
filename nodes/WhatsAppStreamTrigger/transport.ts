/** The stream's request, sent by n8n: through the proxy and by the rules of this n8n. */
import type { ITriggerFunctions } from 'n8n-workflow';

import type { OpenStream } from '../../gateway';
import { noAnswer } from '../shared/host/transport';

interface Answer {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: AsyncIterable<Uint8Array>;
}

export function openBy(context: ITriggerFunctions): OpenStream {
	return async ({ url, headers }, signal) => {
		try {
			const answer = (await context.helpers.httpRequest({
				method: 'GET',
				url,
				headers: { ...headers },
				encoding: 'stream',
				abortSignal: signal,
				// Statuses are the gateway's to judge, and a key must not follow a redirect elsewhere.
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
			})) as Answer;
			return { status: answer.statusCode, headers: answer.headers, body: answer.body };
		} catch (error) {
			throw noAnswer(error);
		}
	};
}
