import { NodeOperationError } from 'n8n-workflow';

import type { ItemContext } from '../../shared/action/each-item';
import { fetchFile, largestOf, type Medium } from '../../shared/host/fetch-file';
import { allowedMediaHosts, maxMediaMegabytes } from '../../shared/editor/media-options';
import { credentialOf } from '../../shared/host/provider';
import { providersThat } from '../../shared/editor/provider-property';
import { triggerMessage } from '../../shared/action/trigger-message';
import type { FetchOperation } from './operation';

/** Nobody waits for an answer here; a large file over a slow line may take minutes. */
const WAIT_MS = 300_000;

export const downloadMedia: FetchOperation = {
	option: {
		name: 'Download Media',
		value: 'downloadMedia',
		action: 'Download the file of a message',
		description: 'Download the file of a message that the trigger did not attach',
	},
	properties: [
		{
			displayName: 'Media ID',
			name: 'mediaId',
			type: 'string',
			default: '',
			description: 'The ID field of an event’s media',
			displayOptions: {
				show: { target: ['manual'], provider: providersThat(({ media }) => media) },
			},
		},
		{
			displayName: 'Media URL',
			name: 'mediaUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/picture.jpg',
			description: 'The URL field of an event’s media, used where there is no ID',
			displayOptions: { show: { target: ['manual'] } },
		},
		{
			displayName: 'Put Output File in Field',
			name: 'binaryProperty',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the output field to put the file in',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [allowedMediaHosts, maxMediaMegabytes],
		},
	],
	isPossible: () => true,
	async fetch(item) {
		const { context, itemIndex, provider } = item;
		const { medium, messageId, chatId } = wanted(item);
		const options = context.getNodeParameter('options', itemIndex, {});
		const field = String(context.getNodeParameter('binaryProperty', itemIndex, 'data'));
		const file = await fetchFile(context, provider, await credentialOf(context, provider), medium, {
			largest: largestOf(options.maxMediaMegabytes),
			hosts: String(options.allowedMediaHosts ?? ''),
			signal: AbortSignal.timeout(WAIT_MS),
			timeIsOver: 'The file did not arrive within 5 minutes',
		});
		const { fileName = null, mimeType, bytes = null } = file;
		return {
			json: {
				success: true,
				provider: provider.id,
				messageId,
				chatId,
				fileName,
				mimeType,
				size: bytes,
			},
			binary: { [field]: file },
		};
	},
};

interface Wanted {
	medium: Medium;
	messageId: string | null;
	chatId: string | null;
}

function wanted({ context, itemIndex, provider }: ItemContext): Wanted {
	if (context.getNodeParameter('target', itemIndex, 'trigger') !== 'manual') {
		const { media, target } = triggerMessage(context, provider, itemIndex);
		const { messageId, chatId } = target;
		if (media) return { medium: media, messageId, chatId };
		throw new NodeOperationError(context.getNode(), 'The message has no file', {
			itemIndex,
			description:
				'Put a Filter node before this one that only lets items with message.media through.',
		});
	}
	const read = (name: string) =>
		String(context.getNodeParameter(name, itemIndex, '')).trim() || null;
	const [id, url] = [read('mediaId'), read('mediaUrl')];
	if (id === null && url === null) {
		const fault = provider.media
			? 'The fields Media ID and Media URL are empty'
			: 'The field Media URL is empty';
		throw new NodeOperationError(context.getNode(), fault, {
			itemIndex,
			description: 'Enter the value that the event with the file has in message.media.',
		});
	}
	const unknown = { kind: 'document' as const, mimeType: null, fileName: null, size: null };
	return { medium: { ...unknown, id, url }, messageId: null, chatId: null };
}
