import type { IBinaryData } from 'n8n-workflow';
import type { N8nRest } from './rest';

/** The file behind a binary field, as the editor's Download button gets it. */
export async function readBinary(
	rest: N8nRest,
	{ id = '', fileName = '', mimeType }: IBinaryData,
): Promise<Buffer> {
	const query = { id, action: 'download', fileName, mimeType };
	return await rest.sendForBytes('GET', '/rest/binary-data', { query });
}
