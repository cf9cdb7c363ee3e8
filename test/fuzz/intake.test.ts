/** Deliveries gone wrong by chance, a bounded number each time; `npm run fuzz` goes on for longer. */
import { providers } from '../../gateway/providers';
import { campaign } from './campaign';
import { mutate, type Mutation } from './mutation';

const DELIVERIES = 400;
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

beforeAll(() => process.stdout.write(`Fuzzing with FUZZ_SEED=${seed}\n`));

test.each(providers.map((provider) => [provider.id, provider] as const))(
	'%s: whatever is delivered is taken or refused, whole, and the same when it comes again',
	async (_id, provider) => {
		await campaign(provider, seed, DELIVERIES);
	},
	300_000,
);

test('the same changes give the same delivery each time, and stay as they were', () => {
	const list = ['first'];
	const changes: Mutation = [
		{ place: 0, change: { kind: 'replace', by: list } },
		{ place: 1, change: { kind: 'add', name: 'id', value: list } },
	];
	expect(mutate({ id: 'a' }, changes)).toEqual({ id: ['first', ['first']] });
	expect(mutate({ id: 'a' }, changes)).toEqual({ id: ['first', ['first']] });
	expect(list).toEqual(['first']);
});
