import { connect } from '../../../gateway/dedupe/redis/connection';
test('x', async () => {
	const c = await connect({ nodes: [{ host: '127.0.0.1', port: 1 }], cluster: false, username: '', password: '', database: 0, tls: null, family: 4, prefix: 'x' }, (e) => console.log(e.message));
	await c.run({source:'',sha1:''},[],[]).catch((e) => console.log(String(e)));
	c.close();
});
