/**
 * What a message says, by the part it holds. Source: Baileys' WAProto `Message`. A part that is not
 * named here leaves the message `unsupported`.
 */
import type { Message } from '../../event';
import { readAnswer } from './answers';
import {
	CARD_PARTS,
	readCard,
	readMusic,
	readPayment,
	readQuestionAnswer,
	readRichResponse,
} from './cards';
import { aboutOf } from './context';
import { MEDIA_PARTS, mediaIn, NOTHING_ATTACHED, type Attached } from './media';
import { readOffer } from './offers';
import {
	readContact,
	readContacts,
	readExtendedText,
	readLocation,
	readOrder,
	readPoll,
	readReaction,
	readVote,
	readWords,
} from './parts';
import { baseOf } from './plumbing';
import { unwrap } from './unwrap';
import type { Content, ContextInfo } from './wire';

/**
 * What an unwrapped content says, with what it answers and mentions. `beside`: the context that
 * stands beside the content, where a server has moved it there.
 */
export function contentOf(
	content: Content,
	attached: Attached,
	beside?: ContextInfo,
): Partial<Message> {
	const { part, said } = find(content, attached);
	return { ...aboutOf(part, beside, textOf), ...said };
}

/** Whether any part of an unwrapped content can be read. */
export function isReadable(content: Content): boolean {
	return find(content, NOTHING_ATTACHED).said !== null;
}

/** What a person would read of a quoted content. */
function textOf(content: Content): string | null {
	return find(unwrap(content).content, NOTHING_ATTACHED).said?.text ?? null;
}

/** Reads the part named `base`, with what stands beside the content: a file may be attached to it. */
type NamedPartReader = (part: unknown, attached: Attached, base: string) => Partial<Message> | null;

const readFile: NamedPartReader = (part, attached, base) => mediaIn({ [base]: part }, attached);

/** By name without version, in the order they are looked for. */
const READERS: ReadonlyArray<readonly [names: readonly string[], read: NamedPartReader]> = [
	[['conversation'], readWords],
	[['extendedTextMessage'], readExtendedText],
	[MEDIA_PARTS, readFile],
	[['locationMessage', 'liveLocationMessage'], readLocation],
	[['contactMessage'], readContact],
	[['contactsArrayMessage'], readContacts],
	[['reactionMessage'], readReaction],
	[['pollCreationMessage', 'pollResultSnapshotMessage'], readPoll],
	[['pollUpdateMessage'], readVote],
	[
		[
			'buttonsResponseMessage',
			'templateButtonReplyMessage',
			'listResponseMessage',
			'interactiveResponseMessage',
		],
		readAnswer,
	],
	[
		[
			'buttonsMessage',
			'listMessage',
			'templateMessage',
			'highlyStructuredMessage',
			'interactiveMessage',
			'productMessage',
		],
		readOffer,
	],
	[['orderMessage'], readOrder],
	[CARD_PARTS, (part, _attached, base) => readCard(part, base)],
	[['sendPaymentMessage', 'requestPaymentMessage'], (part) => readPayment(part, textOf)],
	[['musicMessage'], readMusic],
	[
		['questionResponseMessage', 'statusQuestionAnswerMessage', 'statusQuotedMessage'],
		readQuestionAnswer,
	],
	[['richResponseMessage'], readRichResponse],
];

const BY_NAME = READERS.flatMap(([names, read]) => names.map((name) => ({ name, read })));

/** The first part that can be read; where there is none, the part that may still have a context. */
function find(
	content: Content,
	attached: Attached,
): { part: unknown; said: Partial<Message> | null } {
	const parts = new Map<string, unknown>();
	for (const name in content) parts.set(baseOf(name), content[name]);
	for (const { name, read } of BY_NAME) {
		if (!parts.has(name)) continue;
		const part = parts.get(name);
		const said = read(part, attached, name);
		if (said) return { part, said };
	}
	return { part: Object.values(content).find(hasContext), said: null };
}

function hasContext(part: unknown): boolean {
	return typeof part === 'object' && part !== null && Object.hasOwn(part, 'contextInfo');
}
