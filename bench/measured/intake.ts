/**
 * The whole way of one delivery in, against the least there is to do: `JSON.parse` and an
 * HMAC-SHA256 of the same bytes. A text message of 1 KB as WSAPI's server sends it (the one provider
 * that signs), each with an id of its own, verified, read, claimed and confirmed in memory.
 *
 * Whole and floor take turns in short rounds, now one first and now the other; the ratio is the
 * median over the rounds. The floor is measured with the HMAC in either form Node gives it: as hex
 * digits, which is the quicker one, and as bytes.
 */
import { createHmac } from 'node:crypto';

import { table } from 'table';

import { nestsTooDeep } from '../../gateway/payload/schema';
import { compose } from '../../gateway/compose';
import { claimEvents, type Dedupe } from '../../gateway/dedupe/core/claims';
import { keysOf } from '../../gateway/dedupe/core/key';
import { MemoryStore } from '../../gateway/dedupe/stores/memory';
import { takeDelivery, type IntakeSettings } from '../../gateway/intake';
import { readCredential } from '../../gateway/credential';
import { wsapi } from '../../gateway/providers/wsapi';
import { sign } from '../../gateway/verification/hmac';
import type { Delivery } from '../../gateway/verification/verification';
import { median, timed } from '../support/measure';

const BYTES = 1_024;
const ROUNDS = 400;
const DELIVERIES = 200;
const SECRET = 'whsec_benchmark';
/** The whole, of the floor. */
const GOAL = 2.5;

const credential = readCredential({ instanceId: 'ins_AAAA', webhookSecret: SECRET });
const dedupe: Dedupe = {
	store: new MemoryStore(),
	scope: 'workflow',
	keepMs: 86_400_000,
	waitMs: 1_000,
};
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

type Wire = Delivery & { rawBody: Buffer };

let made = 0;
function wires(): Wire[] {
	return Array.from({ length: DELIVERIES }, () => {
		const id = `3EB0${String(made++).padStart(16, '0')}`;
		const text = 'x'.repeat(BYTES - message(id, '').length);
		const rawBody = Buffer.from(message(id, text));
		const headers = {
			'content-type': 'application/json',
			'x-webhook-signature': inOnePiece(`sha256=${sign(rawBody, SECRET)}`),
		};
		return { rawBody, headers, query: {} };
	});
}

/** As it comes from the network. What is glued together here would be copied while it is measured. */
const inOnePiece = (glued: string) => Buffer.from(glued).toString();

const parsed = ({ rawBody }: Wire): unknown => JSON.parse(rawBody.toString('utf8'));

const hmacOf = ({ rawBody }: Wire) => createHmac('sha256', SECRET).update(rawBody);

function floorAsHex(wire: Wire): void {
	parsed(wire);
	hmacOf(wire).digest('hex');
}

function floorAsBytes(wire: Wire): void {
	parsed(wire);
	hmacOf(wire).digest();
}

async function whole(wire: Wire): Promise<void> {
	const outcome = await takeDelivery(wire, wsapi, credential, settings);
	if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
	await outcome.claims.confirm();
}

function eventIdOf(body: unknown): string {
	const [draft] = wsapi.read(body) ?? [];
	return draft ? compose(wsapi.id, draft).eventId : '';
}

/** Each stage alone, on what the stage before it gives. */
const stages: Array<[string, (wire: Wire, body: unknown, eventId: string) => unknown]> = [
	['JSON.parse', (wire) => parsed(wire)],
	['HMAC alone', (wire) => hmacOf(wire).digest('hex')],
	['verify', (wire) => wsapi.verify(wire, SECRET)],
	['depth', (_wire, body) => nestsTooDeep(body)],
	['read and compose', (_wire, body) => eventIdOf(body)],
	['key of the event', (_wire, _body, eventId) => keysOf('workflow', [eventId])],
	[
		'claim and confirm',
		async (_wire, _body, eventId) => {
			const outcome = await claimEvents([eventId], { ...dedupe, scope: 'stage' });
			if (outcome.settled) await outcome.claims.confirm();
		},
	],
];

async function main(): Promise<void> {
	const rows = new Map<string, number[]>();
	const note = (name: string, microseconds: number) =>
		rows.set(name, [...(rows.get(name) ?? []), microseconds]);
	const ratios = { hex: [] as number[], bytes: [] as number[] };

	for (let round = 0; round < ROUNDS; round++) {
		const batch = wires();
		const each = async (work: (wire: Wire) => unknown) =>
			((await timed(() => batch.forEach(work))) * 1_000) / DELIVERIES;
		const eachAwaited = async (work: (wire: Wire, index: number) => unknown) =>
			((await timed(async () => {
				for (const [index, wire] of batch.entries()) {
					const result = work(wire, index);
					if (result instanceof Promise) await result;
				}
			})) *
				1_000) /
			DELIVERIES;

		const wholeFirst = round % 2 === 0;
		const before = wholeFirst ? await eachAwaited(whole) : 0;
		const hex = await each(floorAsHex);
		const bytes = await each(floorAsBytes);
		const all = wholeFirst ? before : await eachAwaited(whole);
		note('floor: JSON.parse and HMAC (hex)', hex);
		note('floor: JSON.parse and HMAC (bytes)', bytes);
		note('the whole intake', all);
		ratios.hex.push(all / hex);
		ratios.bytes.push(all / bytes);

		const bodies = batch.map(parsed);
		const ids = bodies.map((body) => inOnePiece(eventIdOf(body)));
		for (const [name, stage] of stages) {
			note(
				`  ${name}`,
				await eachAwaited((wire, index) => stage(wire, bodies[index], ids[index] ?? '')),
			);
		}
	}
	const ofFloor = (values: number[]) => `${median(values).toFixed(2)} × (goal: ${GOAL} ×)`;
	process.stdout.write(
		table([
			[`stage (Node ${process.versions.node})`, 'µs per delivery'],
			...[...rows].map(([name, values]) => [name, median(values).toFixed(2)]),
			['the whole, of the floor (hex)', ofFloor(ratios.hex)],
			['the whole, of the floor (bytes)', ofFloor(ratios.bytes)],
		]),
	);
}

void main();
