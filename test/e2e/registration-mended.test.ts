/** A publishing that failed leaves nothing behind: the same publishing, once the fault is mended, registers. */
import {
	REGISTERING,
	setByHand,
	urlsOnRecord,
	type RegisteringId,
} from '../support/e2e/at-the-provider';
import type { Inbox } from '../support/e2e/inbox';
import { send } from '../support/e2e/prove';
import {
	happensAt,
	mend,
	registrationFaults,
	startFailing,
	stopFailing,
	type RegistrationFault,
} from '../support/e2e/registration-faults';
import { Stage } from '../support/e2e/stage';
import { textMessage } from '../support/e2e/text-message';
import { N8nRefused, type PublicationStatus } from '../support/n8n/client';
import { until } from '../support/until';

const AUTOMATIC = { registration: 'automatic', events: ['message.received'] };

/** n8n tries for 15 s before it says that a trigger failed, and publishes so many workflows at a time. */
const AT_A_TIME = 5;

const WAYS_TO_PUBLISH: Array<[string, Record<string, string>]> = [
	["n8n's publication service, as by default", {}],
	['n8n publishing at once', { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' }],
];

/** With the fault still there after n8n was restarted. */
const OVER_A_RESTART: readonly string[] = ['a wrong key', "somebody else's webhook in the way"];

interface Case {
	fault: RegistrationFault;
	id: RegisteringId;
}

/** What n8n showed of a publishing in vain. */
async function failureOf(publishing: Promise<PublicationStatus>): Promise<string> {
	try {
		const { status, triggers } = await publishing;
		return status === 'failed' ? (triggers[0]?.errorMessage ?? 'failed') : `it is ${status}`;
	} catch (error) {
		if (error instanceof N8nRefused) return error.reason;
		throw error;
	}
}

let failingUrl: string;
beforeAll(async () => (failingUrl = await startFailing()));
afterAll(async () => await stopFailing());

/** The address of what fails is only known once it runs. */
const CASES: Case[] = registrationFaults('').flatMap((fault) =>
	REGISTERING.filter((id) => happensAt(fault, id)).map((id) => ({ fault, id })),
);

describe.each(WAYS_TO_PUBLISH)('%s', (_name, env) => {
	let stage: Stage;
	let inboxes: Array<Inbox<RegisteringId>>;
	let failures: string[];
	let outcomes: Array<PromiseSettledResult<{ urls: string[]; delivered: number }>>;

	beforeAll(async () => {
		stage = await Stage.open(env);
		const faults = registrationFaults(failingUrl);
		const faultOf = ({ fault }: Case) =>
			faults.find(({ name }) => name === fault.name) as RegistrationFault;
		inboxes = await Promise.all(
			CASES.map(async (one) => await broken(stage, one.id, faultOf(one))),
		);
		failures = [];
		for (let done = 0; done < inboxes.length; done += AT_A_TIME) {
			const some = inboxes.slice(done, done + AT_A_TIME);
			failures.push(
				...(await Promise.all(some.map(async (inbox) => await failureOf(inbox.publish())))),
			);
		}

		const again = async (isAfterRestart: boolean) =>
			await Promise.allSettled(
				CASES.map(async (one, index) => {
					if (OVER_A_RESTART.includes(one.fault.name) !== isAfterRestart) return null;
					return await mendAndPublish(stage, inboxes[index] as Inbox<RegisteringId>, faultOf(one));
				}),
			);
		const before = await again(false);
		await stage.host.restart();
		await stage.n8n.logIn();
		const after = await again(true);
		outcomes = CASES.map(({ fault }, index) => {
			const results = OVER_A_RESTART.includes(fault.name) ? after : before;
			return results[index] as (typeof outcomes)[number];
		});
	}, 600_000);
	afterAll(async () => await stage.close());

	describe.each(CASES.map((one, index) => [one.fault.name, one.id, index] as const))(
		'%s, %s',
		(name, _id, index) => {
			test('publishing fails, and says what is wrong and what to do', () => {
				expect(failures[index]).toMatch(CASES[index]?.fault.says as RegExp);
				expect(failures[index]).not.toContain('a-wrong-key');
			});

			test(`mended${OVER_A_RESTART.includes(name) ? ' after a restart of n8n' : ''}, the same publishing tells the provider, and events run`, () => {
				expect(outcomes[index]).toEqual({
					status: 'fulfilled',
					value: { urls: [inboxes[index]?.url], delivered: 200 },
				});
			});
		},
	);
});

async function broken(
	stage: Stage,
	id: RegisteringId,
	fault: RegistrationFault,
): Promise<Inbox<RegisteringId>> {
	const inbox = await stage.inbox<RegisteringId>(id, {
		parameters: AUTOMATIC,
		...(fault.fields ? { fields: fault.fields } : {}),
	});
	await fault.break?.(inbox);
	return inbox;
}

async function mendAndPublish(
	stage: Stage,
	inbox: Inbox<RegisteringId>,
	fault: RegistrationFault,
): Promise<{ urls: string[]; delivered: number }> {
	await mend(stage, inbox, fault);
	await inbox.open();
	const urls = urlsOnRecord(inbox.setup);
	const { status } = await send(inbox, textMessage(inbox.setup, '3EB0MENDED'));
	await inbox.runs(1);
	return { urls, delivered: status };
}

describe('unpublishing, with n8n as it is by default', () => {
	let stage: Stage;
	beforeAll(async () => (stage = await Stage.open()));
	afterAll(async () => await stage.close());

	const told = /External webhook deregistration failed for.*could not be removed/s;
	const unpublish = async (inbox: Inbox<RegisteringId>) =>
		await stage.n8n.unpublish(inbox.workflow.id);
	const inboxOf = async (id: RegisteringId) =>
		await stage.inbox<RegisteringId>(id, { parameters: AUTOMATIC });

	test('a provider that is not there: n8n says that the webhook stays, also after a restart; publishing again works', async () => {
		const inboxes = await Promise.all(REGISTERING.map(inboxOf));
		for (const inbox of inboxes) await inbox.open();
		await stage.host.restart();
		await stage.n8n.logIn();
		for (const inbox of inboxes) {
			const log = stage.logFromNow();
			await inbox.setup.simulated.goDown();
			await unpublish(inbox);
			await until(() => told.test(log()), {
				what: 'a line in the log',
				timeoutMs: 30_000,
				explain: log,
			});
			await inbox.setup.simulated.comeBack();
			expect(urlsOnRecord(inbox.setup)).toEqual([inbox.url]);
			await inbox.open();
			await inbox.unpublish();
			expect(urlsOnRecord(inbox.setup)).toEqual([]);
		}
	});

	test('what was never registered is not said to stay', async () => {
		const inboxes = await Promise.all(REGISTERING.map(inboxOf));
		for (const { setup } of inboxes) await setup.simulated.goDown();
		const failures = await Promise.all(
			inboxes.map(async (inbox) => await failureOf(inbox.publish())),
		);
		expect(failures).toEqual(inboxes.map(() => expect.stringMatching(/cannot be reached/)));
		const log = stage.logFromNow();
		await Promise.all(inboxes.map(unpublish));
		for (const { setup } of inboxes) await setup.simulated.comeBack();
		expect(log()).not.toMatch(told);
	});

	test("a credential that was deleted: n8n says that the webhook stays; one of somebody else's is none of ours", async () => {
		const [gone, replaced] = await Promise.all([inboxOf('wsapi'), inboxOf('chatlevel')]);
		for (const inbox of [gone, replaced]) await inbox.open();
		await stage.n8n.deleteCredential(gone.credential.id);
		setByHand(replaced.setup, 'https://elsewhere.example.com/hook');
		const log = stage.logFromNow();
		await unpublish(replaced);
		expect(log()).not.toMatch(told);
		await unpublish(gone);
		await until(() => told.test(log()), {
			what: 'a line in the log',
			timeoutMs: 30_000,
			explain: log,
		});
	});
});
