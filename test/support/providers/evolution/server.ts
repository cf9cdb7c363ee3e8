/**
 * Evolution API v2, in the two versions in use: 2.3.7 and 2.4. Somebody's own server with instances,
 * of which this one has one. Source: its code (routes/, guards/, whatsapp.baileys.service.ts).
 */
import { evolutionDelivery, headersOf24 } from './delivery';
import { newEvolutionSending } from './sending';
import { newEvolutionWebhook } from './webhook';
import { fieldsOf, textOf } from '../fields';
import type { RateLimit } from '../rate-limit';
import { newRateLimiter } from '../rate-limit';
import { realClock } from '../clock';
import type { Answer, ProviderRequest, Route } from '../routes';
import { routes } from '../routes';
import type { SimulatedProvider, SimulationOptions, StoredMedium } from '../simulated-provider';
import { startSimulation } from '../simulated-provider';
import { newLedger } from '../whatsapp-ledger';

export interface EvolutionOptions extends SimulationOptions {
	version?: '2.3.7' | '2.4.0';
	/** The instance's own key. */
	apiKey?: string;
	/** AUTHENTICATION_API_KEY: the server's, good for every instance. */
	globalKey?: string;
	instance?: string;
	/** Whether the licence that 2.4 wants is activated. */
	isActivated?: boolean;
	/** The server has none; a proxy before it can. */
	rateLimit?: RateLimit;
}

export interface SimulatedEvolution extends SimulatedProvider {
	readonly id: 'evolution';
	readonly apiKey: string;
	readonly globalKey: string;
	readonly instance: string;
	/** `connection` is absent for an instance that was not started. */
	readonly state: { connection: 'open' | 'connecting' | 'close' | undefined; isActivated: boolean };
	readonly webhook: ReturnType<typeof newEvolutionWebhook>['state'];
	/** Numbers nobody has on WhatsApp. */
	readonly strangers: Set<string>;
}

export async function startEvolution(options: EvolutionOptions = {}): Promise<SimulatedEvolution> {
	const version = options.version ?? '2.3.7';
	const apiKey = options.apiKey ?? 'B6D711FCDE4D4FD5936544120E713976';
	const globalKey = options.globalKey ?? 'global-key-of-the-evolution-server';
	const instance = options.instance ?? 'shop';
	const state: SimulatedEvolution['state'] = {
		connection: 'open',
		isActivated: options.isActivated ?? true,
	};
	const limiter = newRateLimiter(options.rateLimit ?? null, options.clock ?? realClock);
	const whatsapp = newLedger();
	const media = new Map<string, StoredMedium>();
	const unknownMessages = new Set<string>();
	const strangers = new Set<string>();
	const webhook = newEvolutionWebhook(version, error);
	const isConnected = () => state.connection === 'open';
	const sending = newEvolutionSending({
		version,
		whatsapp,
		media,
		unknownMessages,
		strangers,
		isConnected,
		error,
	});

	const provider = await startSimulation(
		{
			id: 'evolution',
			basePath: '',
			routes: routes({
				'GET /instance/connectionState/:instance': () => ({
					status: 200,
					body: { instance: { instanceName: instance, state: state.connection } },
				}),
				'GET /webhook/find/:instance': webhook.find,
				'POST /webhook/set/:instance': webhook.set,
				'POST /message/sendText/:instance': sending.sendText,
				'POST /message/sendMedia/:instance': sending.sendMedia,
				'POST /message/sendSticker/:instance': sending.sendSticker,
				'POST /message/sendWhatsAppAudio/:instance': sending.sendWhatsAppAudio,
				'POST /message/sendLocation/:instance': sending.sendLocation,
				'POST /message/sendReaction/:instance': sending.sendReaction,
				'POST /chat/sendPresence/:instance': sending.sendPresence,
				'POST /chat/markMessageAsRead/:instance': sending.markMessageAsRead,
				'POST /chat/getBase64FromMediaMessage/:instance': sending.getBase64FromMediaMessage,
			}),
			guard,
			policy: {
				...evolutionDelivery(options.random ?? Math.random),
				...(version === '2.4.0' ? { headers: headersOf24(instance) } : {}),
			},
			whatsapp,
			media,
			unknownMessages,
			registered: webhook.registered,
			eventOf,
			error,
		},
		options,
	);
	return {
		...provider,
		id: 'evolution',
		apiKey,
		globalKey,
		instance,
		state,
		webhook: webhook.state,
		strangers,
	};

	/** The licence comes first, then the instance, and the key last. */
	function guard({ method, path, params, headers }: ProviderRequest, route: Route | null) {
		if (!state.isActivated) return notActivated(headers.host ?? '');
		if (!route) return error(404, `Cannot ${method} ${path}`);
		const named = params['instance'] ?? '';
		if (named !== instance) return error(404, `The "${named}" instance does not exist`);
		const key = headers['apikey'];
		// Not a list here, unlike everywhere else.
		if (key !== apiKey && key !== globalKey) return errorOf(401, 'Unauthorized');
		const retryAfter = limiter.count();
		if (retryAfter === null) return null;
		return { ...error(429, 'Too Many Requests'), headers: { 'retry-after': String(retryAfter) } };
	}
}

/** "messages.upsert" is MESSAGES_UPSERT among the events that can be asked for. */
function eventOf(payload: unknown): string | null {
	return textOf(fieldsOf(payload)['event'])?.replace(/[.-]/g, '_').toUpperCase() ?? null;
}

function notActivated(host: string): Answer {
	const page = `http://${host}/manager/login`;
	return {
		status: 503,
		body: {
			error: 'service not activated',
			code: 'LICENSE_REQUIRED',
			register_url: page,
			instance_id: '00000000-0000-4000-8000-000000000002',
			message: `This Evolution API instance is not activated. Open ${page} to activate.`,
		},
	};
}

const TITLES: Record<number, string> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	404: 'Not Found',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
};

function error(status: number, ...reasons: unknown[]): Answer {
	return errorOf(status, reasons);
}

function errorOf(status: number, message: unknown): Answer {
	return { status, body: { status, error: TITLES[status] ?? 'Error', response: { message } } };
}
