/**
 * What Cbot says went wrong, in the shape of whoever answers: the On-Premises API (`errors`), the
 * gateway before it (`meta`), or Meta's cloud (`error`).
 */
import * as z from 'zod/v4';

import { orNull, part, text } from '../../payload/schema';
import type { Problem, ProviderAnswer } from '../../provider';

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

export function problemIn({ status, body }: ProviderAnswer): Problem | null {
	// A message that was taken may carry remarks in `errors`.
	if (status < 400 && accepted.safeParse(body).success) return null;
	const said = saidIn(body);
	if (said === null) return status < 400 ? null : { code: null, message: null };
	const nextStep = nextStepFor(status, said.code);
	return nextStep === null ? said : { ...said, nextStep };
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

function nextStepFor(status: number, code: string | number | null): string | null {
	if (code !== null && WINDOW_CLOSED.has(String(code))) {
		return "WhatsApp allows free-form answers only within 24 hours of the person's last message. Wait until the person writes again, or send a template message by other means.";
	}
	if (status === 401) {
		return 'Check the API Key in the credential, and whether API Key Header has the name Cbot gave you (API-KEY or D360-API-KEY).';
	}
	return null;
}

/** The details often repeat the title, or the title them. */
function joined(title: string | undefined, details: string | undefined): string | null {
	if (!title || !details) return orNull(title) ?? orNull(details);
	if (title.includes(details)) return title;
	return details.includes(title) ? details : `${title}: ${details}`;
}
