/** For how long a trigger remembers an event, read in n8n-core's own webhook context. */
import { WebhookContext } from 'n8n-core';
import type { IDataObject, INode, IWebhookData, IWebhookFunctions } from 'n8n-workflow';

import { providers } from '../../gateway';
import { intakeSettings } from '../../nodes/shared/trigger/settings';
import { additionalDataOf, nodeOf, workflowOf } from '../support/n8n-core/engine';

const HOUR_IN_MS = 60 * 60 * 1_000;
const DAY_IN_MS = 24 * HOUR_IN_MS;

/** As when a delivery comes. */
async function keepMsOf(parameters: INode['parameters']): Promise<number | undefined> {
	const node = nodeOf('whatsAppWebhookTrigger', 'Inbox', parameters);
	const workflow = workflowOf([node]);
	const context = new WebhookContext(
		workflow,
		workflow.getNode(node.name) as INode,
		additionalDataOf({}, 'webhook'),
		'webhook',
		{ webhookDescription: { name: 'default' } } as unknown as IWebhookData,
		[],
		null,
	);
	const provider = providers.find(({ id }) => id === parameters.provider);
	if (!provider) throw new Error('There is no such provider');
	const webhook = context as unknown as IWebhookFunctions;
	const { dedupe } = await intakeSettings(
		webhook,
		provider,
		webhook.getNodeParameter('options', {}) as IDataObject,
		{ mayRefuse: true, waitMs: 0 },
	);
	return dedupe?.keepMs;
}

/** Nothing is written, so nothing is left behind. */
const inMemory = { dedupeStore: 'memory' };

describe.each(providers.map(({ id, delivery }) => [id, delivery.dedupeHours] as const))(
	'%s',
	(provider, hours) => {
		const withHours = async (dedupeHours: unknown) =>
			await keepMsOf({
				provider,
				options: { ...inMemory, dedupeHours } as INode['parameters'],
			});

		test('an event is remembered as long as its provider may send it again', async () => {
			expect(await keepMsOf({ provider, options: inMemory })).toBe(hours * HOUR_IN_MS);
			expect(hours).toBeGreaterThanOrEqual(24);
		});

		test.each([1, 5, 0.5, '12'])('or as long as the user says: %p hours', async (chosen) => {
			expect(await withHours(chosen)).toBe(Number(chosen) * HOUR_IN_MS);
		});

		test.each([0, -1, NaN, Infinity, '', 'a day', null])(
			'%p hours is no time: it is the provider’s',
			async (chosen) => {
				expect(await withHours(chosen)).toBe(hours * HOUR_IN_MS);
			},
		);

		test('for ninety days at most', async () => {
			expect(await withHours(1e9)).toBe(90 * DAY_IN_MS);
		});
	},
);

test('Cbot, which sends again for up to seven days, is remembered for seven days', async () => {
	expect(await keepMsOf({ provider: 'cbot', options: inMemory })).toBe(7 * DAY_IN_MS);
});
