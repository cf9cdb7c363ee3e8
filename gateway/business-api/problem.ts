/**
 * What an answer says went wrong, in the shape of whoever gives it: the On-Premises API (`errors`), a
 * gateway before it (`meta`), or Meta's cloud (`error`).
 */
import * as z from 'zod/v4';

import { orNull, part, text } from '../payload/schema';
import type { Problem, Provider } from '../provider';

const code = z.union([z.number(), z.string()]).optional().catch(undefined);

const onPremises = z.object({
	errors: z.tuple([z.object({ code, title: text, details: text })], z.unknown()),
});
const cloud = z.object({
	error: z.object({ code, message: text, error_data: part({ details: text }) }),
});
const gateway = z.object({
	meta: z.object({ developer_message: z.string(), success: z.boolean().optional() }),
});
const accepted = z.object({ messages: z.array(z.unknown()).min(1) });

/** Answering in free form is allowed for 24 hours after the person's last message. */
const WINDOW_CLOSED = new Set(['470', '131047']);

/**
 * A provider's `problemIn`. `nextSteps`: what to do, by HTTP status, where the provider knows more
 * than the status says.
 */
export function createProblemIn(
	nextSteps: Readonly<Record<number, string>> = {},
): Provider['problemIn'] {
	return ({ status, body }) => {
		// A message that was taken may carry remarks in `errors`.
		if (status < 400 && accepted.safeParse(body).success) return null;
		const said = saidIn(body);
		if (said === null) return status < 400 ? null : { code: null, message: null };
		const nextStep = windowStep(said) ?? nextSteps[status];
		return nextStep === undefined ? said : { ...said, nextStep };
	};
}

function saidIn(body: unknown): Problem | null {
	const flat = onPremises.safeParse(body);
	if (flat.success) {
		const { code, title, details } = flat.data.errors[0];
		return { code: code ?? null, message: joined(title, details) };
	}
	const graph = cloud.safeParse(body);
	if (graph.success) {
		const { code, message, error_data } = graph.data.error;
		return { code: code ?? null, message: joined(message, error_data?.details) };
	}
	const refused = gateway.safeParse(body);
	if (!refused.success || refused.data.meta.success === true) return null;
	return { code: null, message: refused.data.meta.developer_message };
}

function windowStep({ code }: Problem): string | undefined {
	if (code === null || !WINDOW_CLOSED.has(String(code))) return undefined;
	return "WhatsApp allows free-form answers only within 24 hours of the person's last message. Wait until the person writes again, or send a template message by other means.";
}

/** The details often repeat the title, or the title them. */
function joined(title: string | undefined, details: string | undefined): string | null {
	if (!title || !details) return orNull(title) ?? orNull(details);
	if (title.includes(details)) return title;
	return details.includes(title) ? details : `${title}: ${details}`;
}
