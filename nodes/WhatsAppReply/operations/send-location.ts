import { NodeOperationError } from 'n8n-workflow';

import { unsupported } from '../../shared/unsupported';
import type { SendOperation } from './operation';

export const sendLocation: SendOperation = {
	option: {
		name: 'Send Location',
		value: 'sendLocation',
		action: 'Send location',
		description: 'Reply with a place on the map',
	},
	properties: [
		{
			displayName: 'Latitude',
			name: 'latitude',
			type: 'number',
			typeOptions: { minValue: -90, maxValue: 90, numberPrecision: 6 },
			default: 0,
			required: true,
			description: 'In degrees from -90 to 90, north is positive',
		},
		{
			displayName: 'Longitude',
			name: 'longitude',
			type: 'number',
			typeOptions: { minValue: -180, maxValue: 180, numberPrecision: 6 },
			default: 0,
			required: true,
			description: 'In degrees from -180 to 180, east is positive',
		},
		{
			displayName: 'Location Name',
			name: 'locationName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Our shop',
			description: 'Shown above the map',
		},
		{
			displayName: 'Address',
			name: 'address',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1 Main Street',
			description: 'Shown below the name',
		},
	],
	isPossible: ({ location }) => location !== undefined,
	quotedAs: 'location',
	async send({ context, itemIndex, provider, api }, { chatId }, quote) {
		if (!provider.send.location) throw unsupported(provider, 'send locations', INSTEAD);
		const degrees = (name: string, label: string, limit: number) => {
			const value = Number(context.getNodeParameter(name, itemIndex));
			if (Number.isFinite(value) && Math.abs(value) <= limit) return value;
			throw new NodeOperationError(
				context.getNode(),
				`The field ${label} is no number from -${limit} to ${limit}`,
				{ itemIndex, description: 'Give it in degrees, for example 52.520008.' },
			);
		};
		const text = (name: string) => String(context.getNodeParameter(name, itemIndex, '')) || null;
		return await provider.send.location(api, {
			chatId,
			quote,
			latitude: degrees('latitude', 'Latitude', 90),
			longitude: degrees('longitude', 'Longitude', 180),
			name: text('locationName'),
			address: text('address'),
		});
	},
};

const INSTEAD = 'Send a text with a link to the map instead.';
