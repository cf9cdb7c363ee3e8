/**
 * `npm start`: a real n8n with this package in it, a simulated provider of each kind beside it, and
 * a story told through all of them while you watch. Afterwards n8n stays open to look around;
 * `npm start -- --once` ends instead, with an error when a line of the story went wrong.
 */
import { join } from 'node:path';

import { DEMO_OWNER, N8nClient } from '../test/support/n8n/client';
import { startN8n } from '../test/support/n8n/host';
import { packPackage } from '../test/support/n8n/pack';
import { compiler, nodeForN8n } from '../test/support/needs/needs';
import { provide } from '../test/support/needs/provide';
import { openInboxes, type Inbox } from './demo/inboxes';
import { withProgress } from './demo/progress';
import { tellStory } from './demo/story';
import { storyTable } from './demo/table';

const PROJECT = join(__dirname, '..');
const once = process.argv.includes('--once');

async function main(): Promise<void> {
	await provide([compiler, nodeForN8n], withProgress);
	const tarball = await withProgress('Building and packing this package', async () => {
		return await packPackage(PROJECT, { build: true });
	});
	const host = await withProgress('Bringing up n8n', async (onProgress) => {
		return await startN8n({ packages: [tarball], onProgress });
	});
	let inboxes: Inbox[] = [];
	const leave = async (code: number) => {
		await Promise.all(inboxes.map(async ({ setup }) => await setup.simulated.stop()));
		await host.stop();
		process.exit(code);
	};
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void leave(once ? 1 : 0));
	}

	try {
		const n8n = new N8nClient(host.baseUrl);
		await n8n.logIn();
		inboxes = await withProgress('Setting up a workflow for each provider', async () => {
			return await openInboxes(n8n);
		});

		const table = storyTable();
		for (const inbox of inboxes) {
			for await (const line of tellStory(n8n, inbox)) table.show(line);
		}
		const wrong = table.finish();
		if (once) return await leave(wrong === 0 ? 0 : 1);

		console.log(`\nn8n is open:  ${host.baseUrl}`);
		console.log(`E-mail:       ${DEMO_OWNER.email}`);
		console.log(`Password:     ${DEMO_OWNER.password}`);
		console.log(
			'\nThe workflows and their executions are in there. Ctrl+C ends it and removes everything.',
		);
	} catch (error) {
		console.error(error);
		console.error(`\nThe end of n8n's log:\n${host.logs().slice(-3_000)}`);
		await leave(1);
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
