/** WhatsApp Reply and WhatsApp Mark as Read, run by n8n-core's own engine against the simulated providers. */
import type { IDataObject, INode } from 'n8n-workflow';

import { findProvider } from '../../gateway/providers';
import { eventOf } from '../support/event-of';
import { nodeOf } from '../support/n8n-core/engine';
import { runWorkflow } from '../support/n8n-core/run';
import type { ProviderId } from '../support/providers';
import { scriptOf, type AnySimulatedProvider } from '../support/providers';
import { PROVIDER_IDS, setUp, type Setup } from '../support/setups';

const CAN_READ: ProviderId[] = ['eazewa', 'cbot', 'evolution', 'wsapi'];
const CAN_QUOTE: ProviderId[] = ['eazewa', 'cbot', 'evolution', 'wsapi'];
/** With a message in a group whose sender is known by a LID alone. */
const HAS_GROUPS_OF_LIDS: ProviderId[] = ['chatbreez', 'eazewa', 'evolution', 'wsapi'];

let setup: Setup<ProviderId>;

async function start(id: ProviderId, options?: object) {
	setup = await setUp(id, options as never);
	return setup;
}
afterEach(async () => await setup.simulated.stop());

function node(type: string, name: string, parameters: INode['parameters']): INode {
	return nodeOf(type, name, { provider: setup.id, ...parameters }, setup.credentialType);
}
const trigger = () => node('whatsAppWebhookTrigger', 'Inbox', {});
const reply = (parameters: INode['parameters'] = { text: 'On it!' }) =>
	node('whatsAppReply', 'Reply', parameters);
const markRead = (parameters: INode['parameters'] = {}) =>
	node('whatsAppMarkRead', 'Read', parameters);

function line() {
	return scriptOf(setup.simulated as AnySimulatedProvider).text('3EB0TEST', 'Hello?', new Date());
}
/** The item the trigger gives for a message of Ana's. */
const message = async () => await eventOf(setup, line().payload);

async function run(nodes: INode[], items?: IDataObject[]) {
	const given = items ?? [await message()];
	return await runWorkflow([trigger(), ...nodes], given, { [setup.credentialType]: setup.fields });
}

