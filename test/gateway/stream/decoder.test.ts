import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import * as fc from 'fast-check';

import {
	createDecoder,
	EventTooLargeError,
	type StreamEvent,
} from '../../../gateway/stream/decoder';
import { EventSize } from '../../../gateway/stream/event-size';

const bytes = (text: string) => new TextEncoder().encode(text);
const quiet = () => {};

function decode(text: string, onRetry: (milliseconds: number) => void = quiet): StreamEvent[] {
	return createDecoder(onRetry).decode(bytes(text));
}

test('a bare event, a named one, one with an id, and the comments in between', () => {
	const text =
		': hi\n\ndata: {"a":1}\n\nevent: message.ack\ndata: 2\n\n:\n\nid: 7\ndata: 3\ndata: 4\n\n';
	expect(decode(text)).toEqual([
		{ name: null, id: null, data: '{"a":1}' },
		{ name: 'message.ack', id: null, data: '2' },
		{ name: null, id: '7', data: '3\n4' },
	]);
});

test('tells the wait the server asks for, and leaves unknown fields alone', () => {
	const waits: number[] = [];
	expect(decode('retry: 3000\nretry: soon\ncolour: blue\n\n', (wait) => waits.push(wait))).toEqual(
		[],
	);
	expect(waits).toEqual([3000]);
});

test('an event is the same wherever the network cuts it, also within a character', () => {
	const text = '﻿event: message\r\ndata: {"body":"Grüße 👋🏽"}\r\n\r\ndata: two\n\n';
	const whole = decode(text);
	expect(whole.map(({ data }) => data)).toEqual(['{"body":"Grüße 👋🏽"}', 'two']);
	const all = bytes(text);
	fc.assert(
		fc.property(fc.array(fc.nat(all.length), { maxLength: 20 }), (cuts) => {
			const decoder = createDecoder(quiet);
			const ends = [0, ...cuts.sort((a, b) => a - b), all.length];
			const events = ends
				.slice(1)
				.flatMap((end, index) => decoder.decode(all.subarray(ends[index], end)));
			expect(events).toEqual(whole);
		}),
	);
});

test('an event that never ends is given up, after those that were complete', () => {
	const decoder = createDecoder(quiet);
	const endless = bytes('x'.repeat(1024 * 1024));
	expect(decoder.decode(bytes('data: 1\n\ndata: '))).toEqual([{ name: null, id: null, data: '1' }]);
	const goOn = () => {
		for (let size = 0; size < 20; size++) decoder.decode(endless);
	};
	expect(goOn).toThrow(EventTooLargeError);
	expect(() => decoder.decode(bytes('\n\n'))).toThrow(EventTooLargeError);
});

describe('what is held of an event that is still on its way', () => {
	const PIECE = 64 * 1024;
	const MEGABYTE = 1024 * 1024;
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;

	/** Megabytes this process holds. */
	function held(): number {
		collect();
		const { heapUsed, external, arrayBuffers } = process.memoryUsage();
		return (heapUsed + external + arrayBuffers) / MEGABYTE;
	}

	/** Feeds `most` megabytes of `unit` again and again, as the network would cut them. */
	function feed(unit: string, most: number, first = '') {
		const decoder = createDecoder(quiet);
		const piece = bytes(unit.repeat(Math.ceil(PIECE / unit.length))).subarray(0, PIECE);
		const before = held();
		let events = decoder.decode(bytes(first)).length;
		let largest = 0;
		let megabytes = 0;
		let error: unknown = null;
		try {
			for (; megabytes < most; megabytes += PIECE / MEGABYTE) {
				events += decoder.decode(piece).length;
				if (Number.isInteger(megabytes / 4)) largest = Math.max(largest, held() - before);
			}
		} catch (thrown) {
			error = thrown;
		}
		return { error, events, megabytes, largest: Math.max(largest, held() - before) };
	}

	test.each([
		['lines that say data', 'data\n', ''],
		['empty data lines', 'data:\n', ''],
		['empty data lines, as an old Mac ends them', 'data:\r', ''],
		['empty data lines, as Windows ends them', 'data:\r\n', ''],
		['short data lines', 'data: x\n', ''],
		['data lines, each behind a long comment', `data: of fourteen\n:${'x'.repeat(60_000)}\n`, ''],
		['comments, once something is held', ':\n', 'data: 1\n'],
		['fields that nobody knows', 'colour: blue\n', ''],
		['names', 'event: message\n', ''],
		['ids', 'id: 1234567890123456\n', ''],
		['waits', 'retry: 1000\n', ''],
		['one line of data', 'x', 'data: '],
		['one name of a field', 'x', ''],
		['one id', '1', 'id: '],
		['one comment', 'x', ': '],
		['letters of two bytes', 'ж', 'data: '],
	])(
		'is bounded: %s without an end',
		(_name, unit, first) => {
			const { error, events, megabytes, largest } = feed(unit, 40, first);
			expect(error).toBeInstanceOf(EventTooLargeError);
			expect(events).toBe(0);
			expect(megabytes).toBeLessThan(34);
			expect(largest).toBeLessThan(120);
		},
		60_000,
	);

	test.each([
		['comments alone', ':\n', 0],
		['blank lines', '\n', 0],
		['blank lines of two letters', '\r\n', 0],
		['comments with blank lines', ': ping\n\n', 0],
		['small events', 'data: {"a":1}\n\n', 1],
		['events of several lines', 'id: 1\r\nevent: e\r\ndata: 1\r\ndata: 2\r\n\r\n', 1],
	])(
		'is nothing, and there is no end to it: %s',
		(_name, unit, each) => {
			const { error, events, largest } = feed(unit, 24);
			expect(error).toBeNull();
			expect(events > 0).toBe(each > 0);
			expect(largest).toBeLessThan(40);
		},
		60_000,
	);

	test('an event of many lines is taken whole, and the next one too', () => {
		const lines = Array.from({ length: 50_000 }, (_, index) => `data: ${index}\n`).join('');
		const decoder = createDecoder(quiet);
		for (let round = 0; round < 3; round++) {
			const [event] = decoder.decode(bytes(`${lines}\n`));
			expect(event?.data.split('\n')).toHaveLength(50_000);
		}
	});

	test('what is counted does not depend on where the network cuts', () => {
		const line = fc.constantFrom('', ':', ': ping', 'data: 1', 'data', 'id: 7', 'colour');
		const lines = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r', '\r\n')), { maxLength: 40 });
		fc.assert(
			fc.property(lines, fc.array(fc.nat(400), { maxLength: 20 }), (written, cuts) => {
				const all = written.map(([text, end]) => text + end).join('');
				const whole = new EventSize();
				whole.add(all);
				const cut = new EventSize();
				const ends = [0, ...cuts.filter((at) => at < all.length).sort((a, b) => a - b), all.length];
				ends.slice(1).forEach((end, index) => cut.add(all.slice(ends[index], end)));
				expect([cut.characters, cut.lines]).toEqual([whole.characters, whole.lines]);
			}),
			{ numRuns: 500 },
		);
	});
});
