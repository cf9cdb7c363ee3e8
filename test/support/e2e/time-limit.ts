/**
 * A step may start n8n (7 s, more on a busy machine: `n8n-process.ts` gives it 120 s), or wait until it
 * gives up on a provider (15 s).
 */
jest.setTimeout(180_000);
