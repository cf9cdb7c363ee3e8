import { isSignOfLife } from '../../../gateway/stream/sign-of-life';

test.each([
	'',
	' ',
	'\n',
	'ping',
	'PONG',
	' ok ',
	'heartbeat',
	'keepalive',
	'keep-alive',
	'Connected\n',
])('%j only says that the server is there', (text) => {
	expect(isSignOfLife(text)).toBe(true);
});

test.each(['{}', 'pingping', 'ping pong', '0', 'null', 'okay', '{"event":"ping"}', '. ping'])(
	'%j is an event, whatever it is',
	(text) => {
		expect(isSignOfLife(text)).toBe(false);
	},
);

test.each([' ', '\n', 'ping ', '\t\r\n'])(
	'sixteen million characters of %j take no time',
	(unit) => {
		// By the square of their number this would be days.
		expect(isSignOfLife(`${unit.repeat(16_000_000 / unit.length)}x`)).toBe(false);
	},
);
