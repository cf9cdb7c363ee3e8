/**
 * What an answer of eazeWA says went wrong. HTTP 200 is no success: every action has a `status` at
 * the top (did it reach the instance) and in `data` (was it done), and either can be `error`.
 * Source: WaAPI openapi v1.7.0; WaAPI TS SDK.
 */
import * as z from 'zod/v4';

import { orNull, part, text } from '../../payload/schema';
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

/** "Invalid ability provided." is Laravel's word for a scope that a token does not have. */
const SCOPES =
	'Make an API token that may read and update instances at waapi.app/user/api-tokens, and enter it as API Key in the credential.';

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
	const message = orNull([...new Set(words.filter((word) => word))].join(' '));
	return {
		code: null,
		// Laravel's word for an address that is not one of its own.
		message: message !== null && /^the route /i.test(message) ? null : message,
		about: aboutOf(status, message ?? ''),
		nextStep: nextStepFor(status, message),
	};
}

function aboutOf(status: number, message: string): Problem['about'] {
	if (status === 404)
		return /instance/i.test(message) && !/^the route /i.test(message) ? 'instance' : undefined;
	return /\b(?:not ready|not connected|disconnected)\b/i.test(message) ? 'connection' : undefined;
}

function nextStepFor(status: number, message: string | null): string | undefined {
	if (status === 403 && message !== null) return SCOPES;
	return status === 409 || status < 400 ? CONNECT : undefined;
}
