/**
 * The common base of the simulated providers: a small HTTP server on 127.0.0.1 that records every
 * request, answers by a provider's routes, goes wrong when a test asks it to, and pushes deliveries
 * by the provider's rules.
 *
 * Nothing here or beside it imports the product: these are an independent reading of the
 * providers' documentation, so that a misreading in an adapter shows as a disagreement.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from './clock';
import { realClock } from './clock';
import type { Delivery, DeliveryPolicy, Target } from './delivery';
import { startDelivery } from './delivery';
import type { Fault } from './faults';
import { faultAnswer, newFaultQueue } from './faults';
import type { Answer, ProviderRequest, Route } from './routes';
import { decodeSegment, findRoute } from './routes';
import type { WhatsAppLedger } from './whatsapp-ledger';

export interface RecordedRequest extends ProviderRequest {
	/** The route that took it ("POST /messages/text"), null when none did. */
	route: string | null;
	/** What was answered; null while there is no answer and when there never was one. */
	status: number | null;
}

export interface StoredMedium {
	bytes: Buffer;
	mimeType: string;
	fileName: string | null;
}

/** A webhook as the provider has it on record. */
export interface RegisteredWebhook {
	target: Target;
	/** The provider's own event names; null for all. */
	events: readonly string[] | null;
}

export interface SimulatedProvider {
	readonly id: string;
	/** What goes into the credential's base URL. */
	readonly baseUrl: string;
	readonly requests: RecordedRequest[];
	/** What reached WhatsApp. */
	readonly whatsapp: WhatsAppLedger;
	/** Downloadable media by the id the provider's download call takes. */
	readonly media: Map<string, StoredMedium>;
	/** Message ids WhatsApp does not know: what refers to one is refused where the provider does so. */
	readonly unknownMessages: Set<string>;
	readonly policy: DeliveryPolicy;
	failNext(fault: Fault): void;
	/** Requests a route has taken. */
	requestsOf(route: string): RecordedRequest[];
	/** The webhooks the provider has on record now. */
	registered(): RegisteredWebhook[];
	/** Something happens: every registered webhook that wants this event gets it. */
	emit(payload: unknown): Delivery[];
	/** One delivery to one place, registered or not. */
	deliver(payload: unknown, target: Target | string, options?: DeliverOptions): Delivery;
	/** Breaks all connections and takes no new ones, until `comeBack` on the same address. */
	goDown(): Promise<void>;
	comeBack(): Promise<void>;
	stop(): Promise<void>;
}

export interface DeliverOptions {
	/** Another envelope for each attempt, from its number (1 is the first). */
	payloadOf?: (attemptNumber: number) => unknown;
	/** Signs or addresses differently from the provider's rule. */
	policy?: Partial<DeliveryPolicy>;
}

export interface SimulationOptions {
	clock?: Clock;
	/** How long the provider waits for an answer to a delivery, real ms; its own figure if absent. */
	answerTimeoutMs?: number;
	/** Spreads delays where the provider does (ChatBreez). */
	random?: () => number;
}

/** A provider's particulars, for `startSimulation`. */
export interface Simulation {
	id: string;
	/** What the base URL has behind the host ("/v1"). */
	basePath: string;
	routes: Route[];
	/** Answers instead of any route, for instance with a 401; null lets the call pass. */
	guard: (request: ProviderRequest, route: Route | null) => Answer | null;
	policy: DeliveryPolicy;
	whatsapp: WhatsAppLedger;
	media: Map<string, StoredMedium>;
	unknownMessages: Set<string>;
	registered: () => RegisteredWebhook[];
	/** The name a webhook's event list knows this payload by; null when it has none. */
	eventOf: (payload: unknown) => string | null;
	/** The provider's error body. */
	error: (status: number, message: string) => Answer;
	/** JSON is parsed whatever the content type says (Go servers). */
	ignoresContentType?: boolean;
	/** Path segments reach the handlers as they stood on the wire. */
	rawSegments?: boolean;
}

const BODY_LIMIT_BYTES = 20 * 1024 * 1024;

