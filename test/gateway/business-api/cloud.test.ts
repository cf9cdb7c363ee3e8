import { cloudHosting } from '../../../gateway/business-api/cloud';
import type { OutgoingMedia } from '../../../gateway/provider';
import { outgoingFile } from '../../support/outgoing-file';

const NAMED = { displayName: 'Example', field: 'Base URL' };

const media: OutgoingMedia = {
	chatId: '15550001111',
	quote: null,
	kind: 'voice',
	url: null,
	file: null,
	mimeType: 'audio/ogg; codecs=opus',
	fileName: null,
	caption: null,
};

async function formOf(root: string, wanted: Partial<OutgoingMedia> = {}) {
	const file = outgoingFile(Buffer.from('OggS'));
	const call = cloudHosting({ ...NAMED, root }).uploadCall({ ...media, ...wanted }, file);
	const chunks: Uint8Array[] = [];
	for await (const chunk of await call.raw!.open()) chunks.push(chunk);
	const body = Buffer.concat(chunks);
	expect(call.raw!.length).toBe(body.length);
	const type = { 'content-type': call.raw!.contentType };
	return { call, form: await new Response(body, { headers: type }).formData() };
}

test.each([
	['', '/messages', '/media'],
	['/v23.0/100000000000001', '/v23.0/100000000000001/messages', '/v23.0/100000000000001/media'],
])('its paths stand below "%s"', async (root, messagesPath, mediaPath) => {
	expect(cloudHosting({ ...NAMED, root })).toMatchObject({
		...NAMED,
		messagesPath,
		product: { messaging_product: 'whatsapp' },
		userIdField: 'recipient',
	});
	const { call } = await formOf(root);
	expect(call).toMatchObject({ effect: 'change', method: 'POST', path: mediaPath });
	expect(call).not.toHaveProperty('body');
});

test('a file is uploaded as a form that says what it is', async () => {
	const { form } = await formOf('');
	expect(form.get('messaging_product')).toBe('whatsapp');
	expect(form.get('type')).toBe('audio/ogg; codecs=opus');
	const file = form.get('file') as File;
	expect({ name: file.name, type: file.type, text: await file.text() }).toEqual({
		name: 'voice.ogg',
		type: 'audio/ogg; codecs=opus',
		text: 'OggS',
	});
});

test('a file keeps its name', async () => {
	const { form } = await formOf('', { kind: 'document', fileName: 'offer.pdf' });
	expect((form.get('file') as File).name).toBe('offer.pdf');
});
