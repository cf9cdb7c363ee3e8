/**
 * WSAPI in three editions. `cloud`: webhook settings under /account/instances with the customer
 * key. `selfHosted`: the open server, the same under /admin/instances with the admin key. `v1`: the
 * API of 2025, where mark-as-read is PUT (POST is 405) and the webhook has a static header instead
 * of a signature. Facts: the open server's OpenAPI and handlers, and docs.wsapi.chat for the cloud.
 */
import { realClock } from '../clock';
import type { Delivery } from '../delivery';
import { wsapiCloudDelivery, wsapiSelfHostedDelivery } from './delivery';
import type { EventStream, EventStreamOptions } from '../event-stream';
import { newEventStream } from '../event-stream';
import { fieldsOf, textOf } from '../fields';
import type { Answer, ProviderRequest, Route } from '../routes';
import { routes } from '../routes';
import type { SimulatedProvider, SimulationOptions, StoredMedium } from '../simulated-provider';
import { startSimulation } from '../simulated-provider';
import { newLedger } from '../whatsapp-ledger';
import { newWsapiInstances, SESSION_EVENTS } from './instances';
import { newWsapiMessages } from './messages';

const STREAM = 'GET /events/stream';

export type WsapiEdition = 'cloud' | 'selfHosted' | 'v1';

/** What the instance has on record, under names that fit all three editions. */
export interface WsapiInstance {
	id: string;
	apiKey: string;
	webhookUrl: string | null;
	signingSecret: string | null;
	/** Empty: all events. Session events come whatever the list says. */
	eventFilters: string[];
	historySync: boolean;
	/** Server-sent events instead of webhooks (cloud, v1). */
	pullMode: boolean;
	/** The static header of v1. */
	authHeader: { name: string; value: string } | null;
	isConnected: boolean;
	/** False: no phone is paired, and all but the session calls answer 409. */
	isLoggedIn: boolean;
}

export interface WsapiOptions extends SimulationOptions {
	edition?: WsapiEdition;
	apiKey?: string;
	/** The customer key (cloud) or the admin key (self-hosted). */
	accountKey?: string;
	instanceId?: string;
	/** Self-hosted with one fixed instance: no `X-Instance-Id`, no admin calls. */
	single?: boolean;
	/** The event stream: signs of life, ids, `retry:`. */
	stream?: EventStreamOptions;
	/**
	 * Stream and webhook at once, as the blog article has it ("You can use both simultaneously"). By
	 * the documentation of the cloud it is one or the other: `pullMode`.
	 */
	bothWays?: boolean;
	/**
	 * Whether PUT of the cloud's settings replaces them or merges into them, which is not
	 * documented. The harsher reading is the default. (Self-hosted replaces: from its code.)
	 */
	settingsPut?: 'replace' | 'merge';
}

export interface SimulatedWsapi extends SimulatedProvider {
	readonly id: 'wsapi';
	readonly edition: WsapiEdition;
	readonly accountKey: string;
	readonly instance: WsapiInstance;
	/** What hangs on `GET /events/stream`. The open server has none. */
	readonly stream: EventStream;
	/** As `emit`, the event in the shape of the article's browser sample: its name is the stream's. */
	emitNamed(payload: { event: string; data: unknown }): Delivery[];
}

