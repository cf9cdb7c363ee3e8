/** WSAPI's webhook settings, which every edition keeps under another path and other names. */
import { fieldsOf, isWebhookUrl, textOf, textsOf } from '../fields';
import type { Answer, ProviderRequest, Route } from '../routes';
import type { WsapiEdition, WsapiInstance } from './server';

interface Setup {
	edition: WsapiEdition;
	instance: WsapiInstance;
	settingsPut: 'replace' | 'merge';
	error: (status: number, detail: string) => Answer;
}

/** Delivered whatever the event filter says (event/constants.go). */
export const SESSION_EVENTS = ['logged_in', 'logged_out', 'login_error', 'initial_sync_finished'];

/**
 * The key a self-hosted instance falls back to when its configuration is replaced by one without
 * `apiKey` (manager.go, applyDefaults): the credential's own key then stops working.
 */
export const SELF_HOSTED_DEFAULT_KEY = 'sk_server_default';

export function newWsapiInstances({ edition, instance, settingsPut, error }: Setup) {
	const table: Record<WsapiEdition, Record<string, Route['answer']>> = {
		cloud: {
			'GET /account/instances': () => ({ status: 200, body: [cloudJson()] }),
			'GET /account/instances/:id': ofInstance(() => ({ status: 200, body: cloudJson() })),
			'PUT /account/instances/:id/settings': ofInstance(putSettings),
		},
		selfHosted: {
			'GET /admin/instances': () => ({ status: 200, body: [adminJson()] }),
			'GET /admin/instances/:id': ofInstance(() => ({ status: 200, body: adminJson() })),
			'PUT /admin/instances/:id/config': ofInstance(putConfig),
		},
		v1: {
			'GET /instance/settings': () => ({ status: 200, body: v1Json() }),
			'PUT /instance/settings': putV1,
		},
	};
	return {
		routes: table[edition],
		/** Calls for the customer or admin key. */
		isAccountRoute: (name: string) => name.includes(' /account/') || name.includes(' /admin/'),
	};

	function ofInstance(answer: Route['answer']): Route['answer'] {
		return (request) =>
			request.params['id'] === instance.id ? answer(request) : error(404, 'instance not found');
	}

	function putSettings({ body }: ProviderRequest): Answer {
		const given = fieldsOf(body);
		const settings = settingsPut === 'merge' ? { ...settingsJson(), ...given } : given;
		const { webhookUrl, eventSigningSecret, eventFilters, historySync, pullMode } = settings;
		if (webhookUrl !== undefined && webhookUrl !== null && !isWebhookUrl(webhookUrl)) {
			return error(400, 'validation error: webhookUrl must be an HTTPS URL');
		}
		instance.webhookUrl = textOf(webhookUrl);
		instance.signingSecret = textOf(eventSigningSecret);
		instance.eventFilters = textsOf(eventFilters) ?? [];
		instance.historySync = historySync === true;
		instance.pullMode = pullMode === true;
		return { status: 200, body: cloudJson() };
	}

	/** Replaces the whole configuration; what is missing becomes the server's default. */
	function putConfig({ body }: ProviderRequest): Answer {
		const { apiKey, webhookUrl, signingSecret, eventFilters, historySync } = fieldsOf(body);
		const url = textOf(webhookUrl);
		if (url !== null && !URL.canParse(url)) {
			return error(400, 'validation error: webhookUrl must be a URL');
		}
		instance.apiKey = textOf(apiKey) ?? SELF_HOSTED_DEFAULT_KEY;
		instance.webhookUrl = url;
		instance.signingSecret = textOf(signingSecret);
		instance.eventFilters = (textsOf(eventFilters) ?? []).filter(
			(event) => !SESSION_EVENTS.includes(event),
		);
		instance.historySync = historySync === true;
		return { status: 204 };
	}

	function putV1({ body }: ProviderRequest): Answer {
		const { webhookUrl, webhookAuthHeader, webhookAuthValue, pullMode } = fieldsOf(body);
		const name = textOf(webhookAuthHeader);
		const value = textOf(webhookAuthValue);
		instance.webhookUrl = textOf(webhookUrl);
		instance.authHeader = name && value ? { name, value } : null;
		instance.pullMode = pullMode === true;
		return { status: 200, body: v1Json() };
	}

	function settingsJson() {
		return {
			useCustomDefaults: true,
			pullMode: instance.pullMode,
			webhookUrl: instance.webhookUrl,
			eventSigningSecret: instance.signingSecret,
			historySync: instance.historySync,
			eventFilters: instance.eventFilters,
		};
	}

	function cloudJson() {
		return {
			id: instance.id,
			name: 'Shop',
			hasApiKey: true,
			settings: settingsJson(),
			status: instance.isConnected ? 'connected' : 'disconnected',
			deviceId: '15550009999:12@s.whatsapp.net',
			created: '2026-01-01T00:00:00Z',
		};
	}

	function adminJson() {
		const { id, apiKey, webhookUrl, signingSecret, eventFilters, historySync } = instance;
		return {
			id,
			config: {
				apiKey,
				webhookUrl: webhookUrl ?? '',
				...(signingSecret ? { signingSecret } : {}),
				eventFilters: eventFilters.length > 0 ? eventFilters : null,
				historySync,
			},
			isConnected: instance.isConnected,
			isLoggedIn: instance.isLoggedIn,
			deviceId: '15550009999:12@s.whatsapp.net',
		};
	}

	function v1Json() {
		return {
			name: 'Shop',
			description: '',
			webhookUrl: instance.webhookUrl,
			webhookAuthHeader: instance.authHeader?.name ?? null,
			webhookAuthValue: instance.authHeader?.value ?? null,
			pullMode: instance.pullMode,
		};
	}
}
