/**
 * What went wrong, as servers built on Baileys word it that follow Evolution: `{status, error,
 * response: {message}}`, or whatever of it is there. Source: Evolution v2.3.7, main.ts and
 * exceptions/.
 */
import * as z from 'zod/v4';

import { orNull, part, text } from '../payload/schema';
import type { Problem, ProviderAnswer } from '../provider';

const reasons = z.union([
	z.string().transform((reason) => [reason]),
	z.array(
		z.union([
			z.string(),
			// The answer for a number without WhatsApp.
			z
				.object({ exists: z.literal(false), number: text, jid: text })
				.transform(({ number, jid }) => `${number ?? jid ?? 'this number'} is not on WhatsApp`),
			// Those of a field that was filled in wrongly, where several are.
			z.array(z.string()).transform((several) => several.join('; ')),
			z.unknown().transform(() => null),
		]),
	),
]);

const problem = z.object({
	message: reasons.optional().catch(undefined),
	error: text,
	response: part({ message: reasons.optional().catch(undefined) }),
});

/** Null: the answer was a success. */
export function problemInAnswer({ status, body }: ProviderAnswer): Problem | null {
	if (status < 400) return null;
	const parsed = problem.safeParse(body);
	if (!parsed.success) return { code: null, message: null };
	const { response, message, error } = parsed.data;
	const said = (response?.message ?? message ?? []).filter((reason) => reason).join('; ');
	return { code: null, message: orNull(said) ?? orNull(error), about: aboutOf(status, said) };
}

/** The words for an instance that the server does not have. */
function aboutOf(status: number, said: string): Problem['about'] {
	return status === 404 && /instance/i.test(said) ? 'instance' : undefined;
}
