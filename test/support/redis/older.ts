/** A Redis as it was before version 7, where SET took NX or GET but not both. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class OlderRedis {
	/** How often it had to say that it does not know what was asked. */
	refusals = 0;
	private readonly sockets = new Set<Socket>();

	private constructor(private readonly server: Server) {}

	/** Stands before the server on `port` and lets through all else. */
	static async before(port: number): Promise<OlderRedis> {
		const server = createServer();
		const older = new OlderRedis(server);
		server.on('connection', (client) => older.serve(client, port));
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		return older;
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	async end(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		this.server.close();
		await once(this.server, 'close');
	}

	/** The tests ask one thing at a time, so a command is a chunk. */
	private serve(client: Socket, port: number): void {
		const redis = connect(port, '127.0.0.1');
		for (const socket of [client, redis]) {
			this.sockets.add(socket);
			socket.on('error', () => {});
		}
		client.on('data', (chunk) => {
			const words = chunk.toString().split('\r\n');
			if (words.includes('SET') && words.includes('NX') && words.includes('GET')) {
				this.refusals++;
				client.write('-ERR syntax error\r\n');
			} else {
				redis.write(chunk);
			}
		});
		redis.pipe(client);
	}
}
