import { createServer, type AddressInfo, type Server } from 'node:net';

/** Ports of 127.0.0.1 that nobody listens on at this moment, all different. */
export async function findFreePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(Array.from({ length: count }, () => listenOn(0)));
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	return ports;
}

/** Fails when somebody listens on this port of 127.0.0.1: n8n would end a second later. */
export async function assertPortIsFree(port: number): Promise<void> {
	let server: Server;
	try {
		server = await listenOn(port);
	} catch (error) {
		throw new Error(
			`Port ${port} of 127.0.0.1 cannot be used: another program listens there, or it is not allowed. End that program, or choose another port.`,
			{ cause: error },
		);
	}
	await new Promise((resolve) => server.close(resolve));
}

/** Port 0 is any that is free. */
async function listenOn(port: number): Promise<Server> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return server;
}
