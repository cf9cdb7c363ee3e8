import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { unsupported } from '../../shared/unsupported';
import type { Operation } from './operation';

/** What a file of ours may have at most; a provider's own limit may be lower. WhatsApp takes 100 MB documents. */
const LARGEST_FILE_BYTES = 100 * 1024 * 1024;

const KINDS = ['audio', 'document', 'image', 'sticker', 'video', 'voice'] as const;
type Kind = (typeof KINDS)[number];

export const sendMedia: Operation = {
	option: {
		name: 'Send Media',
		value: 'sendMedia',
		action: 'Send media',
		description: 'Answer with a picture, a video, a recording or a document',
	},
	properties: [
		{
			displayName: 'Media Type',
			name: 'mediaType',
			type: 'options',
			options: [
				{ name: 'Audio', value: 'audio' },
				{ name: 'Document', value: 'document' },
				{ name: 'Image', value: 'image' },
				{ name: 'Sticker', value: 'sticker' },
				{ name: 'Video', value: 'video' },
				{ name: 'Voice Message', value: 'voice' },
			],
			default: 'image',
			description: 'How WhatsApp shows the file',
		},
		{
			displayName: 'Media URL',
			name: 'mediaUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/picture.jpg',
			description:
				'A public address the provider fetches the file from; leave empty to send a file of this workflow',
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
			description: 'What the document is called; taken from the file when empty',
		},
	],
	isPossible: ({ media }) => media !== undefined,
	quotedAs: 'media',
	async send({ context, itemIndex, provider, api }, { chatId }, quote) {
		if (!provider.send.media) throw unsupported(provider, 'send media', INSTEAD);
		const text = (name: string) => String(context.getNodeParameter(name, itemIndex, '')) || null;
		const file = await fileOf(context, itemIndex, text('mediaUrl'));
		return await provider.send.media(api, {
			chatId,
			quote,
			kind: kindOf(context, itemIndex),
			url: file.url,
			base64: file.base64,
			mimeType: file.mimeType,
			fileName: text('fileName') ?? file.fileName,
			caption: text('caption'),
		});
	},
};

const INSTEAD = 'Send a text with a link to the file instead.';

function kindOf(context: IExecuteFunctions, itemIndex: number): Kind {
	const chosen = context.getNodeParameter('mediaType', itemIndex, 'image');
	const kind = KINDS.find((name) => name === chosen);
	if (kind) return kind;
	throw new NodeOperationError(context.getNode(), `There is no media type "${String(chosen)}"`, {
		itemIndex,
		description: `Use one of ${KINDS.join(', ')}.`,
	});
}

interface File {
	url: string | null;
	base64: string | null;
	mimeType: string | null;
	fileName: string | null;
}

async function fileOf(
	context: IExecuteFunctions,
	itemIndex: number,
	url: string | null,
): Promise<File> {
	if (url !== null) {
		if (/^https?:\/\//i.test(url) && URL.canParse(url)) {
			return { url, base64: null, mimeType: null, fileName: null };
		}
		throw new NodeOperationError(context.getNode(), 'The field Media URL is no web address', {
			itemIndex,
			description: 'Give an address that begins with https://, or leave it empty to send a file.',
		});
	}
	const field = String(context.getNodeParameter('binaryProperty', itemIndex, 'data'));
	const binary = context.helpers.assertBinaryData(itemIndex, field);
	const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, field);
	if (bytes.length > LARGEST_FILE_BYTES) {
		throw new NodeOperationError(context.getNode(), 'The file is larger than 100 MB', {
			itemIndex,
			description: 'Send a link to it instead.',
		});
	}
	return {
		url: null,
		base64: bytes.toString('base64'),
		mimeType: binary.mimeType || null,
		fileName: binary.fileName ?? null,
	};
}
