/** A provider that sends its whole request and closes the connection without waiting for the answer. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** `afterMs`: how long it waits at all; 0 closes as soon as the bytes are on their way. */
export async function sendAndHangUp(
	url: string,
	body: string,
	headers: Record<string, string>,
	afterMs: number,
): Promise<void> {
	const { hostname, port, host, pathname, search } = new URL(url);
	const head = [
		`POST ${pathname}${search} HTTP/1.1`,
		`host: ${host}`,
		'content-type: application/json',
		`content-length: ${Buffer.byteLength(body)}`,
		...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
	].join('\r\n');
	const socket = connect(Number(port), hostname);
	// A reset by the other side is as good an end as ours.
	socket.on('error', () => {});
	await new Promise<void>((resolve) => socket.write(`${head}\r\n\r\n${body}`, () => resolve()));
	await sleep(afterMs);
	socket.destroy();
}
