/**
 * What a store of claims may have done, given what it said. Calls that run at once are carried out in
 * some order, each in one step; the model tries every order and keeps those that explain all answers.
 */
import type { ClaimState } from '../../../../gateway/dedupe/core/store';

interface Asked {
	holder: string;
	process: number;
	keys: readonly string[];
}

export type Call = Asked &
	({ what: 'claim'; leaseMs: number } | { what: 'confirm'; keepMs: number } | { what: 'release' });

/** A call and its answer. Null: it was carried out. `failed`: a claim that is not to be relied on. */
export interface Heard {
	call: Call;
	said: readonly ClaimState[] | null | 'failed';
}

/** What one key is like. Times are the model's, in ms; what is over stays written. */
interface Entry {
	holder: string | null;
	heldUntil: number;
	confirmedUntil: number;
}

export interface State {
	entries: ReadonlyMap<string, Entry>;
	/** Calls of processes that died: each may still be carried out, at any moment, or never. */
	ghosts: readonly Call[];
}

export const NOTHING_HAPPENED: State = { entries: new Map(), ghosts: [] };

export interface Circumstances {
	now: number;
	/** Only what the store gives out, and what it says has run, has to be true; `held` it may always say. */
	cautious: boolean;
}

/** For so long a cautious store may go on to say that a key is confirmed (`TOLD_MS`, rounded up). */
const TOLD_MS = 11_000;

const FREE: Entry = { holder: null, heldUntil: -Infinity, confirmedUntil: -Infinity };

/** Every state the calls may have led to; none: no order of them explains what was said. */
export function explain(
	before: readonly State[],
	heard: readonly Heard[],
	circumstances: Circumstances,
): State[] {
	const found = new Map<string, State>();
	const seen = new Set<string>();
	const visit = (state: State, left: readonly Heard[]): void => {
		const place = `${left.map((one) => heard.indexOf(one)).join()} ${nameOf(state)}`;
		if (seen.has(place)) return;
		seen.add(place);
		if (left.length === 0) found.set(nameOf(state), state);
		for (const one of left) {
			const entries = after(state.entries, one, circumstances);
			const rest = left.filter((other) => other !== one);
			if (entries) visit({ ...state, entries }, rest);
		}
		for (const ghost of state.ghosts) {
			const entries = carriedOut(state.entries, ghost, circumstances.now);
			visit({ entries, ghosts: state.ghosts.filter((other) => other !== ghost) }, left);
		}
	};
	for (const state of before) visit(state, heard);
	return [...found.values()];
}

function nameOf({ entries, ghosts }: State): string {
	const lines = [...entries].map(([key, { holder, heldUntil, confirmedUntil }]) =>
		[key, holder, heldUntil, confirmedUntil].join(),
	);
	return [...lines.sort(), '', ...ghosts.map(({ what, holder }) => `${what} ${holder}`)].join('\n');
}

/** What the keys are like after the call; null: then it would have said something else. */
function after(
	entries: State['entries'],
	{ call, said }: Heard,
	{ now, cautious }: Circumstances,
): State['entries'] | null {
	if (said === 'failed') return entries;
	if (said === null) return carriedOut(entries, call, now);
	const right = call.keys.every((key, index) => {
		const entry = entries.get(key) ?? FREE;
		const due = claimOn(entry, call.holder, now);
		if (!cautious || said[index] === 'claimed') return said[index] === due;
		return said[index] === 'held' || entry.confirmedUntil > now - TOLD_MS;
	});
	if (!right || said.length !== call.keys.length) return null;
	const won = call.keys.filter((_, index) => said[index] === 'claimed');
	return carriedOut(entries, { ...call, keys: won }, now);
}

function claimOn(
	{ holder, heldUntil, confirmedUntil }: Entry,
	who: string,
	now: number,
): ClaimState {
	if (confirmedUntil > now) return 'confirmed';
	return holder !== null && holder !== who && heldUntil > now ? 'held' : 'claimed';
}

function carriedOut(entries: State['entries'], call: Call, now: number): State['entries'] {
	const result = new Map(entries);
	for (const key of call.keys) {
		const entry = entries.get(key) ?? FREE;
		switch (call.what) {
			case 'claim':
				if (claimOn(entry, call.holder, now) !== 'claimed') break;
				result.set(key, { ...entry, holder: call.holder, heldUntil: now + call.leaseMs });
				break;
			case 'confirm': {
				const confirmedUntil = Math.max(entry.confirmedUntil, now + call.keepMs);
				result.set(key, { ...FREE, confirmedUntil });
				break;
			}
			case 'release':
				if (entry.holder === call.holder) result.set(key, { ...entry, holder: null });
		}
	}
	return result;
}