describe.each(PROVIDER_IDS)('%s', (id) => {
	test('a reply needs no expression: it goes to the chat the message came from', async () => {
		await start(id);
		const { outputs, error } = await run([reply()]);
		expect(error).toBeUndefined();
		const { whatsapp } = setup.simulated;
		expect(whatsapp.sent).toMatchObject([{ kind: 'text', text: 'On it!' }]);
		expect(whatsapp.sent[0]?.chatId).toContain('15550001111');
		expect(outputs('Reply')).toMatchObject([
			{
				json: {
					success: true,
					provider: id,
					messageId: expect.any(String) as string,
					chatId: expect.stringContaining('15550001111') as string,
					quoted: CAN_QUOTE.includes(id),
				},
			},
		]);
	});

	if (CAN_QUOTE.includes(id)) {
		test('a quote shows the message that is answered', async () => {
			await start(id);
			const { messageId } = line();
			await run([reply()]);
			const [sent] = setup.simulated.whatsapp.sent;
			// A provider may take a part of the id that its delivery had.
			expect(messageId).toContain(sent?.quotedId ?? 'nothing');
		});
	} else {
		test('nothing is quoted: the provider cannot', async () => {
			await start(id);
			await run([reply()]);
			expect(setup.simulated.whatsapp.sent).toMatchObject([{ quotedId: null }]);
		});
	}

	test('without the quote, when it is turned off', async () => {
		await start(id);
		const { outputs } = await run([reply({ text: 'Hi', quote: false })]);
		expect(setup.simulated.whatsapp.sent).toMatchObject([{ quotedId: null }]);
		expect(outputs('Reply')).toMatchObject([{ json: { quoted: false } }]);
	});

	test.each(['test.keepJson', 'test.replaceJson', 'test.loseLink', 'test.loseCount'])(
		'the message is found behind %s',
		async (type) => {
			await start(id);
			const between = [1, 2].map((n) => nodeOf(type, `Between ${n}`));
			const { error } = await run([...between, reply()]);
			expect(error).toBeUndefined();
			const { sent } = setup.simulated.whatsapp;
			expect(sent.length).toBeGreaterThan(0);
			for (const { chatId } of sent) expect(chatId).toContain('15550001111');
		},
	);

	test('text arrives as it was written: emoji, right-to-left, 4,000 characters', async () => {
		await start(id);
		const text = `👩‍👩‍👧 مرحبا \n"quotes" \\ ${'x'.repeat(4_000)}`;
		await run([reply({ text })]);
		expect(setup.simulated.whatsapp.sent).toMatchObject([{ text }]);
	});

	test('an empty text is refused before anything is sent', async () => {
		await start(id);
		const { error } = await run([reply({ text: '   ' })]);
		expect(error?.message).toContain('The field Text is empty');
		expect(setup.simulated.requests).toHaveLength(0);
	});

	test('a wrong key is told as one, without showing it', async () => {
		await start(id);
		setup.fields.apiKey = 'a-wrong-key';
		const { error } = await run([reply()]);
		expect(error?.message).toMatch(/refused the credential/);
		expect(error?.description).toContain('API Key');
		expect(JSON.stringify(error)).not.toContain('a-wrong-key');
	});

	test('after a 429 the reply is sent, once', async () => {
		await start(id);
		setup.simulated.failNext({ status: 429, headers: { 'retry-after': '0' }, body: {} });
		const { error } = await run([reply()]);
		expect(error).toBeUndefined();
		expect(setup.simulated.whatsapp.sent).toHaveLength(1);
	});

	test('a reply whose answer was lost is not sent twice', async () => {
		await start(id);
		setup.simulated.failNext({ kind: 'drop', afterEffect: true });
		const { error } = await run([reply()]);
		expect(setup.simulated.whatsapp.sent).toHaveLength(1);
		expect(error?.description).toContain('may have been sent');
	});

	test('a 500 is not tried again', async () => {
		await start(id);
		setup.simulated.failNext({ status: 500, body: {}, times: 5 });
		const { error } = await run([reply()]);
		expect(error?.message).toContain('failed (HTTP 500)');
		expect(setup.simulated.requests).toHaveLength(1);
	});

	test('with "Continue on Fail" the failed item says why and the next one is sent', async () => {
		await start(id);
		const items = [await message(), await message()];
		setup.simulated.failNext({ status: 500, body: {} });
		const failing = { ...reply(), continueOnFail: true };
		const { outputs } = await run([failing], items);
		expect(outputs('Reply')).toMatchObject([
			{ json: { success: false, error: expect.stringContaining('HTTP 500') as string } },
			{ json: { success: true } },
		]);
		expect(setup.simulated.whatsapp.sent).toHaveLength(1);
	});

	test('of several messages each gets its own answer', async () => {
		await start(id);
		const first = await message();
		const other = structuredClone(first);
		(other.replyTo as IDataObject).messageId =
			`${String((first.replyTo as IDataObject).messageId)}2`;
		await run(
			[nodeOf('test.replaceJson', 'Edit'), reply({ text: '=No. {{ $itemIndex }}' })],
			[first, other],
		);
		expect(setup.simulated.whatsapp.sent.map(({ text }) => text)).toEqual(['No. 0', 'No. 1']);
	});

	test('a chat can be given by hand', async () => {
		await start(id);
		await run([reply({ text: 'Hi', target: 'manual', chatId: '+1 (555) 000-2222' })]);
		expect(setup.simulated.whatsapp.sent[0]?.chatId).toContain('15550002222');
	});

	test('what is no chat is refused before a call, with what is accepted', async () => {
		await start(id);
		const { error } = await run([reply({ text: 'Hi', target: 'manual', chatId: 'my friend' })]);
		expect(error?.message).toContain('my friend');
		expect(error?.description).toMatch(/phone number with its country code/);
		expect(setup.simulated.requests).toHaveLength(0);
	});

	test('a text longer than the provider takes is refused before a call, by its characters', async () => {
		await start(id);
		const longest = findProvider(id)?.send.longestText ?? NaN;
		// Each of these faces is one character of two UTF-16 units.
		const { error } = await run([reply({ text: '🙂'.repeat(longest) })]);
		expect(error).toBeUndefined();
		expect(setup.simulated.whatsapp.sent).toHaveLength(1);
		const tooLong = await run([reply({ text: '🙂'.repeat(longest + 1) })]);
		expect(tooLong.error?.message).toContain((longest + 1).toLocaleString('en'));
		expect(tooLong.error?.message).toContain(longest.toLocaleString('en'));
		expect(tooLong.error?.description).toContain('split it');
		expect(setup.simulated.whatsapp.sent).toHaveLength(1);
	});

	test('a node set to another provider than the trigger names both, with a credential and without', async () => {
		await start(id);
		const other = PROVIDER_IDS.find((one) => one !== id) ?? id;
		const label = (one: string) => findProvider(one)?.displayName ?? '';
		const wrong = { text: 'Hi', provider: other };
		const without = nodeOf('whatsAppReply', 'Reply', wrong);
		const otherType = findProvider(other)?.credentialType ?? '';
		const chosen = { [otherType]: { id: '1', name: 'Test' } };
		const fields = { [setup.credentialType]: setup.fields, [otherType]: { apiKey: 'k' } };
		for (const node_ of [without, { ...without, credentials: chosen }]) {
			const { error } = await runWorkflow([trigger(), node_], [await message()], fields);
			expect(error?.message).toContain(`came from ${label(id)}`);
			expect(error?.message).toContain(`set to ${label(other)}`);
			expect(error?.description).toContain(`set Provider to ${label(id)}`);
		}
	});

	test('a node without a credential says which is missing, and where to choose it', async () => {
		await start(id);
		for (const name of ['whatsAppReply', 'whatsAppMarkRead']) {
			const bare = nodeOf(name, 'Bare', { provider: id, text: 'Hi' });
			const { error } = await run([bare]);
			expect(error?.message).toContain(`No ${findProvider(id)?.displayName}`);
			expect(error?.message).toContain('credential is chosen in the node "Bare"');
			expect(error?.description).toContain('Credential');
		}
	});

	if (CAN_READ.includes(id)) {
		test('marks as read', async () => {
			await start(id);
			const { outputs, error } = await run([markRead()]);
			expect(error).toBeUndefined();
			expect(setup.simulated.whatsapp.read).toHaveLength(1);
			const scope = id === 'eazewa' ? 'chat' : 'message';
			expect(setup.simulated.whatsapp.read).toMatchObject([{ scope, receipt: 'read' }]);
			expect(outputs('Read')).toMatchObject([{ json: { success: true, provider: id, scope } }]);
		});
	} else {
		test('says clearly that it cannot mark as read', async () => {
			await start(id);
			const { error } = await run([markRead()]);
			expect(error?.message).toContain('cannot mark messages as read');
			expect(error?.description).toMatch(/\w/);
		});
	}

	test('the whole way: reply, then read, behind a node that replaces the JSON', async () => {
		await start(id);
		const last = CAN_READ.includes(id) ? [markRead()] : [];
		const { error } = await run([nodeOf('test.replaceJson', 'Edit'), reply(), ...last]);
		expect(error).toBeUndefined();
		expect(setup.simulated.whatsapp.sent).toHaveLength(1);
		expect(setup.simulated.whatsapp.read).toHaveLength(last.length);
	});

	if (HAS_GROUPS_OF_LIDS.includes(id)) {
		test('a group message of a LID-only sender is answered in the group', async () => {
			await start(id);
			const { groupMessageFromLid } = scriptOf(setup.simulated as AnySimulatedProvider);
			const inGroup = groupMessageFromLid?.('3EB0GROUP', new Date());
			const event = await eventOf(setup, inGroup?.payload);
			expect(event.sender).toMatchObject({
				phone: null,
				lid: expect.stringContaining('@lid') as string,
			});
			const { error } = await run([reply()], [event]);
			expect(error).toBeUndefined();
			expect(setup.simulated.whatsapp.sent[0]?.chatId).toMatch(/@g\.us$/);
		});
	} else {
		test('is known to have no group message of a LID-only sender, and why', async () => {
			await start(id);
			expect(scriptOf(setup.simulated as AnySimulatedProvider)).toMatchObject({
				groupMessageFromLid: null,
				missing: expect.stringMatching(/\w/) as string,
			});
		});
	}

	test('an event of another provider is refused: the node is set to the wrong one', async () => {
		await start(id);
		const event = await message();
		(event.replyTo as IDataObject).provider = 'another';
		const { error } = await run([reply()], [event]);
		expect(error?.message).toContain('The event came from another');
	});

	test('an event that has nothing to answer is told as such', async () => {
		await start(id);
		const { error } = await run([reply()], [{ ...(await message()), replyTo: null }]);
		expect(error?.message).toContain('has no message to answer');
		expect(setup.simulated.requests).toHaveLength(0);
	});
});

