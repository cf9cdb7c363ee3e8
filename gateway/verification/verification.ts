/** What a check of a delivery's origin says, and the shape every check has. */

/** A delivery as it came over the wire, before anything of it is believed. */
export interface Delivery {
	/** The exact bytes that were sent; undefined where the host did not keep them. */
	rawBody: Buffer | undefined;
	/** Names in lower case; a repeated header arrives joined by ", " or as a list. */
	headers: Readonly<Record<string, string | string[] | undefined>>;
	/** A repeated parameter arrives as a list. */
	query: Readonly<Record<string, unknown>>;
}

/**
 * `body`: the bytes that were checked, and the only ones that may be read from here on. `reason` is
 * for the operator's log: it names what is wrong and never holds a secret.
 */
export type Verdict = { ok: true; body: Buffer } | { ok: false; reason: string };

/**
 * Checks that whoever sent the delivery knows the secret. Never called with an empty secret, never
 * throws, and says no whenever it cannot check.
 */
export type Verify = (delivery: Delivery, secret: string) => Verdict;

/** The verdict on a delivery with nothing against it. Bytes that were not kept are none. */
export function passed({ rawBody }: Delivery): Verdict {
	return { ok: true, body: rawBody ?? Buffer.alloc(0) };
}
