/** Before any test: what is missing is installed where this account may, else said in one sentence. */
import type { Need } from './needs';
import { PackageManager } from './package-manager';

/** Something is missing that only a person can install. The message says what to do. */
export class NeedsMissing extends Error {}

/** Shows that a step is being done. */
type Show = (step: string, work: () => Promise<void>) => Promise<void>;

export async function provide(needs: readonly Need[], show: Show): Promise<void> {
	const missing = await missingAmong(needs);
	if (missing.length === 0) return;

	const manager = PackageManager.find();
	const packages = missing.flatMap(({ packages }) => (manager && packages[manager.name]) ?? []);
	if (!manager?.mayInstall || packages.length === 0)
		throw new NeedsMissing(sayHow(missing, manager));

	try {
		await show(`Installing ${packages.join(', ')} for the tests (${manager.name})`, async () => {
			await manager.install(packages);
		});
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new NeedsMissing(`${why}\n${sayHow(missing, manager)}`, { cause: error });
	}
	const still = await missingAmong(missing);
	if (still.length > 0) throw new NeedsMissing(sayHow(still, manager));
}

async function missingAmong(needs: readonly Need[]): Promise<Need[]> {
	const missing: Need[] = [];
	for (const need of needs) if (!(await need.isThere())) missing.push(need);
	return missing;
}

/** One sentence: what is missing, and what to do about all of it. */
function sayHow(missing: readonly Need[], manager: PackageManager | undefined): string {
	const packages: string[] = [];
	const steps: string[] = [];
	for (const need of missing) {
		const known = manager && need.packages[manager.name];
		if (known) packages.push(...known);
		else steps.push(need.otherwise);
	}
	if (manager && packages.length > 0) steps.unshift(`run \`${manager.byHand(packages)}\``);
	const what = list(missing.map((need) => need.what));
	return `The tests need ${what}, which this machine has not got: ${list(steps)}, then run the command again.`;
}

function list(parts: readonly string[]): string {
	return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
