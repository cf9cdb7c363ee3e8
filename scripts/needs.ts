/**
 * `npm test` begins with it: what the tests need and npm does not bring is found out and installed
 * before minutes of other work. `npm run needs redis` is for that one alone. Silent when all is there.
 */
import { compiler, nodeForN8n, postgres, redis } from '../test/support/needs/needs';
import { NeedsMissing, provide } from '../test/support/needs/provide';
import { withProgress } from './demo/progress';

const needs = { redis, postgres, compiler, node: nodeForN8n };
const asked = process.argv.slice(2);
const chosen = Object.entries(needs).filter(([name]) => asked.length === 0 || asked.includes(name));

provide(
	chosen.map(([, need]) => need),
	withProgress,
).catch((error: unknown) => {
	console.error(error instanceof NeedsMissing ? `\n${error.message}` : error);
	process.exit(1);
});
