/** Where something can be changed in a payload, and the payload with it changed. */

export type Path = ReadonlyArray<string | number>;

export interface Place {
	path: Path;
	value: unknown;
	/** Its path without the numbers of elements: what is alike in many payloads is called the same. */
	name: string;
}

/** Every value in `payload`, itself first. */
export function* placesIn(payload: unknown, path: Path = [], name = ''): Generator<Place> {
	yield { path, value: payload, name };
	if (typeof payload !== 'object' || payload === null) return;
	for (const [key, value] of Object.entries(payload)) {
		const isElement = Array.isArray(payload);
		yield* placesIn(
			value,
			[...path, isElement ? Number(key) : key],
			`${name}.${isElement ? '*' : key}`,
		);
	}
}

export function at(payload: unknown, path: Path): unknown {
	return path.reduce((value, key) => (value as Record<string | number, unknown>)[key], payload);
}

/** A copy of `payload` with `value` in that place; what is not on the way there is shared. */
export function withAt(payload: unknown, [key, ...rest]: Path, value: unknown): unknown {
	if (key === undefined) return value;
	if (Array.isArray(payload)) {
		return payload.map((element, index) =>
			index === key ? withAt(element, rest, value) : element,
		);
	}
	const fields = payload as Record<string, unknown>;
	return { ...fields, [key]: withAt(fields[key], rest, value) };
}

/** A copy of `payload` without the value in that place. */
export function withoutAt(payload: unknown, path: Path): unknown {
	const [key, ...rest] = path;
	if (key === undefined) return undefined;
	const isLast = rest.length === 0;
	if (Array.isArray(payload)) {
		const changed = payload.map((element, index) =>
			index === key && !isLast ? withoutAt(element, rest) : element,
		);
		return isLast ? changed.toSpliced(Number(key), 1) : changed;
	}
	const fields = Object.entries(payload as Record<string, unknown>);
	return Object.fromEntries(
		fields.flatMap(([name, field]) => {
			if (name !== String(key)) return [[name, field]];
			return isLast ? [] : [[name, withoutAt(field, rest)]];
		}),
	);
}

export function isInside({ path }: Place, other: Place): boolean {
	return other.path.every((key, index) => path[index] === key);
}
