/** Writes jest's counts into the folder that JEST_RESULTS names, for CI to add up. */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

module.exports = class ResultsReporter {
	onRunComplete(_contexts, results) {
		const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = results;
		const { numRuntimeErrorTestSuites } = results;
		const counts = {
			numPassedTests,
			numFailedTests,
			numPendingTests,
			numTodoTests,
			numRuntimeErrorTestSuites,
		};
		const folder = process.env.JEST_RESULTS;
		if (folder) writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(counts));
	}
};
