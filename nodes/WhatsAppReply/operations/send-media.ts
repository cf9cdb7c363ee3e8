import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import {
	assertSendable,
	MEDIA_KINDS,
	providers,
	type MediaKind,
	type Provider,
} from '../../../gateway';
import { sourceOf } from '../../shared/action/outgoing-media';
import { groupedBy } from '../../shared/editor/provider-property';
import { assertFits } from '../../shared/action/text-limit';
import { unsupported } from '../../shared/action/unsupported';
import type { SendOperation } from './operation';

const OPTIONS = [
	{ name: 'Audio', value: 'audio' },
	{ name: 'Document', value: 'document' },
	{ name: 'Image', value: 'image' },
	{ name: 'Sticker', value: 'sticker' },
	{ name: 'Video', value: 'video' },
	{ name: 'Voice Message', value: 'voice' },
];

export const sendMedia: SendOperation = {
	option: {
		name: 'Send Media',
		value: 'sendMedia',
		action: 'Send a picture, video, recording or document',
		description: 'Reply with a picture, a video, a recording or a document',
	},
	properties: [
		...mediaTypeFields(),
		{
			displayName: 'Media URL',
			name: 'mediaUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/picture.jpg',
			description:
				'A public address from which the provider downloads the file; leave empty to send a file from the workflow',
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryProperty',
			type: 'string',
			default: 'data',
			displayOptions: { show: { mediaUrl: [''] } },
			hint: 'The name of the input field that holds the file',
		},
		{
			displayName: 'Caption',
			name: 'caption',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			displayOptions: { show: { mediaType: ['image', 'video', 'document'] } },
			description: 'Text shown below the file',
		},
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'e.g. invoice.pdf',
			displayOptions: { show: { mediaType: ['document'] } },
			description: 'The name shown for the document; left empty, it is the name of the file',
		},
	],
	isPossible: ({ media }) => media !== undefined,
	quotedAs: 'media',
	async send(item, { chatId }, quote) {
		const { context, itemIndex, provider, api } = item;
		if (!provider.send.media) throw unsupported(provider, 'send media', INSTEAD);
		const text = (name: string) => String(context.getNodeParameter(name, itemIndex, '')) || null;
		const caption = text('caption');
		const longest = provider.send.longestCaption;
		assertFits(item, { label: 'Caption', text: caption ?? '', longest });
		const source = await sourceOf(context, itemIndex, text('mediaUrl'));
		const media = {
			...source,
			chatId,
			quote,
			kind: kindOf(context, itemIndex),
			fileName: text('fileName') ?? source.fileName,
			caption,
		};
		assertSendable(provider, media);
		return await provider.send.media(api, media);
	},
};

const INSTEAD = 'Send a text with a link to the file instead.';

function kindOf(context: IExecuteFunctions, itemIndex: number): MediaKind {
	const chosen = context.getNodeParameter('mediaType', itemIndex, 'image');
	const kind = MEDIA_KINDS.find((name) => name === chosen);
	if (kind) return kind;
	throw new NodeOperationError(context.getNode(), `There is no media type "${String(chosen)}"`, {
		itemIndex,
		description: `Use one of ${MEDIA_KINDS.join(', ')}.`,
	});
}

/** One choice of kinds for each set of kinds that providers have in common. */
function mediaTypeFields(): INodeProperties[] {
	const able = providers.filter(({ send }) => send.media);
	const kindsOf = ({ send }: Provider) => Object.keys(send.mediaRules ?? {}).sort();
	return groupedBy(able, kindsOf).map(({ ids, offered }) => ({
		displayName: 'Media Type',
		name: 'mediaType',
		type: 'options',
		options: OPTIONS.filter(({ value }) => offered.includes(value)),
		default: 'image',
		displayOptions: { show: { provider: ids } },
		description: 'How WhatsApp shows the file',
	}));
}
