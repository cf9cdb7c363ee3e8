import type * as z from 'zod/v4';

import type { Draft } from '../../../compose';

/** Reads the `eventData` of one event. Null where nothing can be read. */
export type EventReader = (data: unknown, eventId: string | null) => Iterable<Draft> | null;

/** An `EventReader` out of the data's schema and what becomes of data that fits it. */
export function eventReader<S extends z.ZodType>(
	schema: S,
	drafts: (wire: z.output<S>, eventId: string | null, data: unknown) => Iterable<Draft> | null,
): EventReader {
	return (data, eventId) => {
		const parsed = schema.safeParse(data);
		return parsed.success ? drafts(parsed.data, eventId, data) : null;
	};
}
