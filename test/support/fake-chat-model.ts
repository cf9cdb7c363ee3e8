/**
 * A chat model that thinks nothing: an HTTP server on 127.0.0.1 with OpenAI's chat completions call,
 * for n8n's AI Agent. It says what its script says, and remembers what it was asked.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ChatRequest {
	messages: Array<{ role: string; content: unknown }>;
	/** What the agent lets it call. */
	tools?: Array<{ function: { name: string; description: string; parameters: unknown } }>;
}

/** A text ends the agent's turn; a tool call does not. */
export type ChatTurn = { text: string } | { tool: string; input: Record<string, unknown> };

export interface FakeChatModel {
	/** What goes into the credential's base URL. */
	url: string;
	requests: ChatRequest[];
	stop(): Promise<void>;
}

export async function startFakeChatModel(
	script: (request: ChatRequest) => ChatTurn,
): Promise<FakeChatModel> {
	const requests: ChatRequest[] = [];
	const server = createServer((incoming, response) => {
		void readJson(incoming).then((request) => {
			requests.push(request);
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(completion(script(request), requests.length)));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		stop: async () => {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		},
	};
}

/** For a script: whether the agent has the result of its tool call already. */
export function hasToolResult({ messages }: ChatRequest): boolean {
	return messages.at(-1)?.role === 'tool';
}

function completion(turn: ChatTurn, number: number) {
	const isCall = 'tool' in turn;
	const call = isCall && {
		id: `call_${number}`,
		type: 'function',
		function: { name: turn.tool, arguments: JSON.stringify(turn.input) },
	};
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: 1_768_473_000,
		model: 'fake',
		choices: [
			{
				index: 0,
				message: {
					role: 'assistant',
					content: isCall ? null : turn.text,
					...(call ? { tool_calls: [call] } : {}),
				},
				finish_reason: isCall ? 'tool_calls' : 'stop',
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

async function readJson(incoming: IncomingMessage): Promise<ChatRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
	return JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatRequest;
}
