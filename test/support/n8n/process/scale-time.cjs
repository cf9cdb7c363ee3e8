'use strict';
/**
 * Loaded into n8n before its own code (`node --require`): makes its time run TIME_FACTOR times
 * as fast from here on, so that an hour of n8n is over in a minute. Fast are what a program tells
 * the time by (Date, performance.now, process.hrtime) and what it waits with (the timers). Left as
 * they are: AbortSignal.timeout, and the time-outs inside Node's own network code, because what
 * they wait for takes as long as ever.
 *
 * A timer is still Node's own, started with a shorter delay: unref, refresh, clear and the rest are
 * not touched. It never ends early by the fast clock.
 */
const { syncBuiltinESMExports } = require('node:module');
const { performance } = require('node:perf_hooks');
const timers = require('node:timers');
const promises = require('node:timers/promises');
const { promisify } = require('node:util');

const factor = Number(process.env.TIME_FACTOR);
if (!(factor >= 1)) throw new Error('TIME_FACTOR says how many times as fast, 1 or more');

/** Beyond it Node takes a delay for a mistake, and so it stays one. */
const LONGEST_MS = 2 ** 31 - 1;
const shorter = (delay) => (delay >= 1 && delay <= LONGEST_MS ? Math.ceil(delay / factor) : delay);

for (const name of ['setTimeout', 'setInterval']) {
	const real = timers[name];
	const fast = (act, delay, ...rest) => real(act, shorter(delay), ...rest);
	const later = promises[name];
	promises[name] = (delay, ...rest) => later(shorter(delay), ...rest);
	fast[promisify.custom] = promises[name];
	timers[name] = globalThis[name] = fast;
}
const { wait } = promises.scheduler;
promises.scheduler.wait = (delay, ...rest) =>
	wait.call(promises.scheduler, delay / factor, ...rest);

/** A clock's reading, moved on `factor` times as fast from what it reads now. */
function faster(read) {
	const start = read();
	return () => start + (read() - start) * factor;
}

const RealDate = Date;
const now = faster(RealDate.now);
RealDate.now = () => Math.floor(now());
globalThis.Date = new Proxy(RealDate, {
	apply: () => new RealDate(RealDate.now()).toString(),
	construct: (target, given, made) =>
		Reflect.construct(target, given.length > 0 ? given : [RealDate.now()], made),
});
RealDate.prototype.constructor = globalThis.Date;

performance.now = faster(performance.now.bind(performance));

const bigint = process.hrtime.bigint;
const nanoseconds = (() => {
	const start = bigint();
	return () => start + (bigint() - start) * BigInt(Math.round(factor));
})();
const SECOND = 1_000_000_000n;
process.hrtime = ([seconds, rest] = [0, 0]) => {
	const passed = nanoseconds() - (BigInt(seconds) * SECOND + BigInt(rest));
	return [Number(passed / SECOND), Number(passed % SECOND)];
};
process.hrtime.bigint = nanoseconds;

syncBuiltinESMExports();
