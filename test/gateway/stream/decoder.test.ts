import * as fc from 'fast-check';

import {
	createDecoder,
	EventTooLargeError,
	type StreamEvent,
} from '../../../gateway/stream/decoder';

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
