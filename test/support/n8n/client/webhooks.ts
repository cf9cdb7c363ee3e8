import type { INode } from 'n8n-workflow';
import { until } from '../../until';

/** Where a trigger listens. `path` is what its description says under `webhooks`. */
export interface WebhookAddress {
	node: Pick<INode, 'name' | 'webhookId'>;
	path?: string;
}

/** The address that the provider calls while the workflow is published. */
export function productionUrl(baseUrl: string, address: WebhookAddress): string {
	return webhookUrl(`${baseUrl}/webhook`, address);
}

/** The address that answers while the editor listens for a test event. */
export function testUrl(baseUrl: string, address: WebhookAddress): string {
	return webhookUrl(`${baseUrl}/webhook-test`, address);
}

function webhookUrl(root: string, { node, path = 'webhook' }: WebhookAddress): string {
	if (!node.webhookId) {
		throw new Error(`The node "${node.name}" has no webhookId, so nobody knows its address.`);
	}
	return `${root}/${node.webhookId}/${path}`;
}

/**
 * The methods n8n serves at a webhook address now. It is the question a browser asks before a
 * cross-origin request: n8n answers it from its list of webhooks, without running the node.
 */
export async function registeredMethods(url: string): Promise<string[]> {
	const answer = await fetch(url, {
		method: 'OPTIONS',
		headers: { origin: 'http://127.0.0.1' },
		signal: AbortSignal.timeout(10_000),
	});
	await answer.arrayBuffer();
	if (!answer.ok) return [];
	const allowed = answer.headers.get('access-control-allow-methods') ?? '';
	return allowed.split(', ').filter((method) => method && method !== 'OPTIONS');
}

export interface WaitForWebhook {
	/** Default POST. */
	method?: string;
	/** In milliseconds, default 30 s. */
	timeoutMs?: number;
}

/** Waits until n8n serves the address. It creates no execution and calls no node. */
export async function waitForWebhook(url: string, options: WaitForWebhook = {}): Promise<void> {
	const method = options.method ?? 'POST';
	await until(async () => (await registeredMethods(url)).includes(method), {
		what: `n8n to serve ${method} ${url}`,
		timeoutMs: options.timeoutMs ?? 30_000,
	});
}

/** The opposite: waits until n8n serves nothing at the address any more. */
export async function waitForNoWebhook(url: string, timeoutMs = 30_000): Promise<void> {
	await until(async () => (await registeredMethods(url)).length === 0, {
		what: `n8n to stop serving ${url}`,
		timeoutMs,
	});
}
