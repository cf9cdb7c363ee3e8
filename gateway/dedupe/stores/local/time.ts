/**
 * The time a file of claims lives by.
 *
 * The machine's wall clock can be set: by its administrator, by a time server after a boot with an
 * empty clock battery, by a virtual machine that wakes up. Judged by it, a claim would end too
 * early after a jump forwards and be denied to everybody for an hour after a jump backwards, and an
 * event would be forgotten before its time. So it decides nothing while the machine runs. What
 * counts is the steady clock of the system, which nobody can set and which is the same for all
 * processes of one boot, plus an offset that is kept in the file, so that all processes agree.
 *
 * The steady clock starts anew with each boot. Then the file's time goes on where it was last seen,
 * moved on by what the wall clock says has passed since, which is all there is to go by; never
 * backwards. Where the wall clock is wrong about that, ids are remembered for too long (harmless)
 * or, if it jumped forwards while the machine was off, not for long enough. A lease from before,
 * whose holder died with the machine, ends one lease later at the latest.
 *
 * Time that the machine sleeps may not count: then ids live longer by as much.
 */
import { readFileSync } from 'node:fs';

/** The clocks of this machine. */
export interface MachineClock {
	/** Milliseconds that only ever grow, from one origin for all processes of this boot. */
	steady(): number;
	/** Milliseconds since 1970, as far as the machine knows. */
	wall(): number;
	/** Names this boot of this machine; null where the system has no such name. */
	readonly boot: string | null;
}

export const machineClock: MachineClock = {
	// Not `performance.now()`, whose origin is the start of the process.
	steady: () => {
		const [seconds, nanoseconds] = process.hrtime();
		return seconds * 1_000 + nanoseconds / 1e6;
	},
	wall: () => Date.now(),
	boot: readBootId(),
};

/** Linux names each boot. Elsewhere, a steady clock that has gone back gives it away. */
function readBootId(): string | null {
	try {
		return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() || null;
	} catch {
		return null;
	}
}

/** What the file says of its time. */
export interface TimeMark {
	boot: string | null;
	/** The file's time minus the steady clock, in milliseconds, in that boot. */
	offset: number;
	/** The file's time when it was last noted, in milliseconds. */
	time: number;
	/** The wall clock at that moment. */
	wall: number;
}

/** The mark to go by from now on, given the one in the file. */
export function continueFrom(mark: TimeMark | null, clock: MachineClock): TimeMark {
	const steady = clock.steady();
	const wall = clock.wall();
	// In a new file time starts as the wall clock, so that a person can read it.
	if (mark === null) return { boot: clock.boot, offset: wall - steady, time: wall, wall };
	const sameBoot = mark.boot === clock.boot && steady + mark.offset >= mark.time;
	if (sameBoot) return { ...mark, time: steady + mark.offset, wall };
	const time = mark.time + Math.max(0, wall - mark.wall);
	return { boot: clock.boot, offset: time - steady, time, wall };
}
