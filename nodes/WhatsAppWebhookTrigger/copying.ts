/**
 * While the editor listens to a trigger whose workflow is published, it gets a copy of each delivery
 * the published workflow receives, over this n8n's own server: the test webhook checks it as any
 * other, and the first event that is wanted ends the listening.
 */
import type { IWebhookFunctions } from 'n8n-workflow';

import { postToOwnServer, type OwnEnd } from '../shared/host/own-server';
import { logOf } from '../shared/host/log';
import { forgetListening, listeningOf } from './listening-state';
import { webhookUrlOf } from './registering';

/** Copies under way at a time, of all triggers: whoever waits for one event needs no burst. */
const MOST_AT_A_TIME = 20;

/** Of the connection, not of the delivery; and n8n's session, which the test need not know. */
const LEFT_OUT = new Set([
	'connection',
	'content-encoding',
	'content-length',
	'cookie',
	'expect',
	'keep-alive',
	'transfer-encoding',
	'upgrade',
]);

let underWay = 0;

/** Does not wait, and never throws: the delivery does not depend on what becomes of its copy. */
export function copyToEditor(context: IWebhookFunctions): void {
	const listening = listeningOf(context);
	if (!listening || context.getMode() === 'manual') return;
	const { socket, originalUrl, headers, rawBody } = context.getRequestObject();
	if (rawBody === undefined || underWay >= MOST_AT_A_TIME) return;
	underWay += 1;
	postToOwnServer(socket as OwnEnd, {
		path: testPath(originalUrl, webhookUrlOf(context), listening.testUrl),
		headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !LEFT_OUT.has(name))),
		body: rawBody,
	})
		.then((status) => {
			// Nobody listens any more, and this process was not told.
			if (status === 404 && listeningOf(context) === listening) forgetListening(context);
		})
		.catch((error: unknown) => {
			logOf(context).warn(
				`WhatsApp Webhook Trigger could not copy a delivery to the editor that listens: ${String(error)}`,
			);
		})
		.finally(() => (underWay -= 1));
}

/**
 * Where this server has the test webhook. A proxy in front of n8n may have taken a prefix off the
 * delivery's path; it would have done the same with the test URL's.
 */
function testPath(originalUrl: string, productionUrl: string, testUrl: string): string {
	const [served = '', query] = originalUrl.split('?', 2);
	const { pathname } = new URL(productionUrl);
	const prefix = pathname.endsWith(served) ? pathname.slice(0, -served.length) : '';
	const path = new URL(testUrl).pathname.slice(prefix.length);
	return query === undefined ? path : `${path}?${query}`;
}
