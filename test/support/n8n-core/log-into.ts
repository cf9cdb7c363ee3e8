import type { Logger } from 'n8n-workflow';

/** A logger whose lines can be read, each with its level before it. */
export function logInto(lines: string[]): Logger {
	const at = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
	return {
		debug: at('debug'),
		info: at('info'),
		warn: at('warn'),
		error: at('error'),
	} as unknown as Logger;
}
