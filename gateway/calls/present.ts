/** The fields of a request that are not null: a provider is not sent what there is not. */
export function present(fields: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
