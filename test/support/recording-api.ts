import { readCredential } from '../../gateway/credential';
import type { Api, ProviderCall } from '../../gateway/provider';

/** An API that answers every call with success, and keeps what was asked. */
export function recordingApi(
	answer: (call: ProviderCall) => unknown = () => ({}),
	fields: Record<string, string> = {},
): { api: Api; calls: ProviderCall[] } {
	const calls: ProviderCall[] = [];
	const api: Api = {
		credential: readCredential(fields),
		call: async (call) => {
			calls.push(call);
			return { status: 200, headers: {}, body: answer(call) };
		},
	};
	return { api, calls };
}
