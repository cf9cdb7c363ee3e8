/** A request as no provider would send it: any bytes, any headers, any of them twice. */
import { request } from 'node:http';

export interface PostOptions {
	method?: string;
	/** In this order, names repeated as often as they stand here. */
	headers?: Array<[name: string, value: string]>;
}

export interface Answer {
	/** 0: the connection was closed while the request was still being sent. */
	status: number;
	contentType: string | undefined;
	retryAfter: string | undefined;
	body: string;
}

const CUT_OFF: Answer = { status: 0, contentType: undefined, retryAfter: undefined, body: '' };

export async function post(
	url: string,
	body: Buffer | string,
	{ method = 'POST', headers = [] }: PostOptions = {},
): Promise<Answer> {
	const bytes = Buffer.from(body);
	return await new Promise((resolve, reject) => {
		const outgoing = request(url, { method, agent: false }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.on('error', reject);
			answer.on('end', () =>
				resolve({
					status: answer.statusCode ?? 0,
					contentType: answer.headers['content-type'],
					retryAfter: answer.headers['retry-after'],
					body: Buffer.concat(chunks).toString('utf8'),
				}),
			);
		});
		outgoing.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EPIPE' || error.code === 'ECONNRESET') resolve(CUT_OFF);
			else reject(error);
		});
		for (const [name] of headers) {
			const values = headers
				.filter(([other]) => other.toLowerCase() === name.toLowerCase())
				.map(([, value]) => value);
			outgoing.setHeader(name, values);
		}
		outgoing.setHeader('content-length', bytes.length);
		outgoing.end(bytes);
	});
}
