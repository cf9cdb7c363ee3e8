/** Steps for the user as a notice shows them: of all HTML, n8n lets lists and links through there. */
export function listOf(steps: readonly string[]): string {
	return `<ul>${steps.map((step) => `<li>${step}</li>`).join('')}</ul>`;
}
