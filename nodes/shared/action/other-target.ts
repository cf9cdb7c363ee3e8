/** The choice in the field Target that is not the trigger's message; errors advise it by this name. */
export const OTHER_TARGET = 'Another Chat or Phone Number';

/** What to do where an operation needs a message and there is none. */
export const CHOOSE_MESSAGE = `The event that started the workflow is not about a message, or the field Message ID is empty. To choose a message yourself, set Target to ${OTHER_TARGET} and enter its Message ID.`;
