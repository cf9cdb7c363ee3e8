/** What people choose and fill in: buttons, list rows, template buttons, native flows. */
import * as z from 'zod/v4';

import { orNull, part, text } from '../../border';
import type { Message } from '../../event';
import { answersIn, objectIn, titleIn } from '../form';

const chosen = z.object({
	selectedButtonId: text,
	selectedId: text,
	selectedDisplayText: text,
	title: text,
	description: text,
	singleSelectReply: part({ selectedRowId: text }),
	body: part({ text }),
	nativeFlowResponseMessage: part({ name: text, paramsJson: text }),
});

/** What is inside the JSON text of a button or a row that was chosen. */
const choice = z.object({ id: text, display_text: text, title: text, description: text });

/** Native flows in which something is chosen by its id; all others are filled in like forms. */
const CHOICES = /^(quick_reply|single_select|menu_options|cta_\w+)$/;
/** Forms, whatever their answers are called: one of them may be an `id`. */
const FORMS = /^(flow|galaxy_message|address_message|call_permission_request)$/;

/** The answer, whichever part holds it. */
export function readAnswer(value: unknown): Partial<Message> | null {
	const parsed = chosen.safeParse(value);
	if (!parsed.success) return null;
	const wire = parsed.data;
	const flow = wire.nativeFlowResponseMessage;
	const title = orNull(wire.selectedDisplayText) ?? orNull(wire.title) ?? orNull(wire.body?.text);
	if (!flow) {
		const id =
			orNull(wire.selectedButtonId) ??
			orNull(wire.selectedId) ??
			orNull(wire.singleSelectReply?.selectedRowId);
		return selected({ id, title, description: orNull(wire.description) });
	}

	const { name = '' } = flow;
	const params = objectIn(flow.paramsJson);
	const picked = choice.safeParse(params).data ?? {};
	if (FORMS.test(name) || (params && !picked.id && !CHOICES.test(name))) {
		const form = params && answersIn(params);
		return { ...selected({ id: null, title: title ?? titleIn(params), description: null }), form };
	}
	return selected({
		id: orNull(picked.id) ?? orNull(name),
		title: title ?? orNull(picked.display_text) ?? orNull(picked.title),
		description: orNull(wire.description) ?? orNull(picked.description),
	});
}

function selected(selection: NonNullable<Message['selection']>): Partial<Message> {
	return { type: 'selection', text: selection.title, selection };
}
