/** Counts runs from the outside: each execution reports the message it carried. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RunCounter {
	/** What an execution posts `{ "id": … }` to. */
	url: string;
	/** How often each message was reported. */
	runs: ReadonlyMap<string, number>;
	close(): Promise<void>;
}

export async function startRunCounter(): Promise<RunCounter> {
	const runs = new Map<string, number>();
	const server = createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8').on('data', (text: string) => (body += text));
		request.on('end', () => {
			const { id } = JSON.parse(body) as { id: string };
			runs.set(id, (runs.get(id) ?? 0) + 1);
			response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ran`,
		runs,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
