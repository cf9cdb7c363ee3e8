/**
 * n8n's own rules for community packages, all of them, TypeScript's recommended ones, and for the
 * tests Jest's. Every exception stands here, by file, with its reason; none stands inline.
 */
import communityNodes from '@n8n/eslint-plugin-community-nodes';
import jest from 'eslint-plugin-jest';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const base = { plugins: { 'n8n-nodes-base': n8nNodesBase } };
const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts', 'gateway/**/*.ts'];
const off = (...rules) => Object.fromEntries(rules.map((rule) => [rule, 'off']));

export default tseslint.config(
	{ ignores: ['dist/', 'coverage/', 'node_modules/'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },

	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommended],
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
			eqeqeq: 'error',
		},
	},

	// Above all: no test without an assertion, and none that a condition can skip.
	{
		files: ['test/**/*.ts'],
		...jest.configs['flat/recommended'],
		rules: {
			...jest.configs['flat/recommended'].rules,
			'jest/expect-expect': [
				'error',
				{
					// The last three throw by themselves.
					assertFunctionNames: ['expect*', 'fc.assert', 'accepted', 'campaign', 'checkStore'],
				},
			],
			// What a test starts from may be asserted before it.
			'jest/no-standalone-expect': ['error', { additionalTestBlockFunctions: ['beforeEach'] }],
			'jest/no-disabled-tests': 'error',
			'jest/no-commented-out-tests': 'error',
		},
	},

	// What is shipped, and package.json, obey n8n's rules for community packages.
	{
		files: [...shipped, 'package.json'],
		...communityNodes.configs.recommended,
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
	},
	{ files: shipped, rules: { 'no-console': 'error' } },
	{ files: ['package.json'], ...base, rules: n8nNodesBase.configs.community.rules },
	{ files: ['credentials/**/*.ts'], ...base, rules: n8nNodesBase.configs.credentials.rules },
	{ files: ['nodes/**/*.ts'], ...base, rules: n8nNodesBase.configs.nodes.rules },

	// The same five that n8n's own tool switches off: they contradict what n8n documents today.
	{
		files: ['credentials/**/*.ts', 'nodes/**/*.ts'],
		...base,
		rules: off(
			'n8n-nodes-base/cred-class-field-documentation-url-miscased',
			'n8n-nodes-base/cred-class-field-type-options-password-missing',
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node',
			'n8n-nodes-base/node-class-description-outputs-wrong',
			'n8n-nodes-base/node-param-type-options-max-value-present',
		),
	},

	// Exceptions: one file and one reason each.
	{
		// Suites that every provider and every store of event ids runs.
		files: ['test/support/provider-contract.ts', 'test/gateway/dedupe/stores/store-contract.ts'],
		rules: off('jest/no-export'),
	},
	{
		// Part of a property: asserts when what it has made happen is over.
		files: ['test/gateway/dedupe/stores/store-property.ts'],
		rules: off('jest/no-standalone-expect'),
	},
	{
		// The one place where time passes: waits for retries and for another delivery's outcome.
		files: ['gateway/clock.ts'],
		rules: off('@n8n/community-nodes/no-restricted-globals'),
	},
	{
		// Opens the SQLite of Node itself, where this Node has one: claims that survive a restart.
		files: ['gateway/dedupe/stores/local/database.ts'],
		rules: off(
			'@n8n/community-nodes/no-restricted-imports',
			'@n8n/community-nodes/no-restricted-globals',
		),
	},
	{
		// Looks after the database's files in n8n's folder: made, found missing, set aside when damaged.
		files: ['gateway/dedupe/stores/local/files.ts'],
		rules: off('@n8n/community-nodes/no-restricted-imports'),
	},
	{
		// Looks whether a file could be kept in n8n's folder, so that the editor can say so.
		files: ['gateway/dedupe/stores/local/preflight.ts'],
		rules: off('@n8n/community-nodes/no-restricted-imports'),
	},
	{
		// Reads when this machine was started: the only time that nobody can set.
		files: ['gateway/dedupe/stores/local/time.ts'],
		rules: off(
			'@n8n/community-nodes/no-restricted-imports',
			'@n8n/community-nodes/no-restricted-globals',
		),
	},
	{
		// Waits for a locked file without blocking n8n, and cleans up in the background.
		files: ['gateway/dedupe/stores/local/index.ts'],
		rules: off(
			'@n8n/community-nodes/no-restricted-imports',
			'@n8n/community-nodes/no-restricted-globals',
		),
	},
	{
		// Tells the store later what it could not be told while it was down.
		files: ['gateway/dedupe/resilience/retry-queue.ts'],
		rules: off('@n8n/community-nodes/no-restricted-globals'),
	},
	{
		// No command may hold up a delivery for longer than its limit.
		files: ['gateway/dedupe/stores/redis/index.ts'],
		rules: off('@n8n/community-nodes/no-restricted-globals'),
	},
	{
		// Loads the Redis client only where a Redis is used, and connects again with pauses.
		files: ['gateway/dedupe/stores/redis/connection.ts'],
		rules: off(
			'@n8n/community-nodes/no-restricted-imports',
			'@typescript-eslint/no-require-imports',
		),
	},
	{
		// Closes the files of event ids in order when n8n ends.
		files: ['gateway/dedupe/selection/at-exit.ts'],
		rules: off('@n8n/community-nodes/no-restricted-globals'),
	},
	{
		// Joins n8n's folder and the name of ours.
		files: ['nodes/shared/host/choose-store.ts'],
		rules: off('@n8n/community-nodes/no-restricted-imports'),
	},
	{
		// Reads EXECUTIONS_MODE, QUEUE_BULL_REDIS_* and n8n's folder, so that nothing has to be set up.
		files: ['nodes/shared/host/environment.ts'],
		rules: off(
			'@n8n/community-nodes/no-restricted-imports',
			'@n8n/community-nodes/no-restricted-globals',
		),
	},
	{
		// Resolves a host from a payload, so that the address that is checked is the one connected to.
		files: ['gateway/media/resolve.ts'],
		rules: off('@n8n/community-nodes/no-restricted-imports'),
	},
	{
		// Hands a delivery on within this n8n, over the address it came in on.
		files: ['nodes/shared/host/own-server.ts'],
		rules: off('@n8n/community-nodes/no-restricted-imports'),
	},
	{
		// Streams files into and out of n8n's binary store instead of holding them in memory.
		files: ['nodes/shared/host/node-streams.ts'],
		rules: off('@n8n/community-nodes/no-restricted-imports'),
	},
	{
		// The gateway throws its own errors, each with a next step; nodes/shared/host/errors.ts turns them into n8n's.
		files: ['gateway/**/*.ts'],
		rules: off('@n8n/community-nodes/require-node-api-error'),
	},
	{
		// Throws what nodes/shared/host/errors.ts made of the error, which is always one of n8n's own kinds.
		files: ['nodes/shared/action/each-item.ts', 'nodes/WhatsAppWebhookTrigger/*.ts'],
		rules: off('@n8n/community-nodes/require-node-api-error'),
	},
	{
		// Loads whichever credentials package.json names.
		files: ['test/support/n8n-core/engine.ts'],
		rules: off('@typescript-eslint/no-require-imports'),
	},
	{
		// Four fixed choices, loaded for what is said beside them: there is no ID that one could type.
		files: ['nodes/shared/editor/event-memory.ts'],
		rules: off(
			'n8n-nodes-base/node-param-display-name-wrong-for-dynamic-options',
			'n8n-nodes-base/node-param-description-wrong-for-dynamic-options',
		),
	},
	{
		// `apiKeyHeader` is the name of a header, not a key: masked, nobody could read its default.
		files: ['credentials/WhatsAppCbotApi.credentials.ts'],
		rules: off('@n8n/community-nodes/credential-password-field'),
	},
	{
		// The rule looks for a list of credentials that is written out in a node. Ours follows from the
		// providers; test/e2e/package.test.ts presses the Test button of every credential.
		files: ['credentials/**/*.ts'],
		rules: off('@n8n/community-nodes/credential-test-required'),
	},
);
