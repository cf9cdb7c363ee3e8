/** The choice in the field Target that is not the trigger's message; errors advise it by this name. */
export const OTHER_TARGET = 'Another Chat or Phone Number';
