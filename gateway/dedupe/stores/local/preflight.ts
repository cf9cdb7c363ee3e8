/** Whether claims can be kept in a file, as far as can be seen without touching anything. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { requireSqlite } from './database';
import { unavailable } from './failure';

/**
 * Why no database can be kept at `path`, in the words of the error that opening it would throw;
 * null: no reason can be seen. Makes no file and no folder. What only shows in use, such as a
 * network drive on which SQLite cannot lock, is not foreseen.
 */
export function preflight(path: string): string | null {
	try {
		requireSqlite();
		const folder = nearestExisting(dirname(path));
		if (!statSync(folder).isDirectory()) throw new Error(`${folder} is no folder`);
		accessSync(folder, constants.W_OK | constants.X_OK);
		if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
		return null;
	} catch (error) {
		return unavailable(error, path).message;
	}
}

/** The folder itself, or the one in which it would be made. */
function nearestExisting(folder: string): string {
	const parent = dirname(folder);
	return existsSync(folder) || parent === folder ? folder : nearestExisting(parent);
}
