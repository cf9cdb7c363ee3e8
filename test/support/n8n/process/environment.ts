/** What every n8n process needs of the machine; nothing of the caller's n8n or npm settings. */
const INHERITED = [
	'PATH',
	'Path',
	'LANG',
	'LC_ALL',
	'TMPDIR',
	'TEMP',
	'TMP',
	'SystemRoot',
	'ComSpec',
	'PATHEXT',
	'LD_LIBRARY_PATH',
];

/** Keeps n8n from calling anybody: no telemetry, no news, no templates, no package lists. */
const SILENT = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
};

export interface ProcessEnvironment {
	/** n8n keeps everything under `<userFolder>/.n8n`. */
	userFolder: string;
	/** Every process on one machine needs its own port for its task runners. */
	brokerPort: number;
}

/** The environment that every n8n process of one host shares, whatever its kind. */
export function n8nEnvironment(options: ProcessEnvironment): Record<string, string> {
	const inherited: Record<string, string> = {};
	for (const name of INHERITED) {
		const value = process.env[name];
		if (value !== undefined) inherited[name] = value;
	}
	return {
		...inherited,
		...SILENT,
		// As n8n's own Docker image; without it n8n puts its stack traces into its answers.
		NODE_ENV: 'production',
		HOME: options.userFolder,
		USERPROFILE: options.userFolder,
		N8N_USER_FOLDER: options.userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_LOG_LEVEL: 'info',
		N8N_LOG_OUTPUT: 'console',
		GENERIC_TIMEZONE: 'UTC',
		TZ: 'UTC',
		NO_COLOR: '1',
	};
}

/** What only the main process of a host on one machine needs: the editor, its URL, SQLite. */
export function mainEnvironment(port: number): Record<string, string> {
	return {
		DB_TYPE: 'sqlite',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_SECURE_COOKIE: 'false',
	};
}
