/** Unit and integration tests; the end-to-end tests in a real n8n have a project of their own. */
const transform = {
	'^.+\\.ts$': ['ts-jest', { diagnostics: false, tsconfig: 'tsconfig.json' }],
};

/** @type {import('jest').Config} */
module.exports = {
	// Every core: jest would leave one idle, and this is a machine that does nothing else meanwhile.
	maxWorkers: '100%',
	reporters: [
		'default',
		'<rootDir>/test/support/results-reporter.cjs',
		'<rootDir>/test/support/must-end-reporter.cjs',
	],
	collectCoverageFrom: ['gateway/**/*.ts', 'nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['text-summary', 'html', 'json-summary'],
	coverageThreshold: {
		'./gateway/providers/': { lines: 95 },
		'./gateway/business-api/': { lines: 95 },
		'./gateway/dialects/': { lines: 95 },
		'./gateway/whatsapp/': { lines: 95 },
		'./gateway/intake.ts': { lines: 95 },
		'./gateway/verification/': { lines: 95 },
	},
	projects: [
		{
			displayName: 'unit',
			testMatch: ['<rootDir>/test/**/*.test.ts'],
			testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
			modulePathIgnorePatterns: ['<rootDir>/dist/'],
			setupFilesAfterEnv: ['<rootDir>/test/support/own-user-folder.ts'],
			transform,
		},
		{
			displayName: 'e2e',
			testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
			runner: '<rootDir>/test/support/e2e/runner.cjs',
			globalSetup: '<rootDir>/test/support/e2e/global-setup.ts',
			globalTeardown: '<rootDir>/test/support/e2e/global-teardown.ts',
			setupFilesAfterEnv: ['<rootDir>/test/support/e2e/time-limit.ts'],
			modulePathIgnorePatterns: ['<rootDir>/dist/'],
			transform,
		},
	],
};
