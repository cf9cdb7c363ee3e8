/** The suites of the SQLite store alone, for a Node that has SQLite. See ../local.test.ts. */
module.exports = {
	rootDir: '../../../..',
	testMatch: ['<rootDir>/test/gateway/dedupe/local/*.suite.ts'],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { diagnostics: false, tsconfig: 'tsconfig.json' }],
	},
};
