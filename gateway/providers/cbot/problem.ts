import { createProblemIn } from '../../business-api/problem';

export const problemIn = createProblemIn({
	401: 'Check the API Key in the credential, and whether API Key Header has the name Cbot gave you (API-KEY or D360-API-KEY).',
});
