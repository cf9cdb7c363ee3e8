/** Messages with buttons, lists and offers, and what people choose from them. */
import * as z from 'zod/v4';

import { orNull, part, text } from '../../border';
import type { Message } from '../../event';
import { mediaIn, type Attached } from './media';
import { content } from './wire';

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

/** Buttons, template buttons, list rows and native flows: the answer, whichever part holds it. */
export function readSelection(value: unknown): Partial<Message> | null {
	const parsed = chosen.safeParse(value);
	if (!parsed.success) return null;
	const wire = parsed.data;
	const flow = wire.nativeFlowResponseMessage;
	const selection = {
		id:
			orNull(wire.selectedButtonId) ??
			orNull(wire.selectedId) ??
			orNull(wire.singleSelectReply?.selectedRowId) ??
			flowId(flow?.paramsJson) ??
			orNull(flow?.name),
		title: orNull(wire.selectedDisplayText) ?? orNull(wire.title) ?? orNull(wire.body?.text),
		description: orNull(wire.description),
	};
	return { type: 'selection', text: selection.title, selection };
}

/** The id of the button is inside a JSON text of its own. */
function flowId(params = ''): string | null {
	try {
		const parsed = z.object({ id: z.string() }).safeParse(JSON.parse(params));
		return parsed.success ? orNull(parsed.data.id) : null;
	} catch {
		return null;
	}
}

/** Where an offer keeps its words and its picture: in itself, its header or its template. */
const LAYERS = [
	'hydratedTemplate',
	'hydratedFourRowTemplate',
	'interactiveMessageTemplate',
	'header',
	'body',
	'product',
] as const;

const offer = z.object({
	body: text,
	text,
	contentText: text,
	hydratedContentText: text,
	caption: text,
	description: text,
	title: text,
	hydratedTitleText: text,
});

/** What is offered to choose from; the text is its body, else its title. */
export function readInteractive(value: unknown, attached: Attached): Partial<Message> | null {
	const outer = content.safeParse(value);
	if (!outer.success) return null;
	const inner = LAYERS.map((name) => content.safeParse(outer.data[name]).data ?? {});
	const layers = [outer.data, ...inner, content.safeParse(inner[2]?.body).data ?? {}];
	const words = layers.map((layer) => offer.parse(layer));
	const said = Object.keys(offer.shape).flatMap((name) =>
		words.flatMap((layer) => layer[name as keyof typeof layer] || []),
	);
	return {
		type: 'interactive',
		text: said[0] ?? null,
		media: layers.reduce<Message['media']>(
			(found, layer) => found ?? mediaIn(layer, attached)?.media ?? null,
			null,
		),
	};
}