/** What each provider has no call for. */
const IMPOSSIBLE = PROVIDER_IDS.flatMap((id) => {
	const { media, location, reaction } = findProvider(id)?.send ?? {};
	const operations = { sendMedia: media, sendLocation: location, sendReaction: reaction };
	return Object.entries(operations).flatMap(([operation, call]) =>
		call ? [] : [[id, operation] as const],
	);
});

test.each(IMPOSSIBLE)(
	'%s: %s is refused before a call, with what to do instead',
	async (id, operation) => {
		await start(id);
		const parameters = { operation, mediaUrl: 'https://example.com/a.png', emoji: '👍' };
		const { error } = await run([reply(parameters)]);
		expect(error?.message).toContain('cannot');
		expect(error?.description).toContain('instead');
		expect(setup.simulated.requests).toHaveLength(0);
	},
);

describe('several items whose link to the trigger was lost', () => {
	test('are refused rather than answered in the wrong chat', async () => {
		await start('wsapi');
		const items = [await message(), await message()];
		const { error } = await run([nodeOf('test.loseCount', 'Code'), reply()], items);
		expect(error?.message).toContain('not clear which one is meant');
		expect(setup.simulated.whatsapp.sent).toHaveLength(0);
	});
});

describe('a trigger in another workflow', () => {
	test('is answered when its item was handed over whole', async () => {
		await start('wsapi');
		const start_ = nodeOf('test.keepJson', 'Called by Another Workflow');
		const { error } = await runWorkflow([start_, reply()], [await message()], {
			[setup.credentialType]: setup.fields,
		});
		expect(error).toBeUndefined();
		expect(setup.simulated.whatsapp.sent).toHaveLength(1);
	});

	test('is missed clearly when it was not', async () => {
		await start('wsapi');
		const start_ = nodeOf('test.replaceJson', 'Called by Another Workflow');
		const { error } = await runWorkflow([start_, reply()], [{}], {
			[setup.credentialType]: setup.fields,
		});
		expect(error?.message).toBe('There is no WhatsApp trigger before this node');
	});
});

