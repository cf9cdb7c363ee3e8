/**
 * The answers of a form that WhatsApp sends as a JSON text inside a message (native flows,
 * `paramsJson`; WhatsApp Business calls the same text `response_json`).
 */
import * as z from 'zod/v4';

import { list, nestsTooDeep, part, text } from '../border';

export type Answers = Record<string, unknown>;

const object = z.record(z.string(), z.unknown());

/** The object a JSON text holds; null when it holds none, or one nested deeper than any delivery. */
export function objectIn(json: string | undefined): Answers | null {
	if (!json?.trimStart().startsWith('{')) return null;
	try {
		const parsed = object.safeParse(JSON.parse(json));
		return parsed.success && !nestsTooDeep(parsed.data) ? parsed.data : null;
	} catch {
		return null;
	}
}

const template = z.object({
	wa_flow_response_params: part({ title: text, response_message: text }),
});
const screens = z.object({
	screens: list(
		z.object({ components: list(z.object({ label: text, name: text, value: z.unknown() })) }),
	),
});

/**
 * The answers by name. A form made in the WhatsApp Business app has them in a JSON text of its own,
 * by screen, each with the label the person read: there they come in addition, by that label.
 */
export function answersIn(params: Answers): Answers {
	const own = template.safeParse(params).data?.wa_flow_response_params?.response_message;
	const filled = screens.safeParse(objectIn(own)).data?.screens ?? [];
	const components = filled.flatMap((screen) => screen.components ?? []);
	const named = components.flatMap(({ label, name, value }): Array<[string, unknown]> => {
		const key = label || name;
		return key && value !== undefined ? [[key, value]] : [];
	});
	return named.length > 0 ? { ...params, ...Object.fromEntries(named) } : params;
}

/** What a form is called where nothing else was written beside its answers. */
export function titleIn(params: Answers | null): string | null {
	return template.safeParse(params).data?.wa_flow_response_params?.title || null;
}
