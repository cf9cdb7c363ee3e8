/**
 * Meta's Cloud API, at Meta itself or passed on by a gateway. Source: Meta's reference of messages,
 * media and business-scoped user ids (2026).
 */
import { extensionOf } from '../media/extensions';
import { multipart } from '../media/multipart';
import type { Hosting } from './hosting';
import { uploadType } from './upload-type';

const PRODUCT = { messaging_product: 'whatsapp' };

interface Cloud extends Pick<Hosting, 'displayName' | 'field'> {
	/** What stands before `/messages` and `/media`: nothing, or a version and the phone number's id. */
	root: string;
}

export function cloudHosting({ displayName, field, root }: Cloud): Hosting {
	return {
		displayName,
		field,
		messagesPath: `${root}/messages`,
		product: PRODUCT,
		userIdField: 'recipient',
		// A form with the file in it ("Upload media").
		uploadCall: ({ mimeType, kind, fileName }, file) => {
			const contentType = uploadType(mimeType);
			const name = fileName ?? `${kind}.${extensionOf(mimeType, kind)}`;
			const form = { field: 'file', file, fileName: name, contentType };
			const raw = multipart({ ...PRODUCT, type: contentType }, form);
			return { effect: 'change', method: 'POST', path: `${root}/media`, raw };
		},
	};
}