export async function startSimulation(
	simulation: Simulation,
	options: SimulationOptions,
): Promise<SimulatedProvider> {
	const { whatsapp, media, unknownMessages, registered } = simulation;
	const clock = options.clock ?? realClock;
	const policy = {
		...simulation.policy,
		...(options.answerTimeoutMs ? { answerTimeoutMs: options.answerTimeoutMs } : {}),
	};
	const faults = newFaultQueue();
	const requests: RecordedRequest[] = [];
	const deliveries = new Set<Delivery>();
	const server = createServer((incoming, response) => {
		void serve(incoming, response).catch(() => response.destroy());
	});
	const listen = async (port: number) =>
		await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	await listen(0);
	const { port } = server.address() as AddressInfo;

	const provider: SimulatedProvider = {
		id: simulation.id,
		baseUrl: `http://127.0.0.1:${port}${simulation.basePath}`,
		requests,
		whatsapp,
		media,
		unknownMessages,
		policy,
		failNext: (fault) => faults.add(fault),
		requestsOf: (route) => requests.filter((request) => request.route === route),
		registered,
		emit(payload) {
			const event = simulation.eventOf(payload);
			return registered()
				.filter(({ events }) => !events || (event !== null && events.includes(event)))
				.map(({ target }) => provider.deliver(payload, target));
		},
		deliver(payload, target, { payloadOf, policy: changes } = {}) {
			const delivery = startDelivery({
				policy: { ...policy, ...changes },
				target: typeof target === 'string' ? { url: target } : target,
				bodyOf: (number) => bytesOf(payloadOf ? payloadOf(number) : payload),
				clock,
			});
			deliveries.add(delivery);
			void delivery.done.finally(() => deliveries.delete(delivery));
			return delivery;
		},
		async goDown() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		},
		comeBack: async () => await listen(port),
		async stop() {
			for (const delivery of deliveries) delivery.stop();
			await Promise.allSettled([...deliveries].map(({ done }) => done));
			await provider.goDown();
		},
	};
	return provider;

	async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
		const method = incoming.method ?? 'GET';
		const path = url.pathname.startsWith(simulation.basePath)
			? url.pathname.slice(simulation.basePath.length) || '/'
			: null;
		const decode = simulation.rawSegments ? (segment: string) => segment : decodeSegment;
		const match = path === null ? null : findRoute(simulation.routes, method, path, decode);
		const found = match === 'otherMethod' ? null : match;
		const rawBody = await readBody(incoming);
		const parsed = rawBody ? parse(incoming, rawBody) : {};
		const recorded: RecordedRequest = {
			method,
			path: path ?? url.pathname,
			query: url.searchParams,
			headers: incoming.headers,
			body: parsed.json,
			rawBody: rawBody ?? Buffer.alloc(0),
			params: found?.params ?? {},
			route: found?.route.name ?? null,
			status: null,
		};
		requests.push(recorded);

		const answered = () => {
			if (!rawBody) return simulation.error(413, 'Request payload too large');
			const refused = simulation.guard(recorded, found?.route ?? null);
			if (refused) return refused;
			if (match === 'otherMethod') return simulation.error(405, 'method not allowed');
			if (!found) return simulation.error(404, 'not found');
			if (parsed.invalid) return simulation.error(400, parsed.invalid);
			return found.route.answer(recorded);
		};

		const fault = faults.take(recorded.route);
		if (!fault) return send(answered());
		const effect = fault.afterEffect ? answered() : null;
		if (fault.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
		if (fault.kind === 'hang') return;
		if (fault.kind === 'drop') return void incoming.socket.destroy();
		return send(faultAnswer(fault) ?? effect ?? answered());

		function send(answer: Answer): void {
			recorded.status = answer.status;
			if (answer.keep) {
				response.writeHead(answer.status, answer.headers);
				return answer.keep(response);
			}
			const isFile = Buffer.isBuffer(answer.body);
			const body = isFile ? (answer.body as Buffer) : encode(answer.body);
			response.writeHead(answer.status, {
				...(body && !isFile ? { 'content-type': 'application/json' } : {}),
				...answer.headers,
			});
			response.end(body);
		}
	}

	function parse(incoming: IncomingMessage, rawBody: Buffer): { json?: unknown; invalid?: string } {
		if (rawBody.length === 0) return {};
		const isJson = (incoming.headers['content-type'] ?? '').includes('json');
		if (!isJson && !simulation.ignoresContentType) return {};
		try {
			return { json: JSON.parse(rawBody.toString('utf8')) };
		} catch {
			return { invalid: 'Invalid JSON format' };
		}
	}
}

/** The whole body, or null when it is more than a provider would take. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of incoming as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size <= BODY_LIMIT_BYTES) chunks.push(chunk);
	}
	return size <= BODY_LIMIT_BYTES ? Buffer.concat(chunks) : null;
}

/** Buffers and strings go out as they are, so that a test can send what is no JSON. */
function bytesOf(payload: unknown): Buffer {
	if (Buffer.isBuffer(payload)) return payload;
	return Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload), 'utf8');
}

function encode(body: unknown): Buffer | undefined {
	return body === undefined ? undefined : Buffer.from(JSON.stringify(body), 'utf8');
}
