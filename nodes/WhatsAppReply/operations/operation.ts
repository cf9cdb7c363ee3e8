/** The shape every operation of WhatsApp Reply has; one file each. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { QuotableKind, Quote, ReplyTo, Sending, Sent } from '../../../gateway';
import type { ItemContext, ItemResult } from '../../shared/action/each-item';

interface Offered {
	option: INodePropertyOptions;
	/** Its own fields, shown while it is chosen. */
	properties: INodeProperties[];
	/** Whether the provider can do it. */
	isPossible(send: Sending): boolean;
}

export interface SendOperation extends Offered {
	/** What it is when it comes to quoting; null: nothing can be quoted with it. */
	quotedAs: QuotableKind | null;
	/** Sends. `quote` is null where nothing is to be quoted. */
	send(item: ItemContext, target: ReplyTo, quote: Quote | null): Promise<Sent>;
}

export interface FetchOperation extends Offered {
	/** Fetches something of the message; nothing is sent. */
	fetch(item: ItemContext): Promise<ItemResult>;
}

export type Operation = SendOperation | FetchOperation;
