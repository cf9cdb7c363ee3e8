/** What n8n is told by its environment, read as n8n reads it. In one place, to be passed in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Environment {
	env: Readonly<Record<string, string | undefined>>;
	platform: NodeJS.Platform;
	workingFolder: string;
	/** Throws where there is no such file. */
	readFile(path: string): string;
}

export const thisMachine: Environment = {
	env: process.env,
	platform: process.platform,
	workingFolder: process.cwd(),
	readFile: (path) => readFileSync(path, 'utf8'),
};

/** n8n's own folder, found as n8n finds it (@n8n/config, `getN8nFolder`). */
export function n8nFolder({ env, platform, workingFolder }: Environment): string {
	const home = env[platform === 'win32' ? 'USERPROFILE' : 'HOME'];
	return join(env.N8N_USER_FOLDER ?? home ?? workingFolder, '.n8n');
}

/**
 * A variable as n8n reads it (@n8n/config, decorators): itself, or the content of the file that
 * the same name with `_FILE` names, without blanks and quotes around it.
 */
export function variable({ env, readFile }: Environment, name: string): string | undefined {
	const value = env[name] ?? contentOf(env[`${name}_FILE`], readFile)?.trim();
	return value?.trim().replace(/^(['"])(.*)\1$/, '$2');
}

function contentOf(path: string | undefined, readFile: (path: string) => string) {
	if (!path) return undefined;
	try {
		return readFile(path);
	} catch {
		// n8n itself does not start with it.
		return undefined;
	}
}
