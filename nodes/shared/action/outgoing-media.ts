/** Where a file that is to be sent comes from: an address the provider fetches, or the workflow. */
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { OutgoingFile } from '../../../gateway';
import { streamOf, type Readable } from '../host/node-streams';

export interface OutgoingSource {
	/** Exactly one of `url` and `file` is set. */
	url: string | null;
	file: OutgoingFile | null;
	mimeType: string | null;
	fileName: string | null;
}

/** `url`: what the user filled in; null: the file of the item is sent. */
export async function sourceOf(
	context: IExecuteFunctions,
	itemIndex: number,
	url: string | null,
): Promise<OutgoingSource> {
	if (url !== null) {
		if (/^https?:\/\//i.test(url) && URL.canParse(url)) {
			return { url, file: null, mimeType: null, fileName: null };
		}
		throw new NodeOperationError(context.getNode(), 'The field Media URL must hold a web address', {
			itemIndex,
			description:
				'Enter an address that begins with https://, or leave the field empty to send a file from the workflow.',
		});
	}
	const field = context.getNodeParameter('binaryProperty', itemIndex, 'data') as string;
	const binary = context.helpers.assertBinaryData(itemIndex, field);
	const size = await sizeOf(context, binary);
	return {
		url: null,
		file: { size, open: async () => await open(context, binary) },
		mimeType: binary.mimeType || null,
		fileName: binary.fileName ?? null,
	};
}

/** Known without reading the file: n8n keeps it beside what it stores. */
async function sizeOf(context: IExecuteFunctions, { id, data }: IBinaryData): Promise<number> {
	if (id) return (await context.helpers.getBinaryMetadata(id)).fileSize;
	return Buffer.byteLength(data, 'base64');
}

/** Without an id, the file is in the item itself. */
async function open(context: IExecuteFunctions, { id, data }: IBinaryData): Promise<Readable> {
	if (id) return await context.helpers.getBinaryStream(id);
	return streamOf([Buffer.from(data, 'base64')]);
}
