/** A certificate for 127.0.0.1 that nobody vouches for, made for one test run. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { generate } from 'selfsigned';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Writes it and its key into the folder, and gives their paths. */
export async function makeCertificate(folder: string): Promise<{ cert: string; key: string }> {
	const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
	const made = await generate([{ name: 'commonName', value: 'localhost' }], {
		notBeforeDate: new Date(Date.now() - DAY_MS),
		notAfterDate: new Date(Date.now() + DAY_MS),
		extensions: [
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: 'localhost' },
					{ type: 7, ip: '127.0.0.1' },
				],
			},
		],
	});
	writeFileSync(cert, made.cert);
	writeFileSync(key, made.private, { mode: 0o600 });
	return { cert, key };
}
