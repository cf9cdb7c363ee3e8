/** The fields of a request that say something: a provider is not sent null for what is not there. */
export function present(fields: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
