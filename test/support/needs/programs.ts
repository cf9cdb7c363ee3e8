/** Programs that a person could call by their name. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The folder of the PATH that holds this program. */
export function folderOnPath(program: string): string | undefined {
	const file = process.platform === 'win32' ? `${program}.exe` : program;
	return (process.env.PATH ?? '').split(delimiter).find((folder) => {
		try {
			accessSync(join(folder, file), constants.X_OK);
			return folder !== '';
		} catch {
			return false;
		}
	});
}

export function isOnPath(program: string): boolean {
	return folderOnPath(program) !== undefined;
}
