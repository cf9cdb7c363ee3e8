/** The operations of WhatsApp Mark as Read, in the order the editor shows them. */
import { markRead } from './mark-read';
import type { Operation } from './operation';
import { showTyping } from './show-typing';

export const operations: readonly Operation[] = [markRead, showTyping];
