/** Where a URL of a stranger's payload may lead: the table of hostile ones. */
import { allowedHosts } from '../../../gateway/media/allowed-hosts';
import { checkUrl, isOwn, type UrlRules } from '../../../gateway/media/check-url';
import { MediaError } from '../../../gateway/media/media-error';

/** What the names of these tests lead to. */
const NAMES: Record<string, string[]> = {
	'files.example.com': ['93.184.216.34'],
	'both.example.com': ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'],
	'loop.example.com': ['127.0.0.1'],
	'metadata.example.com': ['169.254.169.254'],
	'half.example.com': ['93.184.216.34', '10.0.0.5'],
	'mapped.example.com': ['::ffff:10.0.0.5'],
	'odd.example.com': ['no address'],
	'empty.example.com': [],
};

function rules(change: Partial<UrlRules> = {}): UrlRules {
	return {
		own: new URL('https://api.wsapi.chat/v1'),
		isAllowed: () => false,
		resolve: async (hostname) => {
			const found = NAMES[hostname];
			if (found) return found;
			throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
		},
		...change,
	};
}

const check = async (url: string, change?: Partial<UrlRules>) =>
	await checkUrl(new URL(url), rules(change));

test.each([
	// Not the web.
	'ftp://files.example.com/a.png',
	'file:///etc/passwd',
	'data:image/png;base64,AAAA',
	'blob:https://files.example.com/1',
	'javascript:alert(1)',
	'gopher://127.0.0.1:6379/_INFO',
	// This machine, in every spelling.
	'http://localhost/',
	'http://LOCALHOST.:5678/',
	'http://n8n.localhost/',
	'http://127.0.0.1:5678/rest/login',
	'http://127.1/',
	'http://2130706433/',
	'http://0x7f000001/',
	'http://0177.0.0.1/',
	'http://0.0.0.0:6379/',
	'http://0/',
	'http://0x/',
	'http://[::1]/',
	'http://[::]/',
	'http://[0:0:0:0:0:0:0:1]/',
	'http://[::ffff:127.0.0.1]/',
	'http://[::ffff:7f00:1]/',
	'http://[::127.0.0.1]/',
	'http://①②⑦.⓪.⓪.①/',
	// Networks behind it.
	'http://10.0.0.5/',
	'http://172.16.0.1/',
	'http://172.31.255.255/',
	'http://192.168.1.1/',
	'http://100.64.0.1/',
	'http://169.254.169.254/latest/meta-data/',
	'http://[fe80::1]/',
	'http://[fd00:ec2::254]/',
	'http://[fc00::1]/',
	'http://[fec0::1]/',
	'http://[64:ff9b::10.0.0.5]/',
	'http://[64:ff9b::7f00:1]/',
	'http://[2002:7f00:1::]/',
	'http://[2001:0:7f00:1::1]/',
	// Addresses that are nobody's.
	'http://192.0.2.1/',
	'http://198.18.0.1/',
	'http://198.51.100.1/',
	'http://203.0.113.1/',
	'http://224.0.0.1/',
	'http://240.0.0.1/',
	'http://255.255.255.255/',
	'http://[ff02::1]/',
	'http://[100::1]/',
	'http://[2001:db8::1]/',
	// Names that only a private network knows.
	'http://redis:6379/',
	'http://nas.local/',
	'http://vault.internal/',
	'http://router.lan/',
	'http://metadata.google.internal/computeMetadata/v1/',
	// Names that lead there.
	'https://loop.example.com/',
	'https://metadata.example.com/',
	'https://half.example.com/',
	'https://mapped.example.com/',
	'https://odd.example.com/',
	// Names that lead nowhere.
	'https://empty.example.com/',
	'https://unknown.example.com/',
	// Not the credential's host, however much it looks like it.
	'http://api.wsapi.chat.internal/',
	'https://api.wsapi.chat@127.0.0.1/',
])('%s is not fetched', async (url) => {
	await expect(check(url)).rejects.toBeInstanceOf(MediaError);
});

test.each([
	['https://files.example.com/a.png', ['93.184.216.34']],
	['http://files.example.com:8080/a.png', ['93.184.216.34']],
	['https://both.example.com/', NAMES['both.example.com']],
	['https://93.184.216.34/', ['93.184.216.34']],
	['https://[2606:2800:220:1:248:1893:25c8:1946]/', ['2606:2800:220:1:248:1893:25c8:1946']],
])('%s is fetched from the address that was checked', async (url, addresses) => {
	expect(await check(url)).toEqual(addresses);
});

