import type { N8nRest } from './rest';

export interface NewCredential {
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export interface StoredCredential {
	id: string;
	name: string;
	type: string;
}

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	/** What the editor shows. */
	message: string;
}

export async function createCredential(
	rest: N8nRest,
	credential: NewCredential,
): Promise<StoredCredential> {
	const { id, name, type } = await rest.send<StoredCredential>('POST', '/rest/credentials', {
		body: credential,
	});
	return { id, name, type };
}

/** Saves other fields in it; the nodes that use it stay as they are. */
export async function updateCredential(
	rest: N8nRest,
	{ id, name, type }: StoredCredential,
	data: Record<string, unknown>,
): Promise<void> {
	await rest.send('PATCH', `/rest/credentials/${id}`, { body: { name, type, data } });
}

export async function deleteCredential(rest: N8nRest, id: string): Promise<void> {
	await rest.send('DELETE', `/rest/credentials/${id}`);
}

/** What the editor's Test button does: sends the fields as they stand in the form. */
export async function testCredential(
	rest: N8nRest,
	stored: StoredCredential,
	data: Record<string, unknown>,
): Promise<CredentialTestResult> {
	return await rest.send('POST', '/rest/credentials/test', {
		body: { credentials: { ...stored, data } },
	});
}
