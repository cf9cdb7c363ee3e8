/** A step may start n8n (7 s, more on a busy machine), or wait until it gives up on a provider (15 s). */
jest.setTimeout(90_000);
