/** What keeps a webhook from being set, each with its mending: as a user meets them one after the other. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { setByHand, type RegisteringId } from './at-the-provider';
import type { Inbox } from './inbox';
import type { Stage } from './stage';

/** Somebody else's webhook. */
export const FOREIGN = 'https://elsewhere.example.com/hook';

export interface RegistrationFault {
	name: string;
	/** The providers it can happen at; all when absent. */
	only?: readonly RegisteringId[];
	/** Fields of the credential that are wrong, and right again once it is mended. */
	fields?: Record<string, string>;
	break?(inbox: Inbox<RegisteringId>): Promise<void> | void;
	mend?(inbox: Inbox<RegisteringId>): Promise<void> | void;
	/** What n8n shows of it: what is wrong, and what to do. */
	says: RegExp;
}

/** Answers 500 to everything, and nothing below `/silent`. */
let failing: Server | undefined;

export async function startFailing(): Promise<string> {
	const server = createServer(({ url }, response) => {
		if (!url?.startsWith('/silent')) response.writeHead(500).end('{}');
	});
	failing = server;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function stopFailing(): Promise<void> {
	failing?.closeAllConnections();
	await new Promise((resolve) => failing?.close(resolve));
}

/** `failingUrl`: where everything is answered with 500. */
export function registrationFaults(failingUrl: string): RegistrationFault[] {
	return [
		{
			name: 'a wrong key',
			fields: { apiKey: 'a-wrong-key', customerApiKey: 'a-wrong-key' },
			says: /refused the credential.*Check the .*Key/s,
		},
		{
			name: 'an address of n8n that the provider cannot reach',
			fields: { baseUrl: 'https://provider.invalid' },
			says: /needs an https:\/\/ address.*Set that environment variable/s,
		},
		{
			name: 'a provider that is not there',
			break: async ({ setup }) => await setup.simulated.goDown(),
			mend: async ({ setup }) => await setup.simulated.comeBack(),
			says: /cannot be reached .*ECONNREFUSED.*Base URL/s,
		},
		{
			name: 'a provider that fails',
			fields: { baseUrl: failingUrl },
			says: /failed \(HTTP 500\)\. [A-Z]/,
		},
		{
			name: 'a provider that does not answer',
			// n8n takes more than a minute over it.
			only: ['chatlevel'],
			fields: { baseUrl: `${failingUrl}/silent` },
			says: /did not answer .*Check the Base URL/s,
		},
		{
			name: "somebody else's webhook in the way",
			break: ({ setup }) => setByHand(setup, FOREIGN),
			mend: ({ setup }) => setByHand(setup, ''),
			says: /elsewhere\.example\.com\/hook.*turn on Options/s,
		},
		{
			name: 'no Customer API Key',
			only: ['wsapi'],
			fields: { customerApiKey: '' },
			says: /Customer API Key.*Fill it in/s,
		},
		{
			name: 'no instance in the credential',
			only: ['chatlevel', 'eazewa', 'evolution'],
			fields: { instanceId: '' },
			says: /Device ID|Instance ID|Instance Name.*Fill it in/s,
		},
	];
}

export function happensAt({ only }: RegistrationFault, id: RegisteringId): boolean {
	return only === undefined || only.includes(id);
}

/** The fault gone, as a user would have it: the credential corrected, or the provider. */
export async function mend(
	stage: Stage,
	inbox: Inbox<RegisteringId>,
	fault: RegistrationFault,
): Promise<void> {
	if (fault.fields) await stage.n8n.updateCredential(inbox.credential, inbox.setup.fields);
	await fault.mend?.(inbox);
}
