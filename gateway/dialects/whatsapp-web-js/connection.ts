/** The account's connection. Source: whatsapp-web.js Client events and `WAState`. */
import * as z from 'zod/v4';

import { amount, lookUp, orNull, text } from '../../payload/schema';
import type { Draft } from '../../compose';
import { hashOf } from '../../payload/hash';
import type { Connection } from '../../event';

const details = z.object({
	state: text,
	status: text,
	reason: text,
	message: text,
	percent: amount,
	qr: text,
	qrCode: text,
	qr_code: text,
	base64: text,
});
type Details = z.infer<typeof details> & {
	/** The data itself, where it is one word instead of an object. */
	word: string | undefined;
};

type State = Pick<Connection, 'state'> & Partial<Connection>;

/** Words of `change_state`, and of the reason a disconnection gives. */
const STATES: Readonly<Record<string, Connection['state']>> = {
	CONNECTED: 'open',
	OPENING: 'connecting',
	UNLAUNCHED: 'connecting',
	PAIRING: 'pairing',
	TIMEOUT: 'timeout',
	UNPAIRED: 'logged_out',
	UNPAIRED_IDLE: 'logged_out',
	LOGOUT: 'logged_out',
	CONFLICT: 'closed',
	DEPRECATED_VERSION: 'closed',
	PROXYBLOCK: 'closed',
	SMB_TOS_BLOCK: 'closed',
	TOS_BLOCK: 'closed',
};

const CONNECTIONS: Readonly<Record<string, (said: Details) => State | null>> = {
	qr: ({ qr, qrCode, qr_code, base64, word }) => ({
		state: 'qr',
		qrCode: orNull(qr) ?? orNull(qrCode) ?? orNull(qr_code) ?? orNull(base64) ?? orNull(word),
	}),
	loading_screen: ({ percent }) => ({
		state: 'connecting',
		reason: percent === undefined ? null : `${percent}%`,
	}),
	authenticated: () => ({ state: 'authenticated' }),
	auth_failure: ({ message, reason, word }) => ({
		state: 'auth_failed',
		reason: orNull(message) ?? orNull(reason) ?? orNull(word),
	}),
	ready: () => ({ state: 'open' }),
	disconnected: ({ reason, state, status, word }) => {
		const why = orNull(reason) ?? orNull(state) ?? orNull(status) ?? orNull(word);
		return { state: stateOf(why) === 'logged_out' ? 'logged_out' : 'closed', reason: why };
	},
	change_state: ({ state, status, word }) => {
		const now = orNull(state) ?? orNull(status) ?? orNull(word);
		const known = stateOf(now);
		return known && { state: known, reason: known === 'open' ? null : now };
	},
};

export const CONNECTION_EVENTS = Object.keys(CONNECTIONS);

/** Null: a state that is not known. Nothing tells two such events apart but what they say. */
export function readConnection(event: string, data: unknown): Draft | null {
	const parsed = details.safeParse(data);
	const word = typeof data === 'string' ? data : undefined;
	const connection = CONNECTIONS[event]?.({ ...details.parse({}), ...parsed.data, word });
	if (!connection) return null;
	return {
		event: 'connection.updated',
		connection: { qrCode: null, pairingCode: null, reason: null, phone: null, ...connection },
		identity: [event, hashOf(data)],
	};
}

function stateOf(word: string | null): Connection['state'] | null {
	return lookUp(STATES, (word ?? '').toUpperCase()) ?? null;
}
