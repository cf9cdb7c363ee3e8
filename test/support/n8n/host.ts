import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8nInstalled, type N8nInstall } from './install';
import type { OnProgress } from './install/progress';
import { installPackage } from './pack';
import { mainEnvironment, n8nEnvironment } from './process/environment';
import { assertPortIsFree, findFreePorts } from './process/free-ports';
import { N8nProcess } from './process/n8n-process';

export interface StartN8nOptions {
	/** Packed packages (see packPackage) to install before the start. */
	packages?: string[];
	/** An existing folder to go on with. Without it: a new one, removed by `stop()`. */
	userFolder?: string;
	/** Without it a free one is chosen. */
	port?: number;
	/** Environment variables for n8n, on top of the host's own and stronger than them. */
	extraEnv?: Record<string, string>;
	/** Told about the install, when that has to be done first. */
	onProgress?: OnProgress;
}

/** Ports are chosen some seconds before n8n takes them; another process may be quicker. */
const PORT_ATTEMPTS = 3;
const PORT_TAKEN = /EADDRINUSE|already in use/;

/** Installs what is missing and starts an n8n on 127.0.0.1 with these packages in it. */
export async function startN8n(options: StartN8nOptions = {}): Promise<N8nHost> {
	if (options.port !== undefined) await assertPortIsFree(options.port);
	const install = await ensureN8nInstalled(
		options.onProgress ? { onProgress: options.onProgress } : {},
	);
	const userFolder = options.userFolder ?? (await mkdtemp(join(tmpdir(), 'n8n-host-')));
	const isThrowAway = options.userFolder === undefined;
	try {
		for (const tarball of options.packages ?? []) await installPackage(userFolder, tarball);
		for (let attempt = 1; ; attempt += 1) {
			const [freePort = 0, brokerPort = 0] = await findFreePorts(2);
			const port = options.port ?? freePort;
			const env = {
				...n8nEnvironment({ userFolder, brokerPort }),
				...mainEnvironment(port),
				...options.extraEnv,
			};
			const host = new N8nHost({ install, userFolder, isThrowAway, port, env });
			try {
				await host.start();
				return host;
			} catch (error) {
				const mayRetry = options.port === undefined && attempt < PORT_ATTEMPTS;
				if (!mayRetry || !PORT_TAKEN.test(String(error))) throw error;
			}
		}
	} catch (error) {
		if (isThrowAway) await removeFolder(userFolder);
		throw error;
	}
}

interface HostSettings {
	install: N8nInstall;
	userFolder: string;
	isThrowAway: boolean;
	port: number;
	env: Record<string, string>;
}

/** An n8n of one process, with its user folder. It can be ended and started again. */
export class N8nHost {
	readonly baseUrl: string;
	readonly userFolder: string;
	/** What the processes before the present one printed. */
	private earlierLogs = '';
	private current: N8nProcess | undefined;

	constructor(private readonly settings: HostSettings) {
		this.baseUrl = `http://127.0.0.1:${settings.port}`;
		this.userFolder = settings.userFolder;
	}

	/** The id of the n8n process, undefined while none runs. */
	get pid(): number | undefined {
		return this.current?.isRunning ? this.current.pid : undefined;
	}

	/** Everything n8n printed, over all restarts. */
	logs(): string {
		return this.earlierLogs + (this.current?.logs() ?? '');
	}

	/** Starts n8n on the same folder and port. */
	async start(): Promise<void> {
		if (this.pid !== undefined) throw new Error('This n8n is running already.');
		this.earlierLogs = this.logs();
		this.current = undefined;
		this.current = await N8nProcess.start({
			install: this.settings.install,
			command: 'start',
			env: this.settings.env,
			userFolder: this.userFolder,
			isReady: async () => await isMainReady(this.baseUrl),
		});
	}

	/** Ends n8n. A throw-away folder goes with it, unless `keepFolder` says otherwise. */
	async stop(options: { keepFolder?: boolean } = {}): Promise<void> {
		await this.current?.stop();
		if (this.settings.isThrowAway && !options.keepFolder) await removeFolder(this.userFolder);
	}

	/** Kills n8n as a crash would; the folder stays, so that `restart` can go on with it. */
	async kill9(): Promise<void> {
		await this.current?.kill9();
	}

	/** Ends n8n if it runs and starts it again with everything it had stored. */
	async restart(): Promise<void> {
		await this.stop({ keepFolder: true });
		await this.start();
	}
}

/** n8n says it is ready, and its REST interface answers (that nobody is logged in, in JSON). */
async function isMainReady(baseUrl: string): Promise<boolean> {
	try {
		const health = await ask(`${baseUrl}/healthz/readiness`);
		const rest = await ask(`${baseUrl}/rest/login`);
		return health.ok && (rest.headers.get('content-type')?.includes('json') ?? false);
	} catch {
		return false;
	}
}

async function ask(url: string): Promise<Response> {
	const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
	await answer.arrayBuffer();
	return answer;
}

async function removeFolder(folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
