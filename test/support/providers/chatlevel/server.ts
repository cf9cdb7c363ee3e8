/**
 * Chatlevel: its complete published API of nine calls (OpenAPI v1.0.0), 100 calls a minute per user,
 * two error shapes, one webhook URL per device. It can neither quote nor mark as read nor type.
 */
import { MINUTE_MS, realClock } from '../clock';
import { chatlevelDelivery } from './delivery';
import { fieldsOf, isWebhookUrl, textOf, textsOf } from '../fields';
import type { RateLimit } from '../rate-limit';
import { newRateLimiter } from '../rate-limit';
import type { Answer, ProviderRequest } from '../routes';
import { routes } from '../routes';
import type { SimulatedProvider, SimulationOptions } from '../simulated-provider';
import { startSimulation } from '../simulated-provider';
import type { SentMessage } from '../whatsapp-ledger';
import { newLedger, sentMedia, sentMessage } from '../whatsapp-ledger';

export const CHATLEVEL_EVENTS = [
	'connection.open',
	'connection.closed',
	'connection.auth',
	'connection.timeout',
	'connection.logout',
	'message.received',
	'message.sent',
	'message.updated',
	'message.deleted',
	'call',
] as const;

export interface ChatlevelDevice {
	id: number;
	name: string;
	/** `qr` waits for the scan, `timeout` has given up waiting. */
	status: 'connected' | 'qr' | 'timeout';
	qr: string | null;
	webhookUrl: string | null;
	webhookEvents: string[];
	messagesSent: number;
	subscription_status: 'active' | 'inactive';
	createdAt: string;
}

export interface ChatlevelOptions extends SimulationOptions {
	apiKey?: string;
	deviceId?: number;
	/** How many devices the subscription allows. */
	deviceLimit?: number;
	rateLimit?: RateLimit;
}

export interface SimulatedChatlevel extends SimulatedProvider {
	readonly id: 'chatlevel';
	readonly apiKey: string;
	readonly device: ChatlevelDevice;
	readonly devices: Map<number, ChatlevelDevice>;
}

export async function startChatlevel(options: ChatlevelOptions = {}): Promise<SimulatedChatlevel> {
	const apiKey = options.apiKey ?? 'sk_test_chatlevel';
	const deviceLimit = options.deviceLimit ?? 2;
	const limiter = newRateLimiter(
		options.rateLimit ?? { calls: 100, windowMs: MINUTE_MS },
		options.clock ?? realClock,
	);
	const whatsapp = newLedger();
	const device = newDevice(options.deviceId ?? 1000001, { status: 'connected' });
	const devices = new Map([[device.id, device]]);

	const provider = await startSimulation(
		{
			id: 'chatlevel',
			basePath: '/v1',
			routes: routes({
				'GET /devices': () => ok({ devices: [...devices.values()] }, 'Success'),
				'POST /devices': createDevice,
				'GET /devices/:id': withDevice((found) => ok({ device: found }, 'Success')),
				'PUT /devices/:id': withDevice(updateDevice),
				'DELETE /devices/:id': withDevice((found) => {
					devices.delete(found.id);
					return { status: 204 };
				}),
				'POST /devices/:id/disconnect': withDevice((found) => {
					if (found.status !== 'connected') return notConnected(found);
					found.status = 'timeout';
					return ok({}, `Device ${found.id} disconnected successfully`);
				}),
				'POST /devices/:id/restart': withDevice((found) => {
					found.status = 'connected';
					return ok({}, `Device ${found.id} restarted successfully`);
				}),
				'POST /devices/:id/messages/text': withDevice(sendText),
				'POST /devices/:id/messages/media': withDevice(sendMedia),
			}),
			guard({ headers }) {
				if (headers.authorization !== `Bearer ${apiKey}`) return unauthorized();
				if (limiter.count() === null) return null;
				return error(429, 'Rate limit exceeded. Maximum 100 requests per minute per user.');
			},
			policy: chatlevelDelivery,
			whatsapp,
			media: new Map(),
			unknownMessages: new Set(),
			registered: () =>
				[...devices.values()].flatMap(({ webhookUrl, webhookEvents }) =>
					webhookUrl ? [{ target: { url: webhookUrl }, events: webhookEvents }] : [],
				),
			eventOf: (payload) => textOf(fieldsOf(payload)['event']),
			error,
		},
		options,
	);
	return { ...provider, id: 'chatlevel', apiKey, device, devices };

	function withDevice(answer: (device: ChatlevelDevice, body: unknown) => Answer) {
		return ({ params, body }: ProviderRequest): Answer => {
			const found = devices.get(Number(params['id']));
			return found ? answer(found, body) : error(404, 'Device not found');
		};
	}

	function createDevice({ body }: ProviderRequest): Answer {
		if (devices.size >= deviceLimit) {
			return error(
				403,
				`Device limit reached. You have ${devices.size} active device(s) and your subscription allows ${deviceLimit}.`,
			);
		}
		const refused = refuseWebhook(body);
		if (refused) return refused;
		const created = newDevice(Math.max(1000000, ...devices.keys()) + 1, { status: 'qr' });
		applyUpdate(created, body);
		devices.set(created.id, created);
		return ok({ device: created }, 'Device created successfully');
	}

	function updateDevice(found: ChatlevelDevice, body: unknown): Answer {
		const refused = refuseWebhook(body);
		if (refused) return refused;
		applyUpdate(found, body);
		return ok({ device: found }, 'Device updated successfully');
	}

	function sendText(found: ChatlevelDevice, body: unknown): Answer {
		const chatId = recipient(body);
		if (typeof chatId !== 'string') return chatId;
		const text = textOf(fieldsOf(body)['message']);
		if (!text) return error(400, 'message is required');
		return notReady(found) ?? sent(found, sentMessage({ id: whatsapp.nextId(), chatId, text }));
	}

	function sendMedia(found: ChatlevelDevice, body: unknown): Answer {
		const chatId = recipient(body);
		if (typeof chatId !== 'string') return chatId;
		const { mediaUrl, mediaBase64, mediaCaption } = fieldsOf(body);
		const url = textOf(mediaUrl);
		const base64 = textOf(mediaBase64);
		if ((url === null) === (base64 === null)) {
			return error(400, 'Provide either mediaUrl or mediaBase64, but not both');
		}
		const refused = url === null ? refuseImage(String(base64)) : refuseImageUrl(url);
		return (
			refused ??
			notReady(found) ??
			sent(
				found,
				sentMessage({
					id: whatsapp.nextId(),
					chatId,
					kind: 'image',
					text: textOf(mediaCaption),
					media: sentMedia({ url, base64 }),
				}),
			)
		);
	}

	function sent(found: ChatlevelDevice, message: SentMessage): Answer {
		found.messagesSent += 1;
		whatsapp.sent.push(message);
		return { status: 200, body: { status: 'success', messageId: message.id } };
	}
}

