/**
 * Cbot: the WhatsApp Business API as 360dialog serves it, in both hostings.
 * On premises: POST /v1/messages, PUT /v1/messages/{id} to mark as read, /v1/media, errors as
 * `{errors, meta}`. Cloud: POST /messages for both (with `messaging_product`), Graph-style errors.
 * Both: GET and POST /v1/configs/webhook, with headers of the user's choice sent on every callback.
 */
import { newCbotMessages } from './messages';
import { cbotDelivery } from './delivery';
import { fieldsOf, isWebhookUrl, textOf } from '../fields';
import type { Answer, ProviderRequest } from '../routes';
import { routes } from '../routes';
import type { SimulatedProvider, SimulationOptions, StoredMedium } from '../simulated-provider';
import { startSimulation } from '../simulated-provider';
import { newLedger } from '../whatsapp-ledger';

export type CbotHosting = 'onPremises' | 'cloud';

export interface CbotOptions extends SimulationOptions {
	hosting?: CbotHosting;
	apiKey?: string;
	/** The seed says API-KEY, its 360dialog original D360-API-KEY. */
	apiKeyHeader?: string;
	/** Whether the on-premises client honours `context` on sending, which is doubtful. */
	honoursContext?: boolean;
	/** Cloud: whether media are said to be at Meta's own host, as 360dialog does. */
	metaUrls?: boolean;
}

export interface SimulatedCbot extends SimulatedProvider {
	readonly id: 'cbot';
	readonly hosting: CbotHosting;
	readonly apiKeyHeader: string;
	readonly state: {
		apiKey: string;
		webhook: { url: string; headers: Record<string, string> } | null;
	};
	/** "If you generate a new API-KEY, the webhook URL for that number will be removed." */
	regenerateApiKey(): string;
}

export async function startCbot(options: CbotOptions = {}): Promise<SimulatedCbot> {
	const hosting = options.hosting ?? 'onPremises';
	const apiKeyHeader = options.apiKeyHeader ?? 'API-KEY';
	const state: SimulatedCbot['state'] = {
		apiKey: options.apiKey ?? 'cbot_test_key',
		webhook: null,
	};
	const whatsapp = newLedger();
	const media = new Map<string, StoredMedium>();
	const unknownMessages = new Set<string>();
	const error = hosting === 'cloud' ? cloudError : onPremisesError;
	let origin = '';
	const messages = newCbotMessages({
		hosting,
		whatsapp,
		media,
		unknownMessages,
		honoursContext: options.honoursContext ?? true,
		origin: () => origin,
		metaUrls: options.metaUrls ?? false,
		error,
	});

	const provider = await startSimulation(
		{
			id: 'cbot',
			basePath: '',
			routes: routes({
				'GET /v1/configs/webhook': () => ({
					status: 200,
					body: { url: state.webhook?.url ?? '' },
				}),
				'POST /v1/configs/webhook': setWebhook,
				...messages.routes,
			}),
			guard: ({ headers }) =>
				headers[apiKeyHeader.toLowerCase()] === state.apiKey ? null : unauthorized(),
			policy: cbotDelivery,
			whatsapp,
			media,
			unknownMessages,
			registered: () => (state.webhook ? [{ target: state.webhook, events: null }] : []),
			eventOf: () => null,
			error,
		},
		options,
	);
	origin = provider.baseUrl;
	return {
		...provider,
		id: 'cbot',
		hosting,
		apiKeyHeader,
		state,
		regenerateApiKey() {
			state.apiKey = `${state.apiKey}+`;
			state.webhook = null;
			return state.apiKey;
		},
	};

	/** How a webhook is taken away is not documented; an empty URL is 360dialog's way. */
	function setWebhook({ body }: ProviderRequest): Answer {
		const { url, headers } = fieldsOf(body);
		if (url === '') {
			state.webhook = null;
			return { status: 200, body: { url: '' } };
		}
		if (!isWebhookUrl(url)) return error(400, 'Parameter value is not valid: url');
		const entries = Object.entries(fieldsOf(headers));
		if (entries.some(([, value]) => textOf(value) === null)) {
			return error(400, 'Parameter value is not valid: headers');
		}
		state.webhook = { url, headers: Object.fromEntries(entries) as Record<string, string> };
		return { status: 200, body: { url, ...(entries.length > 0 ? { headers } : {}) } };
	}
}

/** The gateway's own answer, before either API is asked. */
function unauthorized(): Answer {
	const meta = { success: false, http_code: 401, developer_message: 'Invalid api key' };
	return { status: 401, body: { meta } };
}

const ON_PREMISES_CODES: Record<number, [code: number, title: string]> = {
	400: [1009, 'Parameter value is not valid'],
	404: [1006, 'Resource not found'],
	413: [1009, 'Parameter value is not valid'],
	429: [471, 'Spam rate limit hit'],
	500: [1000, 'Generic error'],
};

function onPremisesError(status: number, details: string): Answer {
	const [code, title] = ON_PREMISES_CODES[status] ?? [1000, 'Generic error'];
	return {
		status,
		body: {
			errors: [{ code, title, details }],
			meta: { api_status: 'stable', version: '2.45.1' },
		},
	};
}

function cloudError(status: number, details: string): Answer {
	const code = status === 404 ? 131009 : status === 429 ? 130429 : 100;
	return {
		status: status === 404 ? 400 : status,
		body: {
			error: {
				message: `(#${code}) ${details}`,
				type: 'OAuthException',
				code,
				error_data: { messaging_product: 'whatsapp', details },
				fbtrace_id: 'AAAAAAAAAAAAAAAAAAAAAAA',
			},
		},
	};
}
