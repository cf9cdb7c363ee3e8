/** Files of events that come while n8n evaluates no expression, as those of a stream do. */
import { TriggerContext } from 'n8n-core';
import type { INode, ITriggerFunctions } from 'n8n-workflow';

import { readCredential } from '../../gateway';
import { chatbreez } from '../../gateway/providers/chatbreez';
import { itemsOf } from '../../nodes/shared/trigger/attach-media';
import { additionalDataOf, nodeOf, workflowOf } from '../support/n8n-core/engine';
import { pictureInside } from '../support/media-messages';
import { readEvents } from '../support/read-events';

/** n8n-core's context of a trigger, in which a parameter cannot be read any more. */
function contextOf(): ITriggerFunctions {
	const node = nodeOf('whatsAppStreamTrigger', 'Inbox', {
		options: '={{ { downloadMedia: true } }}',
	});
	const workflow = workflowOf([node]);
	const context = new TriggerContext(
		workflow,
		workflow.getNode('Inbox') as INode,
		additionalDataOf({}, 'trigger'),
		'trigger',
		'activate',
		() => {},
	);
	const unreadable = () => {
		throw new Error('no isolate for this expression');
	};
	return Object.assign(context, {
		getNodeParameter: unreadable,
		getCredentials: unreadable,
	}) as unknown as ITriggerFunctions;
}

const credential = readCredential({ apiKey: 'k', baseUrl: 'https://api.example.com' });

test.each([
	[true, Buffer.from('the picture').toString('base64')],
	[false, undefined],
])('with downloadMedia %p as it was read beforehand', async (downloadMedia, data) => {
	const payload = pictureInside(Buffer.from('the picture').toString('base64'));
	const events = readEvents(chatbreez, payload) ?? [];
	const source = { provider: chatbreez, credential, options: { downloadMedia } };
	const items = await itemsOf(contextOf(), events, source);
	expect(items.map(({ binary }) => binary?.data?.data)).toEqual([data]);
});
