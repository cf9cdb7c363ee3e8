/** What servers send for no other reason than to be heard; no provider's event looks like it. */
const WORDS = /^(?:ping|pong|ok|heartbeat|keep-?alive|connected)?$/i;

/** Longer than any of the words, with blanks around it. */
const LONGEST = 100;

/** Whether a text says nothing but that the server is there. */
export function isSignOfLife(text: string): boolean {
	return text.length <= LONGEST && WORDS.test(text.trim());
}
