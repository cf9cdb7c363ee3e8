/** The three deliveries a trigger meets, as WSAPI sends them: texts of 1 KB, signed. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

import { sign } from '../../gateway/verification/hmac';

export const INSTANCE = 'ins_AAAA';
export const SECRET = 'whsec_benchmark';

export interface DeliveryKind {
	name: 'accepted' | 'duplicate' | 'forged';
	status: number;
	messageId(): string;
	secret: string;
}

export const DELIVERY_KINDS: readonly DeliveryKind[] = [
	{ name: 'accepted', status: 200, messageId: randomUUID, secret: SECRET },
	{ name: 'duplicate', status: 200, messageId: () => 'always the same', secret: SECRET },
	{ name: 'forged', status: 401, messageId: randomUUID, secret: 'a guess' },
];

function body(messageId: string): string {
	const person = '15550001111@s.whatsapp.net';
	return JSON.stringify({
		eventId: randomUUID(),
		instanceId: INSTANCE,
		eventType: 'message',
		receivedAt: '2026-05-19T00:51:44.816Z',
		eventData: {
			id: messageId,
			chatId: person,
			sender: { id: person, isMe: false },
			time: '2026-05-19T00:51:44.816Z',
			type: 'text',
			text: 'Is my order on the way? '.repeat(30),
		},
	});
}

/** One connection, kept open; each delivery on it waits for the answer to the one before. */
export class Connection {
	private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

	/** Throws where the answer is not the one that such a delivery gets. */
	async deliver(url: string, { status, messageId, secret }: DeliveryKind): Promise<void> {
		const bytes = Buffer.from(body(messageId()));
		const answered = await new Promise<number | undefined>((resolve, reject) => {
			const headers = {
				'content-type': 'application/json',
				'content-length': bytes.length,
				'x-webhook-signature': `sha256=${sign(bytes, secret)}`,
			};
			request(url, { method: 'POST', agent: this.agent, headers }, (answer) => {
				answer.resume().on('end', () => resolve(answer.statusCode));
			})
				.on('error', reject)
				.end(bytes);
		});
		if (answered !== status) throw new Error(`n8n answered ${answered}, not ${status}`);
	}

	close(): void {
		this.agent.destroy();
	}
}
