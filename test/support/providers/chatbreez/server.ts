/**
 * ChatBreez. Its published outbound API is one URL: POST /whatsapp/send-text/{instance} with
 * `X-API-Key`, answering 201, 400, 401 or 500. Bodies are Evolution v2's, which it is built on.
 * There is no mark-as-read, no status call and no webhook API: those paths are 404 here.
 */
import { isWebhookUrl, fieldsOf, textOf } from '../fields';
import { chatBreezDelivery } from './delivery';
import { routes } from '../routes';
import type { Answer, ProviderRequest } from '../routes';
import type { SimulatedProvider, SimulationOptions } from '../simulated-provider';
import { startSimulation } from '../simulated-provider';
import { newLedger, sentMessage } from '../whatsapp-ledger';

export interface ChatBreezOptions extends SimulationOptions {
	apiKey?: string;
	instance?: string;
}

export interface SimulatedChatBreez extends SimulatedProvider {
	readonly id: 'chatbreez';
	readonly apiKey: string;
	readonly instance: string;
	/** Whether the instance is connected to WhatsApp. */
	readonly state: { connected: boolean };
	/** What the user does on the instance's page; throws as the page refuses. */
	readonly dashboard: { saveWebhook(url: string): void; removeWebhook(): void };
}

export async function startChatBreez(options: ChatBreezOptions = {}): Promise<SimulatedChatBreez> {
	const apiKey = options.apiKey ?? 'cb_test_key';
	const instance = options.instance ?? 'shop-main';
	const state = { connected: true };
	const whatsapp = newLedger();
	const unknownMessages = new Set<string>();
	let webhookUrl: string | null = null;

	const provider = await startSimulation(
		{
			id: 'chatbreez',
			basePath: '',
			routes: routes({ 'POST /whatsapp/send-text/:instance': sendText }),
			guard: ({ headers }) => (headers['x-api-key'] === apiKey ? null : error(401, 'Unauthorized')),
			policy: chatBreezDelivery(options.random ?? Math.random),
			whatsapp,
			media: new Map(),
			unknownMessages,
			registered: () => (webhookUrl ? [{ target: { url: webhookUrl }, events: null }] : []),
			eventOf: (payload) => textOf(fieldsOf(payload)['event']),
			error,
		},
		options,
	);
	return {
		...provider,
		id: 'chatbreez',
		apiKey,
		instance,
		state,
		dashboard: {
			saveWebhook(url) {
				if (!isWebhookUrl(url)) throw new Error('The webhook URL must start with https://');
				webhookUrl = url;
			},
			removeWebhook() {
				webhookUrl = null;
			},
		},
	};

	function sendText({ params, body }: ProviderRequest): Answer {
		if (params['instance'] !== instance) {
			return error(404, `The "${params['instance']}" instance does not exist`);
		}
		const { number, text, quoted } = fieldsOf(body);
		const missing = [
			...(textOf(number) ? [] : ['instance requires property "number"']),
			...(textOf(text) ? [] : ['instance requires property "text"']),
			...(quoted === undefined || textOf(quotedKey(quoted)['id'])
				? []
				: ['quoted.key requires property "id"']),
		];
		if (missing.length > 0) return error(400, ...missing);
		if (!state.connected) return error(500, 'Connection Closed');

		const id = whatsapp.nextId();
		const remoteJid = jidOf(String(number));
		whatsapp.sent.push(
			sentMessage({ id, chatId: remoteJid, text: String(text), quotedId: quotedId(quoted) }),
		);
		return {
			status: 201,
			body: {
				key: { remoteJid, fromMe: true, id },
				pushName: '',
				status: 'PENDING',
				message: { conversation: text },
				messageType: 'conversation',
				messageTimestamp: Math.floor(Date.now() / 1000),
				instanceId: '00000000-0000-4000-8000-000000000001',
				source: 'unknown',
			},
		};
	}

	/** Without the original's content, an original the server does not have is silently not quoted. */
	function quotedId(quoted: unknown): string | null {
		const id = textOf(quotedKey(quoted)['id']);
		const carriesOriginal = fieldsOf(quoted)['message'] !== undefined;
		return id !== null && unknownMessages.has(id) && !carriesOriginal ? null : id;
	}
}

function quotedKey(quoted: unknown): Record<string, unknown> {
	return fieldsOf(fieldsOf(quoted)['key']);
}

/** Evolution: a JID stands; digits become a person's, 18 and more a group's. */
function jidOf(number: string): string {
	if (number.includes('@')) return number;
	const digits = number.replace(/\D/g, '');
	return digits.length >= 18 ? `${digits}@g.us` : `${digits}@s.whatsapp.net`;
}

const TITLES: Record<number, string> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	404: 'Not Found',
	405: 'Method Not Allowed',
	413: 'Payload Too Large',
	500: 'Internal Server Error',
};

/** ChatBreez publishes no error body; this is Evolution's. */
function error(status: number, ...message: string[]): Answer {
	return {
		status,
		body: { status, error: TITLES[status] ?? 'Error', response: { message } },
	};
}