function newDevice(id: number, changes: Partial<ChatlevelDevice>): ChatlevelDevice {
	return {
		id,
		name: 'Shop',
		status: 'connected',
		qr: null,
		webhookUrl: null,
		webhookEvents: [...CHATLEVEL_EVENTS],
		messagesSent: 0,
		subscription_status: 'active',
		createdAt: '2026-01-01T00:00:00.000Z',
		...changes,
	};
}

function applyUpdate(device: ChatlevelDevice, body: unknown): void {
	const { name, webhookUrl, webhookEvents } = fieldsOf(body);
	if (typeof name === 'string') device.name = name;
	if (webhookUrl !== undefined) device.webhookUrl = textOf(webhookUrl);
	const events = textsOf(webhookEvents);
	if (events) device.webhookEvents = events;
}

function refuseWebhook(body: unknown): Answer | null {
	const { webhookUrl, webhookEvents } = fieldsOf(body);
	if (webhookUrl !== undefined && webhookUrl !== null && !isWebhookUrl(webhookUrl)) {
		return error(400, 'webhookUrl must be an HTTPS URL');
	}
	if (webhookEvents === undefined) return null;
	const events = textsOf(webhookEvents);
	const known: readonly string[] = CHATLEVEL_EVENTS;
	return events?.every((event) => known.includes(event))
		? null
		: error(400, 'webhookEvents holds an unknown event');
}

/** Exactly one of `to` (a whole JID) and `toNumber` (8 to 15 digits, no plus). */
function recipient(body: unknown): string | Answer {
	const { to, toNumber } = fieldsOf(body);
	if ((to === undefined) === (toNumber === undefined)) {
		return error(400, 'Provide exactly one of to and toNumber');
	}
	if (to !== undefined) {
		return typeof to === 'string' && /^[\d-]+@(s\.whatsapp\.net|lid|g\.us)$/.test(to)
			? to
			: error(400, 'to must be a full WhatsApp JID');
	}
	return typeof toNumber === 'string' && /^\d{8,15}$/.test(toNumber)
		? `${toNumber}@s.whatsapp.net`
		: error(400, 'toNumber must be 8-15 digits without +');
}

function notReady(device: ChatlevelDevice): Answer | null {
	if (device.status === 'connected') return null;
	if (device.status === 'timeout') return notConnected(device);
	return error(
		422,
		'Device is not fully authenticated. Please scan the QR code to complete the connection.',
	);
}

function notConnected(device: ChatlevelDevice): Answer {
	return error(404, `Device ${device.id} is not connected.`);
}

const IMAGE_LIMIT_BYTES = 10 * 1024 * 1024;
/** How PNG, JPEG, GIF and WebP (RIFF) files begin. */
const IMAGE_STARTS = ['89504e47', 'ffd8ff', '47494638', '52494646'];
const BAD_IMAGE = 'Invalid image format (only PNG, JPEG, GIF, WebP allowed)';

function refuseImage(base64: string): Answer | null {
	const bytes = Buffer.from(base64.replace(/^data:[^,]*,/, ''), 'base64');
	if (bytes.length > IMAGE_LIMIT_BYTES) return error(413, 'Request payload too large');
	const start = bytes.subarray(0, 4).toString('hex');
	return IMAGE_STARTS.some((known) => start.startsWith(known)) ? null : error(400, BAD_IMAGE);
}

/** The simulation fetches nothing, so a URL is judged by its file name alone. */
function refuseImageUrl(url: string): Answer | null {
	if (!URL.canParse(url)) return error(400, 'mediaUrl must be a URL');
	const extension = /\.(\w+)$/.exec(new URL(url).pathname)?.[1]?.toLowerCase();
	return !extension || ['png', 'jpg', 'jpeg', 'gif', 'webp'].includes(extension)
		? null
		: error(400, BAD_IMAGE);
}

function ok(content: Record<string, unknown>, message: string): Answer {
	return { status: 200, body: { ...content, status: { code: 200, message } } };
}

/** Every error but 401 looks like this. */
function error(code: number, message: string): Answer {
	return { status: code, body: { status: { code, message } } };
}

function unauthorized(): Answer {
	const message = 'Missing or invalid authorization header. Please provide a Bearer token.';
	return { status: 401, body: { status: 'error', error: { code: 401, message } } };
}
