/** What n8n's node panel finds a node by. In the class, not in a file beside it: it names providers. */
import type { CodexData } from 'n8n-workflow';

import type { Provider } from '../../../gateway';

const README = [
	{
		url: 'https://github.com/n8n-nodes-whatsapp-webhooks/n8n-nodes-whatsapp-webhooks#readme',
	},
];

interface Searchable {
	/** The providers the node is for: each is found by its names. */
	offered: readonly Provider[];
	/** What follows a provider's name, so that of several nodes the most fitting comes first. */
	does?: string;
	/** Other words that people may type. */
	words: readonly string[];
}

export function codexOf({ offered, does, words }: Searchable): CodexData {
	const names = offered.flatMap(({ displayName, alsoKnownAs }) => [
		displayName,
		...(alsoKnownAs === undefined ? [] : [alsoKnownAs]),
	]);
	return {
		categories: ['Communication'],
		alias: [
			'WhatsApp',
			...names.map((name) => (does === undefined ? name : `${name} ${does}`)),
			...words,
		],
		resources: { primaryDocumentation: README, credentialDocumentation: README },
	};
}
