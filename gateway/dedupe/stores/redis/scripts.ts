/**
 * What Redis does in one step, whatever the number of keys: scripts, because no command sets
 * several keys that do not exist and says what the others hold. Redis 2.6 and later run them.
 *
 * A key holds `1` once it is confirmed, else its holder. (Redis shares small numbers among all
 * keys, so the value of a remembered id costs nothing.) How long a key lives is counted by the
 * server alone: no clock of an n8n machine matters.
 */
import { createHash } from 'node:crypto';

export interface Script {
	source: string;
	/** What Redis remembers the source by. */
	sha1: string;
}

/** What a confirmed key holds. */
export const CONFIRMED = '1';

/**
 * Gives one letter for each key: c(laimed), h(eld), d(one). ARGV: holder, lease in ms. A lease with
 * far more time left than a lease has is from before the server's clock was set back: otherwise its
 * holder would keep it for as long as the clock went back.
 */
export const CLAIM = script(`
local answer = {}
for i, key in ipairs(KEYS) do
	local value = redis.call('GET', key)
	if value == '1' then
		answer[i] = 'd'
	elseif not value or value == ARGV[1] or redis.call('PTTL', key) > 2 * tonumber(ARGV[2]) then
		redis.call('SET', key, ARGV[1], 'PX', ARGV[2])
		answer[i] = 'c'
	else
		answer[i] = 'h'
	end
end
return table.concat(answer)
`);

/** ARGV: for how long, in ms. What is already confirmed for longer stays so. */
export const CONFIRM = script(`
for _, key in ipairs(KEYS) do
	if redis.call('GET', key) ~= '1' or redis.call('PTTL', key) < tonumber(ARGV[1]) then
		redis.call('SET', key, '1', 'PX', ARGV[1])
	end
end
`);

/** ARGV: holder. */
export const RELEASE = script(`
for _, key in ipairs(KEYS) do
	if redis.call('GET', key) == ARGV[1] then
		redis.call('DEL', key)
	end
end
`);

function script(source: string): Script {
	return { source, sha1: createHash('sha1').update(source).digest('hex') };
}
