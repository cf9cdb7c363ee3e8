/** The options for fetching files, the same wherever files are fetched. */
import type { INodeProperties } from 'n8n-workflow';

import { STANDARD_MEGABYTES } from '../host/fetch-file';

export const allowedMediaHosts: INodeProperties = {
	displayName: 'Allowed Media Hosts',
	name: 'allowedMediaHosts',
	type: 'string',
	default: '',
	placeholder: 'e.g. nas.local, 10.0.0.5:9000, http://gateway.local',
	description:
		'Servers of your own network that files may be fetched from, separated by commas. A name alone opens https on port 443; write nas.local:9000 for another port, or http://nas.local for plain http. Public servers and the one in the credential are always allowed.',
};

export const downloadMedia: INodeProperties = {
	displayName: 'Download Media',
	name: 'downloadMedia',
	type: 'boolean',
	default: false,
	description:
		'Whether to attach the file of a message, in the field data. If it takes longer than 3 seconds, the workflow runs without it. From the Stream Trigger, and in queue mode, n8n does not delete these files together with the execution; those that WhatsApp Reply → Download Media fetches, it does.',
};

export const maxMediaMegabytes: INodeProperties = {
	displayName: 'Largest Media File (MB)',
	name: 'maxMediaMegabytes',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1024 },
	default: STANDARD_MEGABYTES,
	description: 'A larger file is not downloaded',
};
