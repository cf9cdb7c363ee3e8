/**
 * The least a trigger of a community package can do: it answers as `?answer=` tells it (accepted,
 * duplicate, forged), without looking at the delivery.
 */
class BareTrigger {
	constructor() {
		this.description = {
			displayName: 'Bare Trigger',
			name: 'bareTrigger',
			group: ['trigger'],
			// As ours: for version 1 n8n starts its expression engine once more.
			version: 1.1,
			description: 'Starts the workflow with whatever comes',
			defaults: { name: 'Bare Trigger' },
			inputs: [],
			outputs: ['main'],
			webhooks: [
				{
					name: 'default',
					httpMethod: 'POST',
					path: 'webhook',
					responseMode: 'onReceived',
					responseData: '',
				},
			],
			properties: [],
		};
		this.webhookMethods = {
			default: {
				checkExists: async () => true,
				create: async () => true,
				delete: async () => true,
			},
		};
	}

	async webhook() {
		const { answer } = this.getQueryData();
		const webhookResponse = { success: true };
		if (answer === 'duplicate') return { webhookResponse };
		if (answer === 'forged') {
			this.getResponseObject().status(401).json({ success: false });
			return { noWebhookResponse: true };
		}
		return { workflowData: [[{ json: this.getBodyData() }]], webhookResponse };
	}
}

module.exports = { BareTrigger };
