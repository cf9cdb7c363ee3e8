/** Name of the environment variable that hands the packed package from Jest's set-up to the tests. */
export const TARBALL = 'E2E_TARBALL';

/** The path of the packed package. */
export function packedPackage(): string {
	const path = process.env[TARBALL];
	if (!path) throw new Error('The package was not packed: these tests run as the project "e2e".');
	return path;
}
