import { providers } from '../../../gateway/providers';
import { providerContract } from '../../support/provider-contract';
import { kitOf } from '../../support/providers';

describe.each(providers.map((provider) => [provider.id, provider] as const))(
	'%s',
	(id, provider) => {
		providerContract(provider, kitOf(id).samples);
	},
);
