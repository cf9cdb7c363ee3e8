/** How often n8n is asked to decrypt a credential, whose it is, and how soon a change of it counts. */
import { inspect } from 'node:util';

import type { IWebhookFunctions, WorkflowExecuteMode } from 'n8n-workflow';

import { CredentialCache } from '../../../nodes/shared/host/credential-cache';
import { manualClock, type ManualClock } from '../../support/providers/clock';
import { clockOf } from '../../support/stream/clocks';

const TYPE = 'whatsAppWsapiApi';

/** Answers when the test lets it, as n8n does when its database and its expression engine have. */
class Vault {
	secret = 'first';
	asked = 0;
	private readonly waiting: Array<() => void> = [];

	contextOf(
		workflow = 'w',
		node = 'trigger',
		credential = '1',
		mode: WorkflowExecuteMode = 'webhook',
	): IWebhookFunctions {
		return {
			getWorkflow: () => ({ id: workflow }),
			getNode: () => ({ id: node, credentials: { [TYPE]: { id: credential, name: 'Mine' } } }),
			getMode: () => mode,
			getCredentials: async () => {
				this.asked++;
				const { secret } = this;
				await new Promise<void>((resolve) => this.waiting.push(resolve));
				if (secret === '') throw new Error('no such credential');
				return { secret, of: `${workflow} ${node} ${credential}` };
			},
		} as unknown as IWebhookFunctions;
	}

	answer(): void {
		for (const resolve of this.waiting.splice(0)) resolve();
	}
}

let vault: Vault;
let clock: ManualClock;
let cache: CredentialCache;
beforeEach(() => {
	vault = new Vault();
	clock = manualClock();
	cache = new CredentialCache(clockOf(clock));
});

/** Everything that can go on without n8n and without time has gone on. */
const settled = async () => await new Promise((resolve) => setImmediate(resolve));

async function pass(milliseconds: number): Promise<void> {
	await settled();
	clock.advance(milliseconds);
	await settled();
}

/** What comes of it once n8n has answered all it is asked for meanwhile. */
async function answered<T>(promise: Promise<T>): Promise<T> {
	promise.catch(() => {});
	for (let time = 0; time < 3; time++) {
		await settled();
		vault.answer();
	}
	return await promise;
}

const recent = async (context = vault.contextOf()) =>
	(await answered(cache.recent(context, TYPE))).secret;

/** Whether a delivery is let in that was signed with `secret`. */
const arrives = async (secret: string, context = vault.contextOf()) =>
	await cache.judge(
		context,
		TYPE,
		(fields) => fields.secret === secret,
		(isLetIn) => !isLetIn,
	);

/** What has come of it by now. */
function watch<T>(promise: Promise<T>): { value: T | 'nothing yet' } {
	const watched: { value: T | 'nothing yet' } = { value: 'nothing yet' };
	void promise.then((value) => (watched.value = value));
	return watched;
}

describe('what is kept', () => {
	test('deliveries that come at the same time share one decryption', async () => {
		const context = vault.contextOf();
		const all = Array.from({ length: 200 }, async () => await cache.recent(context, TYPE));
		for (const { secret } of await answered(Promise.all(all))) expect(secret).toBe('first');
		expect(vault.asked).toBe(1);
	});

	test('those of the next five seconds need none, and the one after them gets what it is by then', async () => {
		expect(await recent()).toBe('first');
		vault.secret = 'second';
		await pass(4_999);
		expect(await recent()).toBe('first');
		expect(vault.asked).toBe(1);
		await pass(1);
		expect(await recent()).toBe('second');
		expect(vault.asked).toBe(2);
	});

	test('a failure is everybody’s, and nobody’s afterwards', async () => {
		vault.secret = '';
		const both = [1, 2].map(async () => await cache.recent(vault.contextOf(), TYPE));
		const outcomes = await answered(Promise.allSettled(both));
		expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(vault.asked).toBe(1);
		vault.secret = 'mended';
		expect(await recent()).toBe('mended');
	});

	test('no workflow, node or credential gets another one’s', async () => {
		const whose: Array<[string, string, string]> = [
			['w', 'trigger', '1'],
			['w', 'trigger', '2'],
			['w', 'other', '1'],
			['v', 'trigger', '1'],
		];
		const all = whose.map(async (of) => await cache.recent(vault.contextOf(...of), TYPE));
		const fields = await answered(Promise.all(all));
		expect(fields.map(({ of }) => of)).toEqual(whose.map((of) => of.join(' ')));
		expect(vault.asked).toBe(4);
	});

	test.each<WorkflowExecuteMode>(['manual', 'trigger'])(
		'nothing is, for a test in the editor or a stream (mode %s)',
		async (mode) => {
			const context = vault.contextOf('w', 'trigger', '1', mode);
			expect(await recent(context)).toBe('first');
			vault.secret = 'second';
			expect(await recent(context)).toBe('second');
			expect(await answered(arrives('first', context))).toBe(false);
			expect(vault.asked).toBe(3);
		},
	);

	test('leaves no secret and no node in memory when nobody asks for it any more', async () => {
		jest.useFakeTimers({ doNotFake: ['setImmediate'] });
		const inMemory = () => inspect(cache, { depth: null });
		try {
			const nothing = inMemory();
			await recent();
			expect(inMemory()).toContain('first');
			jest.advanceTimersByTime(5_000);
			expect(inMemory()).toBe(nothing);

			vault.secret = '';
			await expect(recent()).rejects.toThrow('no such credential');
			expect(inMemory()).toBe(nothing);
		} finally {
			jest.useRealTimers();
		}
	});
});

