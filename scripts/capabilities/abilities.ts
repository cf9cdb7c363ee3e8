/** What each provider can do, read from its adapter. */
import { MEDIA_KINDS } from '../../gateway/event';
import { readCredential } from '../../gateway/credential';
import type { Provider } from '../../gateway/provider';
import { providers } from '../../gateway/providers';
import { sign } from '../../gateway/verification/hmac';
import type { Delivery } from '../../gateway/verification/verification';
import { yesNo } from './markdown';

const ROWS: ReadonlyArray<[label: string, cell: (provider: Provider) => string]> = [
	['Send text', ({ send }) => yesNo(send.text)],
	['Longest text', ({ send }) => `${inThousands(send.longestText)} characters`],
	['Quote the message answered', ({ send }) => list(send.quotes)],
	['Send media', mediaKinds],
	['Send location', ({ send }) => yesNo(send.location)],
	['Send reaction', ({ send }) => yesNo(send.reaction)],
	['Mark as read', ({ markRead }) => (markRead ? SCOPES[markRead.scope] : '–')],
	['Show typing', ({ showTyping }) => yesNo(showTyping)],
	['Download media', ({ media }) => (media ? '✓' : 'what the event carries')],
	['Stream instead of webhook', ({ stream }) => yesNo(stream)],
	['Registration', ({ registration }) => (registration ? 'automatic or manual' : 'manual')],
	['Checked by', ({ verify }) => list(proofsAccepted(verify))],
	[
		'Delivers again when n8n answers with an error',
		(provider) => ({ always: '✓', never: '–', cloud: 'in the cloud' })[resends(provider)],
	],
	[
		'While the event memory is down',
		(provider) =>
			({
				always: 'asked to come again',
				never: 'runs all the same',
				cloud: 'asked to come again; self-hosted: runs all the same',
			})[resends(provider)],
	],
	['Events are remembered for', ({ delivery }) => inDays(delivery.dedupeHours)],
];

export function abilities(): string[][] {
	return [
		['', ...providers.map(({ displayName }) => displayName)],
		...ROWS.map(([label, cell]) => [label, ...providers.map(cell)]),
	];
}

const SCOPES = { message: 'the message', chat: 'the whole chat' } as const;

function mediaKinds({ send }: Provider): string {
	if (!send.media) return '–';
	const kinds = MEDIA_KINDS.filter((kind) => send.mediaRules?.[kind]);
	return kinds.length === MEDIA_KINDS.length ? '✓' : `${kinds.join(', ')} only`;
}

/** What lets a delivery pass, found by trying. */
function proofsAccepted(verify: Provider['verify']): string[] {
	const secret = 'secret';
	const plain = { headers: {}, query: {}, rawBody: Buffer.from('{}'), body: {} };
	const signature = sign(plain.rawBody, secret);
	const proofs: Record<string, Delivery> = {
		'signature (HMAC-SHA256)': {
			...plain,
			headers: { 'x-signature': signature, 'x-webhook-signature': `sha256=${signature}` },
		},
		'signed token (JWT)': { ...plain, headers: { authorization: `Bearer ${tokenOf(secret)}` } },
		'secret in a header': { ...plain, headers: { 'x-webhook-secret': secret } },
		'secret in the URL': { ...plain, query: { secret } },
	};
	return Object.keys(proofs).filter((name) => verify(proofs[name] ?? plain, secret).ok);
}

/** A JSON Web Token that is valid for the moment. */
function tokenOf(secret: string): string {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const unsigned = `${part({ alg: 'HS256' })}.${part({ exp: Date.now() / 1_000 + 60 })}`;
	return `${unsigned}.${Buffer.from(sign(unsigned, secret), 'hex').toString('base64url')}`;
}

/** Asked with a credential of its cloud, and with one of somebody's own server. */
function resends({ delivery, displayName }: Provider): 'always' | 'never' | 'cloud' {
	const of = (baseUrl: string) => delivery.resendsAfterServerError(readCredential({ baseUrl }));
	const [inTheCloud, onOwnServer] = [of('https://api.wsapi.chat'), of('http://127.0.0.1:8080')];
	if (inTheCloud === onOwnServer) return inTheCloud ? 'always' : 'never';
	if (onOwnServer) throw new Error(`There are no words for what ${displayName} does`);
	return 'cloud';
}

function inThousands(count: number): string {
	return new Intl.NumberFormat('en').format(count);
}

function list(words: readonly string[]): string {
	return words.join(', ') || '–';
}

function inDays(hours: number): string {
	return hours === 24 ? '1 day' : `${hours / 24} days`;
}
