/**
 * WSAPI's event stream. Sources: the published guide (`token` and `instanceId` in the query, named
 * events that carry bare data, and bare `data:` lines that carry `{event, data}`); WSAPI's SDKs
 * (`X-Api-Key` and `X-Instance-Id` as headers, bare `data:` lines that carry the server's envelope).
 * None of them says how often a quiet stream gives a sign of life; the Python SDK gives up after 30 s.
 */
import type { Credential } from '../../credential';
import type { ConnectWay, EventStream } from '../../provider';
import { assertCallable } from '../../calls/callable';
import type { StreamRequest } from '../../stream/transport';
import { authorize, terms } from './access';

/** Twice what WSAPI's own client waits. */
const SILENCE_MS = 60_000;

export const stream: EventStream = {
	request,
	silenceMs: SILENCE_MS,
	envelope,
	steps: [
		'Open the WSAPI dashboard and choose your instance.',
		'Set the delivery of its events to Pull (Server-Sent Events).',
		'Publish this workflow: n8n connects to WSAPI by itself.',
	],
};

function request(credential: Credential, way: ConnectWay): StreamRequest {
	const { baseUrl, apiKey, instanceId } = credential;
	const path = '/events/stream';
	assertCallable({ displayName: 'WSAPI', terms, authorize }, credential, path);
	const url = new URL(`${baseUrl}${path}`);
	if (way === 'headers') {
		return { url: url.href, headers: { 'X-Api-Key': apiKey, 'X-Instance-Id': instanceId } };
	}
	url.searchParams.set('token', apiKey);
	url.searchParams.set('instanceId', instanceId);
	return { url: url.href, headers: {} };
}

/** A named event with bare data, as in the guide's browser sample, becomes the guide's envelope. */
function envelope(name: string | null, data: unknown): unknown {
	return name === null || isEnvelope(data) ? data : { event: name, data };
}

function isEnvelope(data: unknown): boolean {
	if (typeof data !== 'object' || data === null) return false;
	return ('eventType' in data && 'eventData' in data) || ('event' in data && 'data' in data);
}
