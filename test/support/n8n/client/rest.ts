import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

/** n8n refused a request of ours. `status` and `body` are its answer. */
export class N8nRefused extends Error {
	constructor(
		readonly request: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`n8n answered ${request} with ${status}: ${body.slice(0, 1_000)}`);
		this.name = 'N8nRefused';
	}

	/** n8n's own sentence to the user, where there is one. */
	get reason(): string {
		try {
			const { message } = JSON.parse(this.body) as { message?: unknown };
			return typeof message === 'string' ? message : this.body;
		} catch {
			return this.body;
		}
	}
}

export interface RestRequest {
	body?: unknown;
	query?: Record<string, string>;
	headers?: Record<string, string>;
}

/**
 * What n8n says while it takes its own database for gone, because a ping of it went unanswered for
 * 5 s. Under a burst, on a busy machine, that is n8n itself that had no time to listen.
 */
const DATABASE_AWAY = 'Database is not ready!';
const DATABASE_BACK_MS = 60_000;
const LOOK_EVERY_MS = 500;

/** One browser's session with n8n: its cookie and its browser id, to which n8n ties the cookie. */
export class N8nRest {
	private readonly browserId = randomUUID();
	private cookie = '';

	constructor(readonly baseUrl: string) {}

	/**
	 * Sends one request of the editor and gives what n8n answered, out of its `{ data: … }`.
	 * The caller says which shape that has: n8n is pinned, so its shapes are.
	 */
	async send<T>(method: string, path: string, request: RestRequest = {}): Promise<T> {
		const body = JSON.parse(await this.sendRaw(method, path, request)) as { data?: T };
		return (body.data === undefined ? body : body.data) as T;
	}

	/** The same, with the answer as n8n wrote it. */
	async sendRaw(method: string, path: string, request: RestRequest = {}): Promise<string> {
		return (await this.sendForBytes(method, path, request)).toString('utf8') || '{}';
	}

	/** The same, for an answer that is a file. */
	async sendForBytes(method: string, path: string, request: RestRequest = {}): Promise<Buffer> {
		for (const giveUpAt = Date.now() + DATABASE_BACK_MS; ; await setTimeout(LOOK_EVERY_MS)) {
			try {
				return await this.sendOnce(method, path, request);
			} catch (error) {
				const isBusy = error instanceof N8nRefused && error.reason === DATABASE_AWAY;
				if (!isBusy || Date.now() > giveUpAt) throw error;
			}
		}
	}

	private async sendOnce(method: string, path: string, request: RestRequest): Promise<Buffer> {
		const query = request.query ? `?${new URLSearchParams(request.query)}` : '';
		const answer = await fetch(`${this.baseUrl}${path}${query}`, {
			method,
			headers: {
				...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
				cookie: this.cookie,
				'browser-id': this.browserId,
				...request.headers,
			},
			...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
			signal: AbortSignal.timeout(60_000),
		});
		const bytes = Buffer.from(await answer.arrayBuffer());
		if (!answer.ok) throw new N8nRefused(`${method} ${path}`, answer.status, bytes.toString());
		this.keepCookie(answer.headers.getSetCookie());
		return bytes;
	}

	private keepCookie(setCookies: string[]): void {
		for (const setCookie of setCookies) {
			if (setCookie.startsWith('n8n-auth=')) this.cookie = setCookie.split(';')[0] ?? '';
		}
	}
}