describe('a changed credential', () => {
	beforeEach(async () => {
		expect(await answered(arrives('first'))).toBe(true);
		vault.secret = 'second';
		await pass(10);
	});

	test('counts at once for what it signs, and from then on for everything', async () => {
		expect(await answered(arrives('second'))).toBe(true);
		expect(vault.asked).toBe(2);
		expect(await answered(arrives('second'))).toBe(true);
		expect(vault.asked).toBe(2);
		await pass(1_000);
		expect(await answered(arrives('first'))).toBe(false);
	});

	test('lets in what the former one signed for five seconds, while nothing else comes', async () => {
		await pass(4_980);
		expect(await answered(arrives('first'))).toBe(true);
		await pass(10);
		expect(await answered(arrives('first'))).toBe(false);
		expect(vault.asked).toBe(2);
	});

	test('counts at once for many at the same time, with one decryption', async () => {
		const all = Array.from({ length: 200 }, async () => await arrives('second'));
		expect(new Set(await answered(Promise.all(all)))).toEqual(new Set([true]));
		expect(vault.asked).toBe(2);
	});

	test('counts at once for what comes while n8n still decrypts the former one', async () => {
		await pass(5_000);
		vault.secret = 'first';
		const former = arrives('first');
		await settled();
		vault.secret = 'second';
		await pass(1);
		expect(await answered(arrives('second'))).toBe(true);
		expect(await former).toBe(true);
		expect(vault.asked).toBe(3);
	});

	test('that cannot be read any more refuses nothing by what is kept: it fails, as n8n does', async () => {
		vault.secret = '';
		expect(await answered(arrives('first'))).toBe(true);
		await expect(answered(arrives('second'))).rejects.toThrow('no such credential');
		await pass(1_000);
		vault.secret = 'second';
		expect(await answered(arrives('second'))).toBe(true);
	});
});

describe('deliveries that are refused', () => {
	beforeEach(async () => void (await recent()));

	const refusals = async (count: number) =>
		await answered(Promise.all(Array.from({ length: count }, async () => await arrives('forged'))));

	/** One that n8n is asked for, and more while it may not be asked again. */
	async function flood(): Promise<void> {
		await pass(10);
		await refusals(1);
		await pass(10);
		await refusals(100);
	}

	/** What becomes of a delivery that may have to wait until a second is over. */
	async function afterASecond(secret: string): Promise<boolean | 'nothing yet'> {
		const arrived = watch(arrives(secret));
		await pass(1_000);
		vault.answer();
		await settled();
		return arrived.value;
	}

	test('are refused for good where n8n was asked after they came', async () => {
		await pass(5_000);
		expect(await answered(arrives('forged'))).toBe(false);
		expect(vault.asked).toBe(2);
	});

	test('make n8n decrypt once a second at most: the next one waits, and is judged by that', async () => {
		await pass(10);
		expect(await answered(arrives('forged'))).toBe(false);
		expect(vault.asked).toBe(2);
		vault.secret = 'second';
		await pass(400);
		const next = watch(arrives('second'));
		await pass(599);
		vault.answer();
		expect(next.value).toBe('nothing yet');
		expect(vault.asked).toBe(2);
		await pass(1);
		vault.answer();
		await settled();
		expect(next.value).toBe(true);
		expect(vault.asked).toBe(3);
	});

	test('are a flood when many come at once: none waits, and n8n decrypts once a second', async () => {
		await flood();
		for (let second = 1; second <= 10; second++) {
			for (let time = 0; time < 4; time++) {
				expect(new Set(await refusals(100))).toEqual(new Set([false]));
				await pass(250);
			}
			expect(vault.asked).toBe(1 + second);
		}
	});

	test('are a flood when they come one upon the other: three wait, the rest is not held up', async () => {
		await pass(10);
		let waited = 0;
		for (let count = 0; count < 50; count++) {
			await pass(2);
			const refused = watch(arrives('forged'));
			await settled();
			vault.answer();
			await settled();
			if (refused.value === 'nothing yet') {
				waited++;
				await pass(1_000);
				vault.answer();
				await settled();
			}
			expect(refused.value).toBe(false);
		}
		expect(waited).toBe(3);
		expect(vault.asked).toBe(5);
	});

	test('keep a changed credential waiting in a flood alone, and for a second at most', async () => {
		await flood();
		vault.secret = 'second';
		await pass(980);
		expect(await answered(arrives('second'))).toBe(false);
		await pass(10);
		expect(await answered(arrives('second'))).toBe(true);
		await pass(10);
		vault.secret = 'third';
		expect(await afterASecond('third')).toBe(true);
	});

	test('no longer keep it waiting once the flood is over', async () => {
		await flood();
		await pass(5_000);
		await recent();
		await pass(10);
		await refusals(1);
		vault.secret = 'second';
		await pass(10);
		expect(await afterASecond('second')).toBe(true);
	});
});
