/** The suites of the SQLite store alone, for a Node that has SQLite. See ../local.test.ts. */
module.exports = {
	rootDir: '../../../../..',
	testMatch: ['<rootDir>/test/gateway/dedupe/stores/local/*.suite.ts'],
	// Some wait up to 20 s for what takes none: 5 s are too few on a busy machine.
	testTimeout: 30_000,
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { diagnostics: false, tsconfig: 'tsconfig.json' }],
	},
};
