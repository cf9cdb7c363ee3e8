/** Messages with buttons, lists and products to choose from. */
import * as z from 'zod/v4';

import { text } from '../../payload/schema';
import type { Message } from '../../event';
import { mediaIn, type Attached } from './media';
import { content } from './wire';

/** Where an offer keeps its words and its picture: in itself, its header or its template. */
const LAYERS = [
	'hydratedTemplate',
	'hydratedFourRowTemplate',
	'interactiveMessageTemplate',
	'header',
	'body',
	'product',
	'catalog',
] as const;

/** In this order the words of all layers are looked for: the body before what stands around it. */
const offer = z.object({
	body: text,
	contentText: text,
	hydratedContentText: text,
	text,
	caption: text,
	description: text,
	title: text,
	hydratedTitleText: text,
});
const WORDS = Object.keys(offer.shape) as Array<keyof typeof offer.shape>;

const carousel = z.object({ carouselMessage: z.object({ cards: z.array(z.unknown()) }) });
const oldTemplate = z.object({ hydratedHsm: content });

/** What is offered to choose from; the text is its body, else its title, else its first card's. */
export function readOffer(value: unknown, attached: Attached): Partial<Message> | null {
	const outer = content.safeParse(oldTemplate.safeParse(value).data?.hydratedHsm ?? value);
	if (!outer.success) return null;
	const own = layersOf(outer.data);
	const card = content.safeParse(carousel.safeParse(value).data?.carouselMessage.cards[0]);
	const layers = card.success ? [...own, ...layersOf(card.data)] : own;
	return {
		type: 'interactive',
		text: wordsIn(own) ?? wordsIn(layers),
		media: layers.reduce<Message['media']>(
			(found, layer) => found ?? mediaIn(layer, attached)?.media ?? null,
			null,
		),
	};
}

type Layer = z.infer<typeof content>;

function layersOf(outer: Layer): Layer[] {
	const inner = LAYERS.map((name) => content.safeParse(outer[name]).data ?? {});
	return [outer, ...inner, content.safeParse(inner[2]?.body).data ?? {}];
}

function wordsIn(layers: readonly Layer[]): string | null {
	const words = layers.map((layer) => offer.parse(layer));
	for (const name of WORDS) {
		const said = words.find((layer) => layer[name])?.[name];
		if (said) return said;
	}
	return null;
}
