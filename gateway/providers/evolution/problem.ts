/** What an answer of Evolution says went wrong. */
import * as z from 'zod/v4';

import { problemInAnswer } from '../../baileys-api/problem';
import { text } from '../../payload/schema';
import type { Problem, ProviderAnswer } from '../../provider';

const LICENCE = 'LICENSE_REQUIRED';

const licence = z.object({ code: z.literal(LICENCE), register_url: text });

export function problemIn(answer: ProviderAnswer): Problem | null {
	const unlicensed = licence.safeParse(answer.body).data;
	if (unlicensed) return notActivated(unlicensed.register_url);
	const problem = problemInAnswer(answer);
	if (!problem) return null;
	const said = problem.message ?? '';
	// Express' words for an address that is none of Evolution's.
	if (/^cannot (get|post|put|delete) \//i.test(said)) return { code: null, message: null };
	// Baileys' words, under 400 and 500 alike.
	if (/connection closed/i.test(said)) return { ...problem, about: 'connection' };
	return { ...problem, nextStep: NEXT_STEPS.find(([words]) => words.test(said))?.[1] };
}

/**
 * Since 2.4 a server answers nothing else until its licence is activated (v2.4.0-rc2,
 * licensing/runtime.ts). `address`: its own page for that.
 */
function notActivated(address: string | undefined): Problem {
	const page = address && URL.canParse(address) ? ` (${address})` : '';
	return {
		code: LICENCE,
		message: 'the licence of this server is not activated, and until it is, it takes no calls',
		isLasting: true,
		nextStep: `Open the Evolution Manager of the server${page} in a browser and activate the licence there, or set AUTHENTICATION_API_KEY on the server to a key that has one. Then run this again.`,
	};
}

const NEXT_STEPS: ReadonlyArray<readonly [words: RegExp, nextStep: string]> = [
	[
		/@lid is not on WhatsApp/i,
		'Up to version 2.3.7 Evolution cannot write to a person whom WhatsApp shows by a LID alone. Update the server to 2.4, or set Target to Another Chat or Phone Number and enter the phone number, if you know it.',
	],
	[
		/is not on WhatsApp/i,
		'Check the phone number and its country code: nobody is reached by it on WhatsApp.',
	],
	[
		/message not found/i,
		'The server knows only messages that it has stored: set DATABASE_SAVE_DATA_NEW_MESSAGE=true on the Evolution server. Messages from before that stay unknown to it.',
	],
];
