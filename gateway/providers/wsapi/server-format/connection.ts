/** The events `logged_in`, `logged_out` and `login_error`. */
import * as z from 'zod/v4';

import type { Draft } from '../../../compose';
import type { Connection } from '../../../event';
import { orNull, text } from '../../../payload/schema';
import { phoneOf } from '../../../whatsapp/jid';
import { eventReader } from './event-reader';

/** Sent when pairing succeeded (PairSuccess), before the session is open. */
export const readLogin = eventReader(z.object({ deviceId: text }), ({ deviceId }, eventId) => [
	connection('authenticated', { phone: phoneOf(deviceId) }, eventId),
]);

export const readLogout = eventReader(z.object({ reason: text }), ({ reason }, eventId) => [
	connection('logged_out', { reason: orNull(reason) }, eventId),
]);

export const readLoginError = eventReader(z.object({ error: text }), ({ error }, eventId) => [
	connection('auth_failed', { reason: orNull(error) }, eventId),
]);

function connection(
	state: Connection['state'],
	said: Partial<Connection>,
	eventId: string | null,
): Draft {
	return {
		event: 'connection.updated',
		connection: { state, qrCode: null, pairingCode: null, reason: null, phone: null, ...said },
		identity: [eventId ?? `${state} ${said.reason ?? ''}`],
	};
}
