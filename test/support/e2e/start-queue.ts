/** A program that brings up queue mode and, when that works, ends it again. Its one argument: the options. */
import { QueueCluster, type QueueOptions } from '../n8n/queue';

async function main(): Promise<void> {
	const options = JSON.parse(process.argv[2] ?? '') as QueueOptions;
	const cluster = await QueueCluster.start(options);
	await cluster.stop();
}

main().catch((error: unknown) => {
	console.error(error);
	// Nothing more: what is left running keeps this process from ending.
	process.exitCode = 1;
});
