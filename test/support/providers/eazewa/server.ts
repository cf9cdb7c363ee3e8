/**
 * eazeWA, which is WaAPI: instances, client actions and webhook subscriptions.
 *
 * The traps are the point of this simulation. Every action answers HTTP 200: `status` says whether
 * the call reached the instance, `data.status` whether it was carried out, and only the latter is
 * authoritative (WaAPI OpenAPI v1.7.0; older answers had one level less). A chat id with the wrong
 * suffix is taken with success and reaches nobody.
 */
import { realClock } from '../clock';
import { eazeWaDelivery } from './delivery';
import { newEazeWaActions } from './actions';
import { isEventList, newEazeWaSubscriptions } from './subscriptions';
import { fieldsOf, isWebhookUrl, textOf, textsOf } from '../fields';
import type { RateLimit } from '../rate-limit';
import { newRateLimiter } from '../rate-limit';
import type { Answer, ProviderRequest } from '../routes';
import { routes } from '../routes';
import type {
	RegisteredWebhook,
	SimulatedProvider,
	SimulationOptions,
	StoredMedium,
} from '../simulated-provider';
import { startSimulation } from '../simulated-provider';
import { newLedger } from '../whatsapp-ledger';

export type EazeWaInstanceStatus =
	| 'booting'
	| 'loading_screen'
	| 'qr'
	| 'authenticated'
	| 'auth_failure'
	| 'ready'
	| 'disconnected';

export interface EazeWaInstance {
	id: number;
	name: string;
	owner: string;
	webhook_url: string | null;
	webhook_events: string[];
	is_trial: boolean;
	/** Not part of the instance's JSON; `GET .../client/status` tells it. */
	status: EazeWaInstanceStatus;
}

export interface EazeWaOptions extends SimulationOptions {
	apiKey?: string;
	instanceId?: number;
	/** Scopes of the token; managing webhooks needs `update`. */
	scopes?: ReadonlyArray<'read' | 'update'>;
	/** `flat` is the answer of OpenAPI v1.6.0, `nested` (default) the one of v1.7.0. */
	envelope?: 'nested' | 'flat';
	/** How an instance that is not connected shows: HTTP 200 with an error inside, or 409. */
	notReady?: 'error200' | 'conflict409';
	/** `none` is the API before subscriptions; `unlisted` has them without the list call. */
	subscriptions?: 'full' | 'unlisted' | 'none';
	/** WaAPI publishes no number, so there is no limit unless a test sets one. */
	rateLimit?: RateLimit;
}

export interface SimulatedEazeWa extends SimulatedProvider {
	readonly id: 'eazewa';
	readonly apiKey: string;
	readonly instance: EazeWaInstance;
	/** Webhook subscriptions by id. */
	readonly subscriptions: ReturnType<typeof newEazeWaSubscriptions>['all'];
}

