/** What people fill in: the answers of a form or flow, wherever they are. */
import * as z from 'zod/v4';

import { fieldsOf, type Fields } from '../payload/fields';
import { list, nestsTooDeep, part, text } from '../payload/schema';

/**
 * The answers of a form, which WhatsApp sends as a JSON text inside the message: as an object, by the
 * form's own names. Null where it is not one, or is empty.
 */
export function readForm(answers: unknown): Fields | null {
	const fields = fieldsOf(typeof answers === 'string' ? parsed(answers) : answers);
	if (!fields || Object.keys(fields).length === 0 || nestsTooDeep(fields)) return null;
	return { ...fields, ...labelled(fields) };
}

const template = z.object({ wa_flow_response_params: part({ response_message: text }) });
const filledIn = z.object({
	screens: list(
		z.object({ components: list(z.object({ label: text, name: text, value: z.unknown() })) }),
	),
});

/**
 * A form made in the WhatsApp Business app has its answers in a JSON text of their own, by screen,
 * each with the label the person read (whatsmeow issue 1241, 2026): here by that label.
 */
function labelled(fields: Fields): Fields | null {
	const answers = template.safeParse(fields).data?.wa_flow_response_params?.response_message;
	if (!answers) return null;
	const own = fieldsOf(parsed(answers));
	if (nestsTooDeep(own)) return null;
	const components = filledIn.safeParse(own).data?.screens?.flatMap((one) => one.components ?? []);
	const named = components?.flatMap(({ label, name, value }): Array<[string, unknown]> => {
		const key = label || name;
		return key && value !== undefined ? [[key, value]] : [];
	});
	return fieldsOf(Object.fromEntries(named ?? []));
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null;
	}
}
