import { N8nRefused, type N8nRest } from './rest';

export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

/** The account of a throw-away n8n on 127.0.0.1; the password is no secret. */
export const DEMO_OWNER: Owner = {
	email: 'owner@example.com',
	password: 'Whatsapp-Demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** Makes the account on a new n8n and is logged in then; on one that has it, logs in. */
export async function logIn(rest: N8nRest, owner: Owner = DEMO_OWNER): Promise<void> {
	try {
		await rest.send('POST', '/rest/owner/setup', { body: owner });
	} catch (error) {
		if (!(error instanceof N8nRefused) || error.status !== 400) throw error;
		await rest.send('POST', '/rest/login', {
			body: { emailOrLdapLoginId: owner.email, password: owner.password },
		});
	}
}
