/** How long one delivery takes on its way in: `tsx bench/intake.ts`. */
import { runBundled } from './support/run-bundled';

void runBundled('intake');
