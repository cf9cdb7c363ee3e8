/** ChatBreez: what people choose and fill in, and what they choose from. */
import type { ExpectedMessage, Fixture } from '../../fixture';
import { EMPTY_BLOCKS } from '../../fixture';
import { receivedFromAna, upsert } from './upsert';

function nativeFlow(name: string, params: unknown, body?: string) {
	return upsert({
		interactiveResponseMessage: {
			...(body === undefined ? {} : { body: { text: body, format: 'DEFAULT' } }),
			nativeFlowResponseMessage: {
				name,
				paramsJson: typeof params === 'string' ? params : JSON.stringify(params),
				version: 3,
			},
		},
	});
}

function answered(
	name: string,
	payload: unknown,
	selection: NonNullable<ExpectedMessage['selection']>,
	form: ExpectedMessage['form'] = null,
): Fixture {
	const message: ExpectedMessage = {
		...EMPTY_BLOCKS,
		type: 'selection',
		text: selection.title,
		selection,
		form,
	};
	return { name: `answer: ${name}`, payload, expected: [receivedFromAna(message)] };
}

const ANSWERS = { flow_token: 'AAAA', name: 'Ana', guests: 2, days: ['Monday', 'Friday'] };

const TEMPLATE_FORM = {
	flow_token: 'AAAA',
	wa_flow_response_params: {
		title: 'Contact details',
		flow_id: '1000000000000001',
		response_message: JSON.stringify({
			screens: [
				{
					id: 'contact_details',
					components: [
						{ name: 'full_name', type: 'TextInput', label: 'Full name', value: 'Ana' },
						{ name: 'guests', type: 'TextInput', value: 2 },
					],
				},
			],
			version: 2,
		}),
	},
};

export const answerFixtures: Fixture[] = [
	answered(
		'quick reply without a body',
		nativeFlow('quick_reply', { id: 'yes', display_text: 'Yes, please' }),
		{ id: 'yes', title: 'Yes, please', description: null },
	),
	answered(
		'quick reply with a body',
		nativeFlow('quick_reply', { id: 'yes', display_text: 'Yes, please' }, 'Yes'),
		{ id: 'yes', title: 'Yes', description: null },
	),
	answered(
		'row of a list',
		nativeFlow('menu_options', { id: 'row-1', title: 'Express', description: 'Tomorrow' }),
		{ id: 'row-1', title: 'Express', description: 'Tomorrow' },
	),
	answered(
		'row of a list with a body',
		nativeFlow('single_select', { id: 'row-1', description: 'Tomorrow' }, 'Express'),
		{ id: 'row-1', title: 'Express', description: 'Tomorrow' },
	),
	answered(
		'flow',
		nativeFlow('flow', ANSWERS, 'Sent'),
		{ id: null, title: 'Sent', description: null },
		ANSWERS,
	),
	answered(
		'flow under its older name, whose answers have an id',
		nativeFlow('galaxy_message', { ...ANSWERS, id: 'customer-1' }, 'Sent'),
		{ id: null, title: 'Sent', description: null },
		{ ...ANSWERS, id: 'customer-1' },
	),
	answered(
		'form made from a template',
		nativeFlow('galaxy_message', TEMPLATE_FORM),
		{ id: null, title: 'Contact details', description: null },
		{ flow_token: 'AAAA', 'Full name': 'Ana', guests: 2 },
	),
	answered(
		'address',
		nativeFlow('address_message', { values: { name: 'Ana', city: 'Town' } }, 'Ana, Town'),
		{ id: null, title: 'Ana, Town', description: null },
		{ values: { name: 'Ana', city: 'Town' } },
	),
	answered(
		'permission to call',
		nativeFlow('call_permission_request', { response: 'accept', expiration_timestamp: 1768500000 }),
		{ id: null, title: 'accept', description: null },
		{ response: 'accept', expiration_timestamp: 1768500000 },
	),
	answered(
		'flow of a kind of tomorrow, known by its token',
		nativeFlow('flow_of_tomorrow', { id: 'seat-1', flow_token: 'AAAA' }, 'Booked'),
		{ id: null, title: 'Booked', description: null },
		{ id: 'seat-1', flow_token: 'AAAA' },
	),
	answered(
		'flow of a kind of tomorrow',
		nativeFlow('flow_of_tomorrow', { seats: ['A1'] }, 'Booked'),
		{ id: null, title: 'Booked', description: null },
		{ seats: ['A1'] },
	),
	...['{broken', '[1]', 'null', '"text"', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`].map(
		(params) =>
			answered(
				`flow whose answers cannot be read: ${params.slice(0, 10)}`,
				nativeFlow('flow', params, 'Sent'),
				{
					id: null,
					title: 'Sent',
					description: null,
				},
			),
	),
	...(
		[
			[
				'buttons under a heading',
				{ buttonsMessage: { text: 'Heading', contentText: 'Coming?', headerType: 'TEXT' } },
				'Coming?',
			],
			[
				'a carousel',
				{
					interactiveMessage: {
						carouselMessage: { cards: [{ body: { text: 'First' } }, { body: { text: 'Second' } }] },
					},
				},
				'First',
			],
			[
				'an old template',
				{
					highlyStructuredMessage: {
						hydratedHsm: { hydratedTemplate: { hydratedContentText: 'Your order is ready' } },
					},
				},
				'Your order is ready',
			],
			[
				'a list of products',
				{ listMessage: { title: 'Mugs', description: 'Our mugs', listType: 'PRODUCT_LIST' } },
				'Our mugs',
			],
			['a catalogue', { productMessage: { catalog: { title: 'All we have' } } }, 'All we have'],
		] as const
	).map(
		([name, content, text]): Fixture => ({
			name: `offer: ${name}`,
			payload: upsert(content),
			expected: [receivedFromAna({ type: 'interactive', text })],
		}),
	),
	...['pollCreationMessageV5', 'pollCreationMessageV6', 'pollCreationMessageV7'].map(
		(content): Fixture => ({
			name: `poll (${content})`,
			payload: upsert({
				messageContextInfo: { messageSecret: 'AAAA' },
				[content]: {
					name: 'When?',
					options: [{ optionName: 'Monday' }, { optionName: 'Tuesday' }],
					selectableOptionsCount: 1,
					pollType: 'QUIZ',
					correctAnswer: { optionName: 'Monday' },
				},
			}),
			expected: [
				receivedFromAna({
					type: 'poll',
					text: 'When?',
					poll: { question: 'When?', options: ['Monday', 'Tuesday'], selected: [] },
				}),
			],
		}),
	),
	{
		name: 'poll (pollCreationMessageV4, a wrapper)',
		payload: upsert({
			pollCreationMessageV4: {
				message: { pollCreationMessage: { name: 'When?', options: [{ optionName: 'Monday' }] } },
			},
		}),
		expected: [
			receivedFromAna({
				type: 'poll',
				poll: { question: 'When?', options: ['Monday'], selected: [] },
			}),
		],
	},
	{
		name: 'poll (pollResultSnapshotMessageV3)',
		payload: upsert({
			pollResultSnapshotMessageV3: { name: 'When?', pollVotes: [{ optionName: 'Monday' }] },
		}),
		expected: [receivedFromAna({ type: 'poll', text: 'When?' })],
	},
];
