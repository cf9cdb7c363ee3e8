/**
 * The whole way of one delivery in, against the least there is to do: `JSON.parse` and an
 * HMAC-SHA256 of the same bytes. A text message of 1 KB as WSAPI's server sends it, signed, each
 * with an id of its own, claimed and confirmed in memory.
 *
 * Whole and floor take turns in short rounds; the ratio is the median over the rounds.
 */
import { createHmac } from 'node:crypto';

import { table } from 'table';

import { nestsTooDeep } from '../../gateway/border';
import { claimEvents, type Dedupe } from '../../gateway/dedupe/claims';
import { keysOf } from '../../gateway/dedupe/key';
import { MemoryStore } from '../../gateway/dedupe/memory';
import { takeDelivery, type IntakeSettings } from '../../gateway/intake';
import { readCredential } from '../../gateway/provider';
import { wsapi } from '../../gateway/providers/wsapi';
import { sign } from '../../gateway/verification/hmac';
import type { Delivery } from '../../gateway/verification/verification';
import { median, timed } from '../support/measure';

const BYTES = 1_024;
const ROUNDS = 400;
const DELIVERIES = 200;
const SECRET = 'whsec_benchmark';

const credential = readCredential({ instanceId: 'ins_AAAA', webhookSecret: SECRET });
const dedupe: Dedupe = { store: new MemoryStore(), scope: 'workflow', keepMs: 86_400_000 };
const settings: IntakeSettings = {
	events: new Set(['message.received']),
	chatTypes: new Set(['individual', 'group']),
	includeRaw: false,
	dedupe,
};

/** WSAPI server, openapi/wsapi-events.yml. */
function message(id: string, text: string): string {
	return JSON.stringify({
		eventId: `evt_${id}`,
		instanceId: 'ins_AAAA',
		eventType: 'message',
		receivedAt: '2026-05-19T00:51:44.816Z',
		eventData: {
			id,
			time: '2026-05-19T00:51:44.816Z',
			chatId: '15550001111@s.whatsapp.net',
			sender: {
				id: '15550001111@s.whatsapp.net',
				lid: '123456789012345@lid',
				phone: '15550001111@s.whatsapp.net',
				isMe: false,
			},
			isGroup: false,
			isStatus: false,
			type: 'text',
			text,
		},
	});
}

type Wire = Omit<Delivery, 'rawBody' | 'body'> & { rawBody: Buffer };

let made = 0;
function wires(): Wire[] {
	return Array.from({ length: DELIVERIES }, () => {
		const id = `3EB0${String(made++).padStart(16, '0')}`;
		const text = 'x'.repeat(BYTES - message(id, '').length);
		const rawBody = Buffer.from(message(id, text));
		const headers = {
			'content-type': 'application/json',
			'x-webhook-signature': `sha256=${sign(rawBody, SECRET)}`,
		};
		return { rawBody, headers, query: {} };
	});
}

const parsed = ({ rawBody }: Wire): unknown => JSON.parse(rawBody.toString('utf8'));

function floor(wire: Wire): void {
	parsed(wire);
	createHmac('sha256', SECRET).update(wire.rawBody).digest('hex');
}

async function whole(wire: Wire): Promise<void> {
	const { rawBody, headers, query } = wire;
	const delivery = { rawBody, headers, query, body: parsed(wire) };
	const outcome = await takeDelivery(delivery, wsapi, credential, settings);
	if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
	await outcome.claims.confirm();
}

/** Each stage alone, on what the stage before it gives. */
const stages: Array<[string, (wire: Wire, body: unknown) => unknown]> = [
	['JSON.parse', (wire) => parsed(wire)],
	['HMAC alone', (wire) => createHmac('sha256', SECRET).update(wire.rawBody).digest('hex')],
	['verify', (wire, body) => wsapi.verify({ ...wire, body }, SECRET)],
	['depth', (_wire, body) => nestsTooDeep(body)],
	['read and normalise', (_wire, body) => wsapi.read(body)],
	[
		'key of the event',
		(wire) => keysOf('workflow', [wire.headers['x-webhook-signature'] as string]),
	],
	[
		'claim and confirm',
		async (wire) => {
			const outcome = await claimEvents(
				[wire.headers['x-webhook-signature'] as string],
				dedupe,
				1_000,
			);
			if (outcome.settled) await outcome.claims.confirm();
		},
	],
];

async function main(): Promise<void> {
	const rows = new Map<string, number[]>();
	const ratios: number[] = [];
	const note = (name: string, milliseconds: number) =>
		rows.set(name, [...(rows.get(name) ?? []), (milliseconds * 1_000) / DELIVERIES]);

	for (let round = 0; round < ROUNDS; round++) {
		const batch = wires();
		const bodies = batch.map(parsed);
		const least = await timed(() => batch.forEach(floor));
		const all = await timed(async () => {
			for (const wire of batch) await whole(wire);
		});
		note('floor: JSON.parse and HMAC', least);
		note('the whole intake', all);
		ratios.push(all / least);
		for (const [name, stage] of stages) {
			const took = await timed(async () => {
				for (const [index, wire] of batch.entries()) {
					const result = stage(wire, bodies[index]);
					if (result instanceof Promise) await result;
				}
			});
			note(`  ${name}`, took);
		}
	}
	process.stdout.write(
		table([
			['stage', 'µs per delivery'],
			...[...rows].map(([name, values]) => [name, median(values).toFixed(2)]),
			['the whole, of the floor', `${median(ratios).toFixed(2)} ×`],
		]),
	);
}

void main();
