import { MemoryStore } from '../../../gateway/dedupe/stores/memory';
import { runKey } from '../../../gateway/stream/run-key';

const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 4, 19, 12);
const dedupe = { store: new MemoryStore(), scope: 'workflow-1', keepMs: 24 * HOUR_MS, waitMs: 0 };

test('the same for the same events of a workflow, another for anything else', () => {
	const key = runKey(['wsapi:a', 'wsapi:b'], dedupe, NOON);
	expect(runKey(['wsapi:a', 'wsapi:b'], dedupe, NOON + HOUR_MS)).toBe(key);
	expect(runKey(['wsapi:a'], dedupe, NOON)).not.toBe(key);
	expect(runKey(['wsapi:a', 'wsapi:b'], { ...dedupe, scope: 'workflow-2' }, NOON)).not.toBe(key);
});

test('no longer than n8n has room for, and nothing personal in it', () => {
	const key = runKey(['wsapi:ins:15550001111@s.whatsapp.net:'.repeat(50)], dedupe, NOON);
	expect(key).toMatch(/^workflow-1:[\w-]{43}$/);
});

test('ends with the time an event is remembered, not with the run that n8n keeps', () => {
	const key = runKey(['wsapi:a'], dedupe, NOON);
	expect(runKey(['wsapi:a'], dedupe, NOON + 48 * HOUR_MS)).not.toBe(key);
});
