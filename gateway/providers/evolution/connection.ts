/** The account's connection, by four events. Source: Evolution v2.3.7, `connectionUpdate`. */
import * as z from 'zod/v4';

import type { Draft } from '../../compose';
import type { Connection } from '../../event';
import { amount, lookUp, orNull, part, text } from '../../payload/schema';
import { fromIsoText } from '../../payload/time';
import { phoneOf } from '../../whatsapp/jid';

/** Baileys' `DisconnectReason.loggedOut`. */
const LOGGED_OUT = 401;

const STATES: Readonly<Record<string, Connection['state']>> = {
	open: 'open',
	connecting: 'connecting',
	close: 'closed',
	// Nobody scanned the last QR code.
	refused: 'timeout',
};

const update = z.object({ state: z.string(), statusReason: amount, wuid: text });

/** `at`: what tells two equal changes apart. Null: a state that is not known. */
export function readConnection(data: unknown, at: string): Draft | null {
	const parsed = update.safeParse(data);
	const state = parsed.success && lookUp(STATES, parsed.data.state);
	if (!state) return null;
	const { statusReason, wuid } = parsed.data;
	const isDown = state === 'closed' || state === 'timeout';
	return connection(at, {
		state: state === 'closed' && statusReason === LOGGED_OUT ? 'logged_out' : state,
		reason: isDown && statusReason !== undefined ? String(statusReason) : null,
		phone: phoneOf(wuid),
	});
}

const stopped = z.object({
	status: z.string(),
	disconnectionAt: text,
	disconnectionReasonCode: amount,
});

/** The server has given up connecting. */
export function readInstanceStatus(data: unknown, at: string): Draft | null {
	const parsed = stopped.safeParse(data);
	if (!parsed.success || parsed.data.status !== 'closed') return null;
	const { disconnectionAt, disconnectionReasonCode: code } = parsed.data;
	const draft = connection(at, {
		state: code === LOGGED_OUT ? 'logged_out' : 'closed',
		reason: code === undefined ? null : String(code),
	});
	return { ...draft, timestamp: fromIsoText(disconnectionAt) };
}

const qr = z.object({
	qrcode: part({ base64: text, code: text, pairingCode: text }),
	message: text,
});

/** A code to be scanned, or that there will be no other one. */
export function readQrCode(data: unknown, at: string): Draft | null {
	const parsed = qr.safeParse(data);
	if (!parsed.success) return null;
	const { qrcode, message } = parsed.data;
	const codes = {
		qrCode: orNull(qrcode?.base64) ?? orNull(qrcode?.code),
		pairingCode: orNull(qrcode?.pairingCode),
	};
	if (codes.qrCode !== null) return connection(at, { state: 'qr', ...codes });
	if (codes.pairingCode !== null) return connection(at, { state: 'pairing', ...codes });
	return message ? connection(at, { state: 'timeout', reason: message }) : null;
}

/** The account was logged out. Nothing is said of it. */
export function loggedOut(at: string): Draft {
	return connection(at, { state: 'logged_out' });
}

function connection(
	at: string,
	said: Pick<Connection, 'state'> & Partial<Connection>,
): Draft & { connection: Connection } {
	const whole = { qrCode: null, pairingCode: null, reason: null, phone: null, ...said };
	return {
		event: 'connection.updated',
		connection: whole,
		identity: [whole.state, whole.qrCode, whole.pairingCode, whole.reason, at],
	};
}
