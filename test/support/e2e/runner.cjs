/**
 * Jest's own runner, two files at a time: every file has an n8n of its own, and most of them wait
 * more than they compute. Those that put a load on n8n, or break things under it, run alone
 * afterwards, because what they measure is how n8n fares with the whole machine.
 */
const { basename } = require('node:path');
const { default: TestRunner } = require('jest-runner');

const AT_ONCE = 2;

const ALONE = new Set(['crash', 'queue-mode', 'queue-start', 'redelivery', 'store-trouble']);

const runsAlone = ({ path }) => ALONE.has(basename(path, '.test.ts'));

module.exports = class EndToEndRunner extends TestRunner {
	constructor(globalConfig, context) {
		super({ ...globalConfig, maxWorkers: AT_ONCE }, context);
	}

	async runTests(tests, watcher, options) {
		const together = tests.filter((test) => !runsAlone(test));
		await super.runTests(together, watcher, { ...options, serial: together.length < 2 });
		await super.runTests(tests.filter(runsAlone), watcher, { ...options, serial: true });
	}
};
