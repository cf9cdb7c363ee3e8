import type { LocalStore } from '../../../../../gateway/dedupe/stores/local';
import { storeContract } from '../store-contract';
import { checkStore } from '../store-property';
import { Machine, SqliteStores } from './sqlite-store';

function underTest() {
	const machine = new Machine();
	const { open, restart, end } = new SqliteStores(machine);
	const pass = async (milliseconds: number) => machine.pass(milliseconds);
	return { open: async () => await open(), restart, pass, end };
}

describe('the contract', () => {
	storeContract(async () => underTest());
});

test('any interleaving of claims, confirmations, releases, time and crashes', async () => {
	const { restart, ...stores } = underTest();
	try {
		await checkStore(stores, {
			runs: 200,
			afterCrash: async (store) => await restart(store as LocalStore),
		});
	} finally {
		await stores.end();
	}
}, 60_000);
