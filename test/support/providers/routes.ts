/** Routes of a simulated provider: "POST /devices/:id/messages/text" and what it does. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

export interface ProviderRequest {
	method: string;
	/** Without the query string, as it stood on the wire (nothing decoded). */
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	/** The parsed JSON; undefined when there was none or it was not sent as JSON. */
	body: unknown;
	rawBody: Buffer;
	/** The path's variable segments, by name. */
	params: Record<string, string>;
}

export interface Answer {
	status: number;
	/** JSON, except for a Buffer, which is sent as it is. Absent: an empty body. */
	body?: unknown;
	headers?: Record<string, string>;
	/** Takes the response over instead: for an answer that goes on and on. */
	keep?: (response: ServerResponse) => void;
}

export interface Route {
	/** Method and pattern, which is also the name a fault is aimed with. */
	name: string;
	answer: (request: ProviderRequest) => Answer;
}

/** Turns `{ 'GET /devices': handler }` into routes. */
export function routes(table: Record<string, Route['answer']>): Route[] {
	return Object.entries(table).map(([name, answer]) => ({ name, answer }));
}

export interface RouteMatch {
	route: Route;
	params: Record<string, string>;
}

/**
 * The route of a call; `'otherMethod'` when only the method is wrong, null when the path is.
 * Earlier routes win, so literal ones go before those with variables.
 */
export function findRoute(
	table: readonly Route[],
	method: string,
	path: string,
	decode: (segment: string) => string,
): RouteMatch | 'otherMethod' | null {
	let pathKnown = false;
	for (const route of table) {
		const [routeMethod = '', pattern = ''] = route.name.split(' ');
		const params = matchPath(pattern, path, decode);
		if (!params) continue;
		if (routeMethod === method) return { route, params };
		pathKnown = true;
	}
	return pathKnown ? 'otherMethod' : null;
}

function matchPath(
	pattern: string,
	path: string,
	decode: (segment: string) => string,
): Record<string, string> | null {
	const wanted = pattern.split('/');
	const given = path.split('/');
	if (wanted.length !== given.length) return null;
	const params: Record<string, string> = {};
	for (const [index, segment] of wanted.entries()) {
		const value = given[index] ?? '';
		if (segment.startsWith(':')) {
			if (value === '') return null;
			params[segment.slice(1)] = decode(value);
		} else if (segment !== value) {
			return null;
		}
	}
	return params;
}

/** Percent-decoding that lets a malformed sequence stand. */
export function decodeSegment(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}