export async function startEazeWa(options: EazeWaOptions = {}): Promise<SimulatedEazeWa> {
	const apiKey = options.apiKey ?? 'waapi_test_token';
	const scopes = options.scopes ?? ['read', 'update'];
	const limiter = newRateLimiter(options.rateLimit ?? null, options.clock ?? realClock);
	const instance: EazeWaInstance = {
		id: options.instanceId ?? 33,
		name: 'Shop',
		owner: 'owner@example.com',
		webhook_url: null,
		webhook_events: [],
		is_trial: false,
		status: 'ready',
	};
	const whatsapp = newLedger();
	const media = new Map<string, StoredMedium>();
	const unknownMessages = new Set<string>();
	const subscriptions = newEazeWaSubscriptions(error, invalid);
	const actions = newEazeWaActions({
		instance,
		whatsapp,
		media,
		unknownMessages,
		envelope: options.envelope ?? 'nested',
		notReady: options.notReady ?? 'error200',
		error,
		invalid,
	});

	const provider = await startSimulation(
		{
			id: 'eazewa',
			basePath: '/api/v1',
			routes: routes({
				'GET /instances': () => success({ instances: [instanceJson()] }),
				'GET /instances/:id': ofInstance(() => success({ instance: instanceJson() })),
				'PUT /instances/:id': ofInstance(needsUpdate(updateInstance)),
				...(options.subscriptions === 'none' || options.subscriptions === 'unlisted'
					? {}
					: { 'GET /instances/:id/webhooks': ofInstance(subscriptions.list) }),
				...(options.subscriptions === 'none'
					? {}
					: {
							'POST /instances/:id/webhooks': ofInstance(needsUpdate(subscriptions.create)),
							'DELETE /instances/:id/webhooks/:subscription': ofInstance(
								needsUpdate(subscriptions.remove),
							),
						}),
				'GET /instances/:id/client/status': ofInstance(() =>
					success({ clientStatus: clientStatus() }),
				),
				'GET /instances/:id/client/qr': ofInstance(clientQr),
				'GET /instances/:id/client/me': ofInstance(() =>
					success({
						me: {
							status: 'success',
							instanceId: String(instance.id),
							data: {
								displayName: 'Shop',
								contactId: '15550009999@c.us',
								formattedNumber: '+1 555-000-9999',
								profilePicUrl: null,
							},
						},
					}),
				),
				'POST /instances/:id/client/action/:action': ofInstance(actions.run),
			}),
			guard({ headers }) {
				if (headers.authorization !== `Bearer ${apiKey}`) return error(401, 'Unauthenticated.');
				const retryAfter = limiter.count();
				if (retryAfter === null) return null;
				return {
					...error(429, 'Too Many Attempts.'),
					headers: { 'retry-after': String(retryAfter) },
				};
			},
			policy: eazeWaDelivery,
			whatsapp,
			media,
			unknownMessages,
			registered: () => [...instanceWebhook(), ...subscriptions.webhooks()],
			eventOf: (payload) => textOf(fieldsOf(payload)['event']),
			error,
		},
		options,
	);
	return { ...provider, id: 'eazewa', apiKey, instance, subscriptions: subscriptions.all };

	function ofInstance(answer: (request: ProviderRequest) => Answer) {
		return (request: ProviderRequest): Answer =>
			request.params['id'] === String(instance.id)
				? answer(request)
				: error(404, 'Instance not found.');
	}

	function needsUpdate(answer: (request: ProviderRequest) => Answer) {
		return (request: ProviderRequest): Answer =>
			scopes.includes('update') ? answer(request) : error(403, 'Invalid ability provided.');
	}

	/** Sent as `webhook.url/events`, read back as `webhook_url/webhook_events`. */
	function updateInstance({ body }: ProviderRequest): Answer {
		const { name, webhook } = fieldsOf(body);
		const { url, events } = fieldsOf(webhook);
		if (url !== undefined && url !== null && !isWebhookUrl(url)) {
			return invalid({ 'webhook.url': 'The webhook.url field must be a valid URL.' });
		}
		if (events !== undefined && !isEventList(events)) {
			return invalid({ 'webhook.events': 'The selected webhook.events is invalid.' });
		}
		if (typeof name === 'string') instance.name = name;
		if (url !== undefined) instance.webhook_url = textOf(url);
		if (events !== undefined) instance.webhook_events = textsOf(events) ?? [];
		return success({ data: clientStatus() });
	}

	function clientQr(): Answer {
		if (instance.status !== 'qr') return error(409, 'The instance is not in QR status.');
		const data = { qr_code: 'data:image/png;base64,AAAA' };
		return success({ qrCode: { status: 'success', instanceId: String(instance.id), data } });
	}

	function instanceJson() {
		const { id, name, owner, webhook_url, webhook_events, is_trial } = instance;
		return { id, name, owner, webhook_url, webhook_events, is_trial };
	}

	function clientStatus() {
		return {
			status: 'success',
			instanceId: String(instance.id),
			name: instance.name,
			data: null,
			instanceStatus: instance.status,
			instanceWebhook: instance.webhook_url,
			instanceEvents: instance.webhook_events,
		};
	}

	/** An instance with a URL and no event subscribed gets nothing. */
	function instanceWebhook(): RegisteredWebhook[] {
		const url = instance.webhook_url;
		return url ? [{ target: { url }, events: instance.webhook_events }] : [];
	}
}

function success(content: Record<string, unknown>): Answer {
	return { status: 200, body: { ...content, links: {}, status: 'success' } };
}

function error(status: number, message: string): Answer {
	return { status, body: { message } };
}

/** 422, with the reasons per field. */
function invalid(reasons: Record<string, string>): Answer {
	const [message = 'The given data was invalid.'] = Object.values(reasons);
	const errors = Object.fromEntries(
		Object.entries(reasons).map(([field, reason]) => [field, [reason]]),
	);
	return { status: 422, body: { message, errors } };
}
