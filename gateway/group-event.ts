import type { EventName, Group } from './event';

/** The event for a change of a group: joining and leaving have events of their own. */
export function groupEventOf(action: Group['action']): EventName {
	if (action === 'join') return 'group.joined';
	if (action === 'leave') return 'group.left';
	return 'group.updated';
}
