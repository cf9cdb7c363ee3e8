/** The two things a person looks for on a contact card: whose it is, and the numbers on it. */

const UNFOLD = /\r?\n[ \t]/g;

/** A vCard (RFC 6350, WhatsApp sends 3.0) as the contract's contact. `name`: what the provider says beside it. */
export function readVcard(vcard: string, name?: string | null) {
	const lines = vcard.replace(UNFOLD, '').split(/\r?\n/);
	const valueOf = (line: string) => line.slice(line.indexOf(':') + 1).trim();
	const fullName = lines.find((line) => /^(\w+\.)?FN[;:]/i.test(line));
	const phones = lines
		.filter((line) => /^(\w+\.)?TEL[;:]/i.test(line))
		// WhatsApp puts the number it knows the contact by into `waid`.
		.map((line) => /waid=(\d+)/i.exec(line)?.[1] ?? valueOf(line).replace(/^tel:/i, ''))
		.filter((phone) => phone !== '');
	return { name: name || (fullName && unescape(valueOf(fullName))) || null, phones, vcard };
}

function unescape(value: string): string {
	return value.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1');
}
