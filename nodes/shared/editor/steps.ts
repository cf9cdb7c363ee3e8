/**
 * Numbered steps for the user, as a notice can show them: of all HTML it lets `ul`, `li` and `a`
 * through. Lists without list items are paragraphs without bullets, so that the numbers stand alone.
 */
export function numbered(steps: readonly string[]): string {
	return steps.map((step, index) => `<ul>${index + 1}. ${step}</ul>`).join('');
}
