import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { whatsAppEvent } from '../gateway/event';
import { providers } from '../gateway/providers';
import { wsapi } from '../gateway/providers/wsapi';
import packageJson from '../package.json';
import { labelOf } from '../nodes/shared/editor/provider-property';
import { properties } from '../nodes/WhatsAppWebhookTrigger/description';
import { withCapabilities } from '../scripts/capabilities/readme';
import { readEvents } from './support/read-events';
import { ROOT } from './support/sources';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const contributing = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

test('the tables of README.md say what the adapters say (else: npx tsx scripts/capabilities.ts)', () => {
	expect(readme).toBe(withCapabilities(readme));
});

test('the event shown is what the adapter makes of such a message', () => {
	const [, json = ''] = /<!-- example: event -->\n```json\n([^`]+)```/.exec(readme) ?? [];
	const shown: unknown = JSON.parse(json);
	expect(whatsAppEvent.parse(shown)).toEqual(shown);

	const sender = { lid: '100000000000001@lid', phone: '15550001111', isMe: false };
	const id = '15550001111@s.whatsapp.net';
	const time = '2026-05-19T00:51:44.816Z';
	const message = { id: '3EB0AAAA', type: 'text', text: 'Is my order on the way?' };
	const [event] = readEvents(wsapi, {
		eventId: 'evt_1',
		instanceId: 'ins_AAAA',
		eventType: 'message',
		receivedAt: time,
		eventData: { ...message, time, chatId: id, sender: { ...sender, id }, isGroup: false },
	})!;
	expect({ ...event, raw: undefined }).toEqual(shown);
});

test.each(providers.map((provider) => [provider.displayName, provider] as const))(
	'%s has its steps in the first five minutes, a line on its proof, and can be searched for',
	(name, provider) => {
		expect(readme).toContain(`\n### ${labelOf(provider)}\n`);
		expect(readme.split('\n')[2]).toContain(`${name}`);
		const trust = readme.slice(readme.indexOf('\n## How far you can trust an event'));
		expect(trust.split('\n## ')[1]).toMatch(new RegExp(`^\\|[^|]*\\b${name}\\b[^|]*\\|`, 'm'));
		expect(packageJson.keywords).toContain(provider.id);
		expect(packageJson.description).toContain(name);
	},
);

test('every reason for a 401 is explained, in the words of the log', () => {
	const nothing = { headers: {}, query: {}, body: {}, rawBody: Buffer.from('{}') };
	const wrong = {
		...nothing,
		headers: { 'x-signature': 'a'.repeat(64), 'x-webhook-secret': 'wrong' },
		query: { secret: 'wrong' },
	};
	const reasons = providers.flatMap(({ verify }) =>
		[nothing, wrong].map((delivery) => verify(delivery, 'the secret')),
	);
	for (const verdict of reasons) {
		expect(verdict.ok).toBe(false);
		const [, start = ''] =
			/^(.{1,37})(?:\s|$)/.exec('reason' in verdict ? verdict.reason : '') ?? [];
		expect(readme).toContain(start.split(' (')[0]);
	}
});

test('every option it speaks of is there', () => {
	const options = properties.find(({ name }) => name === 'options')?.options ?? [];
	const names = options.map((option) => ('displayName' in option ? option.displayName : ''));
	const spokenOf = [...readme.matchAll(/\*\*Options → ([^*]+)\*\*/g)].map(([, name]) => name);
	expect(spokenOf.length).toBeGreaterThan(4);
	for (const name of spokenOf) expect(names).toContain(name);
});

test('there is a first workflow for every provider, and an example to import', () => {
	for (const { id, displayName } of providers) {
		expect(readme).toMatch(new RegExp(`^### ${displayName}`, 'm'));
		expect(readme).toContain(`(examples/${id}.json)`);
	}
});

test.each(Object.entries({ 'README.md': readme, 'CONTRIBUTING.md': contributing }))(
	'every link of %s within the project leads somewhere',
	(_name, text) => {
		const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading));
		const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
		const within = targets.filter((link) => !/^https?:/.test(link));
		const leadsSomewhere = (target: string) =>
			target.startsWith('#') ? headings.includes(target.slice(1)) : existsSync(join(ROOT, target));
		expect(within).not.toEqual([]);
		expect(within.filter((target) => !leadsSomewhere(target))).toEqual([]);
	},
);

/** A heading's anchor, as GitHub makes it. */
function slug(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replace(/ /g, '-');
}
