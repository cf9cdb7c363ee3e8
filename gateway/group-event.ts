import type { EventName, Group } from './event';

/** The event a change of a group is: who comes and who goes have events of their own. */
export function groupEventOf(action: Group['action']): EventName {
	if (action === 'join') return 'group.joined';
	if (action === 'leave') return 'group.left';
	return 'group.updated';
}
