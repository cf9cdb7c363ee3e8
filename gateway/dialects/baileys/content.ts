/**
 * What a message says, by the part it holds. Source: Baileys' WAProto `Message`. A part that is not
 * named here leaves the message `unsupported`.
 */
import type { Message } from '../../event';
import { readInteractive, readSelection } from './buttons';
import { aboutOf } from './context';
import { MEDIA_PARTS, mediaIn, NOTHING_ATTACHED, type Attached } from './media';
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
	const { name, said } = find(content, attached);
	return { ...aboutOf(name === null ? undefined : content[name], beside, textOf), ...said };
}

/** What a person would read of a quoted content. */
function textOf(content: Content): string | null {
	return find(unwrap(content).content, NOTHING_ATTACHED).said.text ?? null;
}

type Reader = (value: unknown, attached: Attached, name: string) => Partial<Message> | null;

const readFile: Reader = (value, attached, name) => mediaIn({ [name]: value }, attached);
const system: Reader = () => ({ type: 'system' });

/** In the order they are looked for: what people say before what merely comes along with it. */
const READERS: ReadonlyArray<readonly [names: readonly string[], read: Reader]> = [
	[['conversation'], readWords],
	[['extendedTextMessage'], readExtendedText],
	[MEDIA_PARTS, readFile],
	[['locationMessage', 'liveLocationMessage'], readLocation],
	[['contactMessage'], readContact],
	[['contactsArrayMessage'], readContacts],
	[['reactionMessage'], readReaction],
	[
		[
			'pollCreationMessage',
			'pollCreationMessageV2',
			'pollCreationMessageV3',
			'pollCreationMessageV5',
			'pollResultSnapshotMessage',
			'pollResultSnapshotMessageV3',
		],
		readPoll,
	],
	[['pollUpdateMessage'], readVote],
	[
		[
			'buttonsResponseMessage',
			'templateButtonReplyMessage',
			'listResponseMessage',
			'interactiveResponseMessage',
		],
		readSelection,
	],
	[
		['buttonsMessage', 'listMessage', 'templateMessage', 'interactiveMessage', 'productMessage'],
		readInteractive,
	],
	[['orderMessage'], readOrder],
	[
		[
			'protocolMessage',
			'pinInChatMessage',
			'keepInChatMessage',
			'call',
			'callLogMesssage',
			'requestPhoneNumberMessage',
			'senderKeyDistributionMessage',
			'fastRatchetKeySenderKeyDistributionMessage',
		],
		system,
	],
];

const BY_NAME = READERS.flatMap(([names, read]) => names.map((name) => ({ name, read })));

function find(
	content: Content,
	attached: Attached,
): { name: string | null; said: Partial<Message> } {
	for (const { name, read } of BY_NAME) {
		if (!Object.hasOwn(content, name)) continue;
		const said = read(content[name], attached, name);
		if (said) return { name, said };
	}
	return { name: null, said: {} };
}
