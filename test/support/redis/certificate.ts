/** A certificate for 127.0.0.1 that nobody vouches for, made for one test run. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { requireProgram } from './server';

export function makeCertificate(folder: string): { cert: string; key: string } {
	requireProgram('openssl', 'Debian and Ubuntu: apt-get install openssl.');
	const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
	execFileSync(
		'openssl',
		// prettier-ignore
		[
			'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
			'-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', cert,
		],
		{ stdio: 'ignore' },
	);
	return { cert, key };
}
