/** What somebody chose or filled in: buttons, list rows, template buttons, native flows. */
import * as z from 'zod/v4';

import { orNull, part, text } from '../../border';
import type { Message } from '../../event';
import { readForm } from '../fields';
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
	flow_token: z.unknown(),
	wa_flow_response_params: part({ title: text }),
});

const NOTHING = { id: null, title: null, description: null, form: null };

/**
 * The answer to a native flow is a JSON text: of a button or row that was pressed its id, of a form
 * what was filled in. Forms have a token or parameters of their own, whatever fields they are made of.
 * Source: WhatsApp Web's parsers of interactive responses (2026).
 */
function flowOf({ interactivePayload }: WebMessage) {
	const answer = readForm(interactivePayload?.paramsJson ?? interactivePayload?.buttonParamsJson);
	const said = params.safeParse(answer);
	if (!answer || !said.success) return NOTHING;
	const { id, title, display_text, description, flow_token, wa_flow_response_params } = said.data;
	const isForm = flow_token !== undefined || wa_flow_response_params !== undefined;
	if (!isForm && id) {
		return {
			id,
			title: orNull(display_text) ?? orNull(title),
			description: orNull(description),
			form: null,
		};
	}
	return { ...NOTHING, title: orNull(wa_flow_response_params?.title), form: answer };
}
