/**
 * What grown bodies of one provider cost on their way in. Run by `hostile-bodies.test.ts`, bundled,
 * in a process of its own whose heap is limited; prints a line of JSON per body.
 *
 * Everything is grown a little first. What took longest is then grown to the full size and measured
 * again: in CPU time, which other work on the machine disturbs least, and the best of a few.
 */
import { MemoryStore } from '../../../gateway/dedupe/stores/memory';
import { CHAT_TYPES, EVENT_NAMES, type WhatsAppEvent } from '../../../gateway/event';
import { takeEnvelope } from '../../../gateway/intake';
import { readCredential } from '../../../gateway/credential';
import type { Provider } from '../../../gateway/provider';
import { findProvider } from '../../../gateway/providers';
import { fixturesOf } from '../providers';
import { grownBodies } from './grown';
import type { Measured, Started } from './run';

const SMALL = 16_000;
const FULL = 1_048_576;
/** Of the small bodies, those that are grown to the full size. */
const SLOWEST = 25;
const TRIES = 4;
/** What takes less needs no second try. */
const WELL_BELOW_MS = 500;

const credential = readCredential({ apiKey: 'the-api-key', webhookSecret: 'the-secret' });

async function cost(provider: Provider, json: string) {
	// Parsed by n8n before it asks us.
	const body: unknown = JSON.parse(json);
	const settings = {
		events: new Set(EVENT_NAMES),
		chatTypes: new Set(CHAT_TYPES),
		includeRaw: true,
		dedupe: { store: new MemoryStore(), scope: 'workflow', keepMs: 1_000, waitMs: 0 },
	};
	const before = process.cpuUsage();
	const outcome = await takeEnvelope(body, provider, credential, settings);
	const { user, system } = process.cpuUsage(before);
	const events = outcome.kind === 'accepted' ? outcome.events : [];
	if (outcome.kind === 'accepted') await outcome.claims.confirm();
	return { cpuMs: (user + system) / 1_000, events };
}

async function main(id: string): Promise<void> {
	const provider = findProvider(id);
	if (!provider) throw new Error(`There is no provider ${id}`);
	const payloads = fixturesOf(id).map(({ payload }) => payload);

	const costs = new Map<string, number>();
	for (const { name, json } of grownBodies(payloads, SMALL)) {
		costs.set(name, (await cost(provider, json())).cpuMs);
	}
	const slowest = [...costs].sort(([, one], [, other]) => other - one).slice(0, SLOWEST);
	const chosen = new Set(slowest.map(([name]) => name));

	for (const { name, json } of grownBodies(payloads, FULL)) {
		if (!chosen.delete(name)) continue;
		print({ starts: name });
		const text = json();
		const measured: Measured = { body: name, bodies: costs.size, cpuMs: Infinity, characters: 0 };
		for (let tried = 0; tried < TRIES && measured.cpuMs > WELL_BELOW_MS; tried++) {
			const { cpuMs, events } = await cost(provider, text);
			measured.cpuMs = Math.min(measured.cpuMs, cpuMs);
			measured.characters = charactersOf(events);
		}
		print(measured);
	}
}

function charactersOf(events: readonly WhatsAppEvent[]): number {
	return events.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
}

function print(line: Measured | Started): void {
	process.stdout.write(`${JSON.stringify(line)}\n`);
}

void main(process.argv[2] ?? '');
