/**
 * What an answer of eazeWA says went wrong. HTTP 200 is no success: every action has a `status` at
 * the top (did it reach the instance) and in `data` (was it done), and either can be `error`.
 * Source: WaAPI openapi v1.7.0; WaAPI TS SDK.
 */
import * as z from 'zod/v4';

import { orNull, part, text } from '../../border';
import type { Problem, ProviderAnswer } from '../../provider';

const said = { status: text, message: text, error: text, explanation: text };

const answer = z.object({
	...said,
	errors: z
		.record(z.string(), z.union([z.string(), z.array(z.string())]))
		.optional()
		.catch(undefined),
	data: part(said),
});

const CONNECT =
	'Check that the instance is connected to WhatsApp (its status is "ready"), and that the chat and the message exist.';

export function problemIn({ status, body }: ProviderAnswer): Problem | null {
	const parsed = answer.safeParse(body);
	const { data: wire } = parsed;
	const levels = [wire?.data, wire].flatMap((level) => level ?? []);
	const failed = levels.find((level) => level.status?.toLowerCase() === 'error');
	if (status < 400 && !failed) return null;

	const teller = failed ?? wire;
	const words = [
		orNull(teller?.message) ??
			orNull(teller?.error) ??
			orNull(wire?.message) ??
			orNull(wire?.error),
		orNull(teller?.explanation),
		// 422: the reasons by field, of which `message` repeats the first.
		...Object.values(wire?.errors ?? {}).flat(),
	];
	return {
		code: null,
		message: orNull([...new Set(words.filter((word) => word))].join(' ')),
		nextStep: status === 409 || status < 400 ? CONNECT : undefined,
	};
}
