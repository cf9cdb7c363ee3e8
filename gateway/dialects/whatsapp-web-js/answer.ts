/** What somebody chose or filled in: buttons, list rows, template buttons, native flows. */
import * as z from 'zod/v4';

import { orNull, part, text } from '../../payload/schema';
import type { Message } from '../../event';
import { readForm } from '../../whatsapp/form';
import type { WebMessage } from './message';

export function answerOf(message: WebMessage): Partial<Message> {
	const { selectedButtonId, selectedId, selectedRowId, listResponse, shownBody, body } = message;
	const { id, title: flowTitle, description, form } = flowOf(message);
	const title =
		orNull(listResponse?.title) ??
		orNull(shownBody) ??
		orNull(body) ??
		flowTitle ??
		orNull(message.title);
	return {
		text: title,
		selection: {
			id:
				orNull(selectedButtonId) ??
				orNull(selectedId) ??
				orNull(selectedRowId) ??
				orNull(listResponse?.singleSelectReply?.selectedRowId) ??
				id,
			title,
			description: orNull(listResponse?.description) ?? description,
		},
		form,
	};
}

const params = z.object({
	id: text,
	title: text,
	display_text: text,
	description: text,
	response: text,
	wa_flow_response_params: part({ title: text }),
});

/** Forms by their name; others have a token or parameters of their own among the answers. */
const FORMS = /^(flow|galaxy_message|address_message|call_permission_request)$/;

const NOTHING = { id: null, title: null, description: null, form: null };

/**
 * The answer to a native flow is a JSON text: of a button or row that was pressed its id, of a form
 * what was filled in, which may have an `id` among it. Source: WhatsApp Web's parsers of interactive
 * responses (2026).
 */
function flowOf({ interactivePayload: flow, nativeFlowName }: WebMessage) {
	const answer = readForm(flow?.paramsJson ?? flow?.buttonParamsJson);
	if (!answer) return NOTHING;
	const said = params.parse(answer);
	const isForm =
		FORMS.test(flow?.name ?? nativeFlowName ?? '') ||
		'flow_token' in answer ||
		'wa_flow_response_params' in answer;
	if (isForm || !said.id) {
		const title = orNull(said.wa_flow_response_params?.title) ?? orNull(said.response);
		return { ...NOTHING, title, form: answer };
	}
	return {
		id: said.id,
		title: orNull(said.display_text) ?? orNull(said.title),
		description: orNull(said.description),
		form: null,
	};
}
