/** The lines in which the trigger says that it refused a delivery, out of what n8n printed. */
import { until } from '../until';

const REFUSED = /refused a delivery/;

export function refusalsIn(log: string): string[] {
	return log.split('\n').filter((line) => REFUSED.test(line));
}

/** Waits for `count` of them: n8n answers a moment before its line is out. */
export async function refusals(log: () => string, count: number): Promise<string[]> {
	return await until(
		() => {
			const lines = refusalsIn(log());
			return lines.length >= count && lines;
		},
		{ what: `${count} refusal(s) in n8n's log`, explain: log },
	);
}