describe('what a provider does in its own way', () => {
	test('eazeWA: HTTP 200 with status "error" is a failure', async () => {
		const eazewa = await start('eazewa', { notReady: 'error200' });
		(
			eazewa.simulated as { instance: { status: string } } & typeof eazewa.simulated
		).instance.status = 'disconnected';
		const { error } = await run([reply()]);
		expect(error?.message).toContain('eazeWA');
		expect(eazewa.simulated.whatsapp.sent).toHaveLength(0);
	});

	test('WSAPI: a server of 2025 that marks read by PUT is understood', async () => {
		await start('wsapi', { edition: 'v1' });
		const { error } = await run([markRead()]);
		expect(error).toBeUndefined();
		expect(setup.simulated.whatsapp.read).toHaveLength(1);
	});

	test('WSAPI: the sender of the quoted message goes with the quote', async () => {
		await start('wsapi');
		await run([reply()]);
		expect(setup.simulated.whatsapp.sent[0]?.quotedSenderId).toContain('15550001111');
	});

	test.each(['onPremises', 'cloud'])('Cbot, hosting %s: reply, quote and read', async (hosting) => {
		await start('cbot', { hosting });
		const { error } = await run([reply(), markRead()]);
		expect(error).toBeUndefined();
		expect(setup.simulated.whatsapp.sent).toHaveLength(1);
		expect(setup.simulated.whatsapp.read).toHaveLength(1);
	});

	test('Evolution API: a text is quoted by its words, whether the server has stored it or not', async () => {
		const evolution = await start('evolution');
		evolution.simulated.unknownMessages.add('3EB0TEST');
		const { outputs } = await run([nodeOf('test.replaceJson', 'Edit'), reply()]);
		expect(evolution.simulated.whatsapp.sent).toMatchObject([{ quotedId: '3EB0TEST' }]);
		expect(outputs('Reply')).toMatchObject([{ json: { quoted: true } }]);
	});

	test('Evolution API: a voice message says that it went without the quote', async () => {
		const parameters = {
			operation: 'sendMedia',
			mediaType: 'voice',
			mediaUrl: 'https://example.com/a.ogg',
		};
		const older = await start('evolution', { version: '2.3.7' });
		expect((await run([reply(parameters)])).outputs('Reply')).toMatchObject([
			{ json: { success: true, quoted: false } },
		]);
		await older.simulated.stop();
		await start('evolution', { version: '2.4.0' });
		expect((await run([reply(parameters)])).outputs('Reply')).toMatchObject([
			{ json: { success: true, quoted: true } },
		]);
	});

	test('Evolution API: a LID is not marked as read with a success that did nothing', async () => {
		await start('evolution');
		const target = { target: 'manual', chatId: '100000000000001@lid', messageId: '3EB0' };
		const { error } = await run([markRead(target)]);
		expect(error?.message).toContain('cannot mark messages of the chat');
		expect(error?.description).toContain('phone number');
		expect(setup.simulated.requests).toHaveLength(0);
	});

	test('Chatlevel: media other than images is refused before the call', async () => {
		await start('chatlevel');
		const parameters = {
			operation: 'sendMedia',
			mediaType: 'video',
			mediaUrl: 'https://example.com/a.mp4',
		};
		const { error } = await run([reply(parameters)]);
		expect(error?.message).toContain('image');
		expect(setup.simulated.requests).toHaveLength(0);
	});
});

