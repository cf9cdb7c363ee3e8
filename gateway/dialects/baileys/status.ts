import { lookUp } from '../../payload/schema';
import type { StatusState } from '../../event';

/** Baileys' numbers (`WebMessageInfo.Status`) in their order, and the names Evolution gives them. */
const STATES: Readonly<Record<string, StatusState>> = {
	0: 'failed',
	1: 'pending',
	2: 'sent',
	3: 'delivered',
	4: 'read',
	5: 'played',
	ERROR: 'failed',
	PENDING: 'pending',
	SERVER_ACK: 'sent',
	DELIVERY_ACK: 'delivered',
	READ: 'read',
	PLAYED: 'played',
	DELETED: 'deleted',
};

/** The delivery state a record's `status` names; null when it names none that is known. */
export function stateOf(status: string | number | undefined): StatusState | null {
	return lookUp(STATES, String(status).toUpperCase()) ?? null;
}
