/**
 * No body of 1 MB of any shape takes more than a second or 200 MB, whoever it is said to come from:
 * without a secret anybody can send one, and with one the provider can.
 */
import { providers } from '../../gateway/providers';
import { startMeasuring, type Measuring } from '../support/hostile/run';

const MOST_MS = 1_000;
/** 200 for the delivery; the rest is Node, this package, its samples, and the body as n8n parsed it. */
const HEAP_MEGABYTES = 200 + 64;
/** Of the items of one delivery: n8n holds and stores them several times over. */
const MOST_CHARACTERS = 24_000_000;

let measuring: Measuring;
beforeAll(async () => (measuring = await startMeasuring(HEAP_MEGABYTES)));
afterAll(async () => await measuring.end());

test.each(providers.map(({ id }) => id))(
	'whatever grows in a delivery of %s',
	async (id) => {
		const measured = await measuring.of(id);
		expect(measured.length).toBeGreaterThan(10);
		expect(measured.filter(({ cpuMs }) => cpuMs > MOST_MS)).toEqual([]);
		expect(measured.filter(({ characters }) => characters > MOST_CHARACTERS)).toEqual([]);
	},
	600_000,
);