describe('the other operations', () => {
	const able = (capability: 'media' | 'location' | 'reaction') =>
		PROVIDER_IDS.filter((id) => findProvider(id)?.send[capability]);

	test.each(able('media'))('%s sends a picture by its address', async (id) => {
		await start(id);
		const url = 'https://example.com/picture.jpg';
		const { error } = await run([
			reply({ operation: 'sendMedia', mediaType: 'image', mediaUrl: url, caption: 'Look' }),
		]);
		expect(error).toBeUndefined();
		expect(setup.simulated.whatsapp.sent).toMatchObject([
			{ kind: 'image', text: 'Look', media: { url } },
		]);
	});

	test.each(able('location'))('%s sends a place', async (id) => {
		await start(id);
		const place = {
			latitude: 52.52,
			longitude: 13.405,
			locationName: 'Shop',
			address: 'Main St 1',
		};
		const { error } = await run([reply({ operation: 'sendLocation', ...place })]);
		expect(error).toBeUndefined();
		expect(setup.simulated.whatsapp.sent).toMatchObject([
			{ kind: 'location', location: { latitude: 52.52, longitude: 13.405 } },
		]);
	});

	test.each(able('reaction'))('%s reacts to the message', async (id) => {
		await start(id);
		const { error } = await run([reply({ operation: 'sendReaction', emoji: '👍' })]);
		expect(error).toBeUndefined();
		expect(setup.simulated.whatsapp.reactions).toMatchObject([{ emoji: '👍' }]);
	});

	test.each(able('reaction'))('%s takes a reaction away only where that was chosen', async (id) => {
		await start(id);
		for (const emoji of ['', '  ', 'thumbs up', ':+1:', '👍👍', '5']) {
			const { error } = await run([reply({ operation: 'sendReaction', emoji })]);
			expect(error?.message).toContain('The field Emoji');
			expect(error?.description).toContain('Remove Reaction');
		}
		expect(setup.simulated.requests).toHaveLength(0);
		await run([reply({ operation: 'sendReaction', emoji: '👍' })]);
		const { error } = await run([reply({ operation: 'removeReaction' })]);
		expect(error).toBeUndefined();
		const { reactions } = setup.simulated.whatsapp;
		expect(reactions.map(({ emoji }) => emoji || null)).toEqual(['👍', null]);
	});

	test.each(['❤️', '❤', '👍🏽', '👩‍👩‍👧', '🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', ' 🙏\u200e'])(
		'%j is an emoji',
		async (emoji) => {
			await start('wsapi');
			const { error } = await run([reply({ operation: 'sendReaction', emoji })]);
			expect(error).toBeUndefined();
			expect(setup.simulated.whatsapp.reactions).toHaveLength(1);
		},
	);

	test.each<[string, object]>([
		['left as it comes', {}],
		['with one field left out', { latitude: 52.52 }],
		['with an empty expression', { latitude: '', longitude: null }],
		['at 0, 0', { latitude: 0, longitude: 0 }],
		['at 0, 0 in text', { latitude: '0', longitude: '0.000' }],
		['beyond the pole', { latitude: 90.1, longitude: 13 }],
		['beyond the date line', { latitude: 52, longitude: -180.5 }],
		['in words', { latitude: 'north', longitude: 13 }],
		['in a list', { latitude: [52.5], longitude: 13 }],
	])('a place %s is not sent', async (_how, place) => {
		await start('wsapi');
		const { error } = await run([reply({ operation: 'sendLocation', ...place })]);
		expect(error?.message).toMatch(/Latitude|Longitude/);
		expect(error?.description).toMatch(/\w/);
		expect(setup.simulated.requests).toHaveLength(0);
	});

	test.each([
		['on the equator', { latitude: 0, longitude: 32.58 }],
		['on the meridian of Greenwich', { latitude: 51.4779, longitude: 0 }],
		['given as text', { latitude: ' 52.52 ', longitude: '13.405' }],
	])('a place %s is sent', async (_how, place) => {
		await start('wsapi');
		const { error } = await run([reply({ operation: 'sendLocation', ...place })]);
		expect(error).toBeUndefined();
		expect(setup.simulated.whatsapp.sent).toHaveLength(1);
	});

	test('a caption longer than Cbot takes is refused before a call', async () => {
		await start('cbot');
		const media = { operation: 'sendMedia', mediaUrl: 'https://example.com/a.png' };
		const { error } = await run([reply({ ...media, caption: 'x'.repeat(1_025) })]);
		expect(error?.message).toBe(
			'The field Caption has 1,025 characters, and Cbot takes 1,024 at most',
		);
		expect(setup.simulated.requests).toHaveLength(0);
		const fits = await run([reply({ ...media, caption: 'x'.repeat(1_024) })]);
		expect(fits.error).toBeUndefined();
	});

	test.each(PROVIDER_IDS.filter((id) => findProvider(id)?.showTyping))(
		'%s shows typing',
		async (id) => {
			await start(id, id === 'cbot' ? { hosting: 'cloud' } : undefined);
			const { error } = await run([markRead({ operation: 'showTyping' })]);
			expect(error).toBeUndefined();
			expect(setup.simulated.whatsapp.typing).toMatchObject([{ state: 'typing' }]);
		},
	);
});