test.each(['https://api.wsapi.chat/media/1', 'https://API.wsapi.chat:443/media/1'])(
	'%s is on the credential’s origin, which is reached by name',
	async (url) => {
		expect(await check(url)).toBeNull();
		expect(isOwn(new URL(url), rules())).toBe(true);
	},
);

test.each([
	// The same host without encryption, or another port.
	'http://api.wsapi.chat/media/1',
	'https://api.wsapi.chat:8443/media/1',
	'https://api.wsapi.chat.example.com/',
	'https://files.example.com/?https://api.wsapi.chat/',
	'https://api.wsapi.chat@files.example.com/',
])('%s is not: it is checked like any other', async (url) => {
	const resolve = async () => ['93.184.216.34'];
	expect(await check(url, { resolve })).toEqual(['93.184.216.34']);
	expect(isOwn(new URL(url), rules())).toBe(false);
});

test('a gateway on the user’s own network is allowed where it serves, and nowhere else', async () => {
	const own = new URL('http://127.0.0.1:3000/api');
	expect(await check('http://127.0.0.1:3000/files/1', { own })).toBeNull();
	await expect(check('https://127.0.0.1:3000/', { own })).rejects.toThrow(/private network/);
	await expect(check('http://127.0.0.1:5678/rest', { own })).rejects.toThrow(/private network/);
	await expect(check('http://127.0.0.2:3000/', { own })).rejects.toThrow(/private network/);
});

test('a host the user allows is fetched by name, without asking where it leads', async () => {
	const resolve = async () => await Promise.reject(new Error('asked'));
	const change = { isAllowed: allowedHosts('nas.local'), resolve };
	expect(await check('https://nas.local/1', change)).toBeNull();
});

test('what the operator of n8n refuses stays refused, and a public host is asked about', async () => {
	const asked: string[] = [];
	const isAllowedByOperator = async (url: URL) => {
		asked.push(url.hostname);
		return false;
	};
	await expect(check('https://files.example.com/', { isAllowedByOperator })).rejects.toThrow(
		/server-side request forgery/,
	);
	expect(asked).toEqual(['files.example.com']);
});

describe('the list of allowed hosts', () => {
	const written =
		'NAS.local., 10.0.0.5:9000 https://media.internal/path\n[fd00::1]; fd00::2,,0x7f.1 HTTP://plain.local http://Odd.local:08080/ [fd00::4]:81';
	const isAllowed = allowedHosts(written);

	test.each([
		'https://nas.local/',
		'https://nas.local:443/a?b',
		'http://10.0.0.5:9000/1',
		'https://10.0.0.5:9000/1',
		'https://media.internal/',
		'https://[fd00::1]/',
		'https://[fd00::2]:443/',
		'https://127.0.0.1/',
		'http://plain.local/',
		'http://odd.local:8080/',
		'http://[fd00::4]:81/',
	])('holds %s', (url) => {
		expect(isAllowed(new URL(url))).toBe(true);
	});

	test.each([
		// Another scheme or port of a host that is there.
		'http://nas.local/',
		'https://nas.local:8443/',
		'http://nas.local:443/',
		'http://media.internal:81/',
		'http://[fd00::1]/',
		'https://plain.local/',
		'http://plain.local:8080/',
		'https://odd.local:8080/',
		'http://odd.local/',
		'http://[fd00::4]/',
		'http://10.0.0.5/',
		'http://10.0.0.5:9001/',
		'https://10.0.0.5/',
		// Another host.
		'http://nas.local.example.com/',
		'https://nas.local.example.com/',
		'https://other.local/',
		'https://[fd00::3]/',
	])('does not hold %s', (url) => {
		expect(isAllowed(new URL(url))).toBe(false);
	});

	test('is empty when nothing is written', () => {
		for (const nothing of ['', ' , ;', '\n']) {
			expect(allowedHosts(nothing)(new URL('http://127.0.0.1/'))).toBe(false);
		}
	});

	test.each([
		'http://',
		'/path',
		'*',
		'*.local',
		'10.0.0.0/8',
		'fd00::/8',
		'ftp://nas.local',
		'file:///srv',
		'user:secret@nas.local',
		'https://user@nas.local',
		'nas.local:0x50',
		'nas.local:99999',
		'nas.local:',
		'nas.local:80:81',
		'300.1.1.1',
		'[fd00::1',
		'nas.local\\share',
	])('says that %p is not a server, when it is needed', (wrong) => {
		const list = allowedHosts(`nas.local, ${wrong}`);
		const asking = () => list(new URL('https://nas.local/'));
		expect(asking).toThrow(MediaError);
		expect(asking).toThrow(/Allowed Media Hosts has an entry that is not a server/);
		expect(asking).not.toThrow(/secret/);
	});
});