export async function startWsapi(options: WsapiOptions = {}): Promise<SimulatedWsapi> {
	const edition = options.edition ?? 'cloud';
	const accountKey = options.accountKey ?? 'ck_test_wsapi';
	const instance: WsapiInstance = {
		id: options.instanceId ?? 'ins_AAAA',
		apiKey: options.apiKey ?? 'sk_test_wsapi',
		webhookUrl: null,
		signingSecret: null,
		eventFilters: [],
		historySync: false,
		pullMode: false,
		authHeader: null,
		isConnected: true,
		isLoggedIn: true,
	};
	const stream = newEventStream({ clock: options.clock ?? realClock, ...options.stream });
	const whatsapp = newLedger();
	const media = new Map<string, StoredMedium>();
	const instances = newWsapiInstances({
		edition,
		instance,
		settingsPut: options.settingsPut ?? 'replace',
		error,
	});
	const messages = newWsapiMessages({ edition, whatsapp, media, error });
	const policyOf = edition === 'selfHosted' ? wsapiSelfHostedDelivery : wsapiCloudDelivery;

	const provider = await startSimulation(
		{
			id: 'wsapi',
			basePath: '',
			ignoresContentType: true,
			// The server's router matches the path as it stood on the wire and decodes nothing, so a
			// chat id whose "@" was sent as %40 has no "@" and is refused.
			rawSegments: true,
			routes: routes({
				'GET /health': () => ({ status: 200, body: { status: 'ok' } }),
				'GET /session/status': sessionStatus,
				...(edition === 'selfHosted' ? {} : { [STREAM]: stream.answer }),
				...(options.single ? {} : instances.routes),
				...messages.routes,
			}),
			guard,
			policy: policyOf(instance.id),
			whatsapp,
			media,
			unknownMessages: new Set(),
			registered() {
				const { webhookUrl: url, signingSecret, authHeader, eventFilters } = instance;
				if (!url || (instance.pullMode && !options.bothWays)) return [];
				const target = {
					url,
					...(signingSecret ? { secret: signingSecret } : {}),
					...(authHeader ? { headers: { [authHeader.name]: authHeader.value } } : {}),
				};
				const events = eventFilters.length > 0 ? [...eventFilters, ...SESSION_EVENTS] : null;
				return [{ target, events }];
			},
			eventOf: (payload) => textOf(fieldsOf(payload)['eventType']),
			error,
		},
		options,
	);
	const streams = () => instance.pullMode || options.bothWays;
	return {
		...provider,
		id: 'wsapi',
		edition,
		accountKey,
		instance,
		stream,
		emit(payload) {
			if (streams()) stream.send({ data: JSON.stringify(payload) });
			return provider.emit(payload);
		},
		emitNamed(payload) {
			const { event: name, data } = payload;
			if (streams()) stream.send({ name, data: JSON.stringify(data) });
			return provider.emit(payload);
		},
	};

	/** The order is the server's: which instance, does it exist, is it your key, is it paired. */
	function guard({ headers, query }: ProviderRequest, route: Route | null): Answer | null {
		if (!route || route.name === 'GET /health') return null;
		if (route.name === STREAM) {
			// The SDKs: headers. The article: the query. Never one half each.
			const byHeaders = headers['x-api-key'] !== undefined;
			const given = byHeaders
				? [headers['x-api-key'], headers['x-instance-id']]
				: [query.get('token'), query.get('instanceId')];
			const isRight = given[0] === instance.apiKey && given[1] === instance.id;
			return isRight ? null : error(401, 'unauthorized');
		}
		const key = headers['x-api-key'];
		if (instances.isAccountRoute(route.name)) {
			return key === accountKey ? null : error(401, 'unauthorized');
		}
		if (!options.single) {
			const id = headers['x-instance-id'];
			if (!id) return error(400, 'missing X-Instance-Id header');
			if (id !== instance.id) return error(404, 'instance not found');
		}
		if (key !== instance.apiKey) return error(401, 'unauthorized');
		const needsPhone = !route.name.includes(' /session/') && !route.name.includes(' /instance/');
		return needsPhone && !instance.isLoggedIn ? error(409, 'device not paired') : null;
	}

	function sessionStatus(): Answer {
		const { isConnected, isLoggedIn } = instance;
		const deviceId = isLoggedIn ? '15550009999:12@s.whatsapp.net' : '';
		return edition === 'v1'
			? { status: 200, body: { connected: isConnected, loggedIn: isLoggedIn, deviceId } }
			: { status: 200, body: { isConnected, isLoggedIn, deviceId } };
	}
}

function error(status: number, detail: string): Answer {
	return { status, body: { status, detail } };
}
