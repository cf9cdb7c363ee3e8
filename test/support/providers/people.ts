/** The made-up people and chats of all fixtures, as bare numbers. */
export const ANA = '15550001111';
export const BEN = '15550002222';
/** The account itself. */
export const ME = '15550009999';
export const ANA_LID = '100000000000001';
export const BEN_LID = '100000000000002';
export const GROUP = '120363000000000001@g.us';
export const CHANNEL = '120363000000000009@newsletter';

/** When most things happen: unix seconds, and the same as the contract writes it. */
export const AT_SECONDS = 1768473000;
export const AT = '2026-01-15T10:30:00.000Z';

export const VCARD =
	'BEGIN:VCARD\nVERSION:3.0\nN:Doe;Jane;;;\nFN:Jane Doe\nTEL;TYPE=CELL;waid=15550003333:15550003333\nEND:VCARD';
export const SECOND_VCARD =
	'BEGIN:VCARD\nVERSION:3.0\nN:Roe;Rick;;;\nFN:Rick Roe\nTEL;TYPE=CELL;waid=15550004444:15550004444\nEND:VCARD';
/** What both cards say, as the contract writes contacts. */
export const JANE = { name: 'Jane Doe', phones: ['15550003333'], vcard: VCARD };
export const RICK = { name: 'Rick Roe', phones: ['15550004444'], vcard: SECOND_VCARD };
