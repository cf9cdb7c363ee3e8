/** SQLite stores in a folder of their own, on a machine whose clocks a test turns. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { LocalStore, type LocalStoreOptions } from '../../../../../gateway/dedupe/stores/local';
import { machineClock, type MachineClock } from '../../../../../gateway/dedupe/stores/local/time';

/** A machine: what its clocks say, and a way to turn them. */
export class Machine implements MachineClock {
	boot: string | null = 'first boot';
	private steadyBase = 5_000_000;
	private wallBase = Date.UTC(2026, 0, 15);

	steady = () => this.steadyBase;
	wall = () => this.wallBase;

	pass(milliseconds: number): void {
		this.steadyBase += milliseconds;
		this.wallBase += milliseconds;
	}

	/** Somebody sets the clock on the wall. */
	setWall(byMilliseconds: number): void {
		this.wallBase += byMilliseconds;
	}

	/** The machine was off for this long; `wallError` is what its clock is wrong by afterwards. */
	reboot(offMilliseconds: number, wallError = 0): void {
		this.boot = this.boot === null ? null : `boot after ${this.boot}`;
		this.steadyBase = 12_345;
		this.wallBase += offMilliseconds + wallError;
	}
}

/** A folder that goes away with `end`, and the stores opened in it. */
export class SqliteStores {
	readonly folder = mkdtempSync(join(tmpdir(), 'whatsapp-claims-'));
	private readonly stores: LocalStore[] = [];

	constructor(readonly clock: MachineClock = machineClock) {}

	open = async (options: Partial<LocalStoreOptions> = {}): Promise<LocalStore> => {
		const store = new LocalStore({ folder: this.folder, clock: this.clock, ...options });
		this.stores.push(store);
		return store;
	};

	/** As after a kill: a new process opens what the old one left. */
	restart = async (store: LocalStore): Promise<LocalStore> => {
		await store.close();
		return await this.open();
	};

	end = async (): Promise<void> => {
		for (const store of this.stores) await store.close();
		rmSync(this.folder, { recursive: true, force: true });
	};
}
