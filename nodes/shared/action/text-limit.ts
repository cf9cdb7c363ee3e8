import { NodeOperationError } from 'n8n-workflow';

import type { ItemContext } from './each-item';

const NUMBER = new Intl.NumberFormat('en');

/** Throws a `NodeOperationError` where `text` has more than `longest` characters (code points). */
export function assertFits(
	{ context, itemIndex, provider }: ItemContext,
	{ label, text, longest }: { label: string; text: string; longest: number | undefined },
): void {
	// There are never more code points than `length`.
	if (longest === undefined || text.length <= longest) return;
	const length = [...text].length;
	if (length <= longest) return;
	throw new NodeOperationError(
		context.getNode(),
		`The field ${label} has ${NUMBER.format(length)} characters, and ${provider.displayName} takes ${NUMBER.format(longest)} at most`,
		{
			itemIndex,
			description:
				'Shorten it, or split it and send each part as a message of its own. If it comes from an expression, check what the previous node put out.',
		},
	);
}
