/** A provider whose errors repeat what it was sent: nothing of it reaches the execution. */
import { nodeOf } from '../support/n8n-core/engine';
import { runWorkflow } from '../support/n8n-core/run';
import { PROVIDER_IDS, setUp } from '../support/setups';

const KEY = 'sk_live/one+two=three four"five';

const SPELLINGS = [
	KEY,
	encodeURIComponent(KEY),
	new URLSearchParams({ KEY }).toString().slice(4),
	JSON.stringify(KEY).slice(1, -1),
	Buffer.from(KEY).toString('base64').slice(0, -2),
];

/** As Basic authentication has it; the signs at its ends hold bits of something else. */
const BASIC = Buffer.from(`user:${KEY}`).toString('base64');
const FORBIDDEN = [...SPELLINGS, BASIC.slice(8, -4)];

/** In every provider's own shape at once. */
function echo() {
	const said = `Unknown key ${[...SPELLINGS, BASIC].join(' | ')}`;
	return {
		status: 400,
		detail: said,
		message: said,
		code: said,
		errors: [{ code: said, title: said }],
		response: { message: [said] },
	};
}

describe.each(PROVIDER_IDS)('%s', (id) => {
	test.each([400, 401, 404, 409, 422, 500])('HTTP %i', async (status) => {
		const { simulated, credentialType, fields } = await setUp(id);
		const body =
			id === 'chatlevel' ? { status: { code: status, message: echo().message } } : echo();
		simulated.failNext({ status, body, times: 10 });
		const node = (type: string, name: string, parameters: object) =>
			nodeOf(type, name, { provider: id, ...parameters }, credentialType);
		const to = { target: 'manual', chatId: '15550001111', quote: false, text: 'Hi' };
		const { error } = await runWorkflow(
			[node('whatsAppWebhookTrigger', 'Inbox', {}), node('whatsAppReply', 'Reply', to)],
			[{}],
			{ [credentialType]: { ...fields, apiKey: `${KEY} ` } },
		);
		await simulated.stop();
		expect(error?.message).toContain(`HTTP ${status}`);
		const shown = `${JSON.stringify(error)} ${error?.message} ${error?.description} ${error?.stack}`;
		for (const spelled of FORBIDDEN) {
			expect(shown).not.toContain(spelled);
			expect(shown).not.toContain(JSON.stringify(spelled).slice(1, -1));
		}
	});
});
