/** What people choose and fill in: buttons, list rows, template buttons, native flows. */
import * as z from 'zod/v4';

import { orNull, part, text } from '../../payload/schema';
import type { Message } from '../../event';
import type { Fields } from '../../payload/fields';
import { readForm } from '../../whatsapp/form';

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

/** What a JSON text says of a button or a row that was chosen, or of a form. */
const params = z.object({
	id: text,
	display_text: text,
	title: text,
	description: text,
	response: text,
	wa_flow_response_params: part({ title: text }),
});

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
	const answers = readForm(flow.paramsJson);
	const said = params.safeParse(answers).data;
	if (isForm(name, answers, said?.id)) {
		const shown = title ?? orNull(said?.wa_flow_response_params?.title) ?? orNull(said?.response);
		return { ...selected({ id: null, title: shown, description: null }), form: answers };
	}
	return selected({
		id: orNull(said?.id) ?? orNull(name),
		title: title ?? orNull(said?.display_text) ?? orNull(said?.title),
		description: orNull(wire.description) ?? orNull(said?.description),
	});
}

/** Forms have a token or parameters of their own, whatever fields they are made of. */
function isForm(name: string, answers: Fields | null, id: string | undefined): boolean {
	if (FORMS.test(name)) return true;
	if (!answers || CHOICES.test(name)) return false;
	return !id || 'flow_token' in answers || 'wa_flow_response_params' in answers;
}

function selected(selection: NonNullable<Message['selection']>): Partial<Message> {
	return { type: 'selection', text: selection.title, selection };
}
