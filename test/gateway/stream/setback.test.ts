import { setbackIn } from '../../../gateway/stream/setback';

const stream = { 'content-type': 'text/event-stream; charset=utf-8' };

test('a stream of events is one', () => {
	expect(setbackIn({ status: 200, headers: stream }, 'WSAPI')).toBeNull();
});

test.each([204, 301, 307, 400, 401, 402, 403, 404, 405, 410, 422])(
	'%d is an answer for good',
	(status) => {
		const setback = setbackIn({ status, headers: {} }, 'WSAPI');
		expect(setback).toMatchObject({ final: true, error: { details: { kind: 'refused', status } } });
		expect(setback?.error.message).toContain(`HTTP ${status}`);
		expect(setback?.error.details.nextStep).toMatch(/Check|Set/);
	},
);

test.each([408, 409, 425, 429, 500, 502, 503, 504])('%d passes', (status) => {
	expect(setbackIn({ status, headers: {} }, 'WSAPI')).toMatchObject({
		final: false,
		retryAfterMs: null,
	});
});

test('what is no stream may be a proxy that says sorry: it passes too', () => {
	const page = setbackIn({ status: 200, headers: { 'content-type': 'text/html' } }, 'WSAPI');
	expect(page).toMatchObject({ final: false });
	expect(setbackIn({ status: 200, headers: {} }, 'WSAPI')).toMatchObject({ final: false });
});

test('how long the server wants to be left alone is told along', () => {
	const busy = setbackIn({ status: 429, headers: { 'retry-after': '12' } }, 'WSAPI');
	expect(busy).toMatchObject({ retryAfterMs: 12_000 });
});
