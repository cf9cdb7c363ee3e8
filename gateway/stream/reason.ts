/** Why a connection failed, in words. */
import { TransportError } from '../errors';
import { lookUp } from '../payload/schema';
import { whyNoAnswer } from '../calls/network-failure';
import { EventTooLargeError } from './decoder';

/** n8n replaces a message that holds one of these codes with its own, without our next step. */
const WORDS: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'no server answers at its address',
	ENOTFOUND: 'its host name is not known',
	EAI_AGAIN: 'its host name could not be looked up',
	ECONNRESET: 'the connection was cut off',
	EPIPE: 'the connection was cut off',
	ETIMEDOUT: 'it took too long',
	ECONNABORTED: 'it took too long',
	EHOSTUNREACH: 'its address cannot be reached from here',
	ENETUNREACH: 'its address cannot be reached from here',
};

const BROKEN = 'the connection broke off';

/** Never the text of an unknown error: it may hold the address, and the address the key. */
export function reasonOf(error: unknown): string {
	if (error instanceof EventTooLargeError) return error.message;
	if (!(error instanceof TransportError)) return lookUp(WORDS, codeOf(error)) ?? BROKEN;
	return lookUp(WORDS, error.message) ?? whyNoAnswer(error, 'its host');
}

function codeOf(error: unknown): string {
	const isCoded = typeof error === 'object' && error !== null && 'code' in error;
	return isCoded && typeof error.code === 'string' ? error.code : '';
}
