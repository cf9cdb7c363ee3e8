import { isPrivateHost } from '../../gateway/network';

test.each([
	'http://localhost',
	'http://LOCALHOST.:5678',
	'http://n8n.localhost',
	'http://127.0.0.1:3000',
	'http://127.9.9.9',
	'http://2130706433',
	'http://0x7f.1',
	'http://0.0.0.0',
	'http://10.1.2.3',
	'http://172.16.0.1',
	'http://172.31.255.255',
	'http://192.168.178.20',
	'http://169.254.169.254',
	'http://100.64.0.1',
	'http://[::1]',
	'http://[::]',
	'http://[fd00::1]',
	'http://[fe80::1]',
	'http://[::ffff:127.0.0.1]',
	'http://wsapi:8080',
	'http://nas.local',
	'http://gateway.internal',
])('%s is reached from its own network only', (url) => {
	expect(isPrivateHost(new URL(url))).toBe(true);
});

test.each([
	'https://n8n.example.com',
	'https://8.8.8.8',
	'https://172.32.0.1',
	'https://100.128.0.1',
	'https://[2001:db8::1]',
	'https://localhost.example.com',
	'https://10.example.com',
])('%s can be reached from the internet', (url) => {
	expect(isPrivateHost(new URL(url))).toBe(false);
});
