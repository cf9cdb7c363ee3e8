import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { unsupported } from '../../shared/action/unsupported';
import type { SendOperation } from './operation';

export const sendLocation: SendOperation = {
	option: {
		name: 'Send Location',
		value: 'sendLocation',
		action: 'Send a location',
		description: 'Reply with a place on the map',
	},
	properties: [
		{
			displayName: 'Latitude',
			name: 'latitude',
			type: 'number',
			typeOptions: { minValue: -90, maxValue: 90, numberPrecision: 6 },
			default: '',
			required: true,
			placeholder: 'e.g. 52.520008',
			description: 'In degrees from -90 to 90, north is positive',
		},
		{
			displayName: 'Longitude',
			name: 'longitude',
			type: 'number',
			typeOptions: { minValue: -180, maxValue: 180, numberPrecision: 6 },
			default: '',
			required: true,
			placeholder: 'e.g. 13.404954',
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
		const text = (name: string) => String(context.getNodeParameter(name, itemIndex, '')) || null;
		return await provider.send.location(api, {
			chatId,
			quote,
			...placeOf(context, itemIndex),
			name: text('locationName'),
			address: text('address'),
		});
	},
};

const INSTEAD = 'Send a text with a link to the map instead.';

/** Throws a `NodeOperationError` unless both are filled in and make a place. */
function placeOf(context: IExecuteFunctions, itemIndex: number) {
	const refuse = (fault: string, description: string) =>
		new NodeOperationError(context.getNode(), fault, { itemIndex, description });
	const degrees = (name: string, label: string, limit: number) => {
		const given = context.getNodeParameter(name, itemIndex, '');
		const written = typeof given === 'number' ? String(given) : given;
		if (written === '' || written === null) {
			throw refuse(`The field ${label} is empty`, 'Fill in both, Latitude and Longitude.');
		}
		const value = typeof written === 'string' && written.trim() !== '' ? Number(written) : NaN;
		if (Math.abs(value) <= limit) return value;
		throw refuse(
			`The field ${label} must be a number from -${limit} to ${limit}`,
			'Give it in degrees with a decimal point, e.g. 52.520008.',
		);
	};
	const latitude = degrees('latitude', 'Latitude', 90);
	const longitude = degrees('longitude', 'Longitude', 180);
	if (latitude === 0 && longitude === 0) {
		throw refuse(
			'Latitude and Longitude are both 0, which is a place in the open sea',
			'Fill in the place to send. If they come from an expression, check what the previous node put out: 0 often stands for "not found".',
		);
	}
	return { latitude, longitude };
}
