/** The shape every operation of WhatsApp Mark as Read has; one file each. */
import type { INodePropertyOptions } from 'n8n-workflow';

import type { Provider, ReplyTo } from '../../../gateway';
import type { ItemContext } from '../../shared/action/each-item';

export interface Operation {
	option: INodePropertyOptions;
	isPossible(provider: Provider): boolean;
	/** Acts, and says what it reached: the one message or the whole chat. */
	run(item: ItemContext, target: ReplyTo): Promise<'message' | 'chat'>;
}
