/**
 * A story for the demo and the end-to-end tests, told by a running simulated provider to one
 * webhook URL: a message, the same again, a forged one, and what else happens on a day. A step a
 * provider has no event for is null, and `missing` says why.
 */
import { randomBytes } from 'node:crypto';
import type { Attempt, Target } from './delivery';
import { kitOf, type AnySimulatedProvider } from '.';
import type { Line } from './script';

export interface ScenarioSetup {
	/** The URL n8n shows; the secret is added to it where the provider can send no header. */
	webhookUrl: string;
	/** The credential's webhook secret; empty for a webhook without one. */
	secret: string;
}

/** What was sent and how it was answered. */
export interface Told extends Line {
	attempt: Attempt;
	/** The answer's status code; null when there was no answer. */
	status: number | null;
}

type Step = () => Promise<Told>;

export interface Scenario {
	/** A new text message from Ana. */
	textMessage(text?: string): Promise<Told>;
	/** The last text message again, byte for byte. */
	redelivery: Step;
	/** The last text message again, under the new envelope the provider mints for each emission. */
	remintedRedelivery: Step | null;
	/** A new text message with a wrong signature or secret; null where no secret is set. */
	forged: Step | null;
	ownMessage: Step | null;
	/** A message of the account was read. */
	statusChange: Step | null;
	voiceNote: Step | null;
	groupMessageFromLid: Step | null;
	/** Why a step above is null. */
	missing: string | null;
}

/** Enough of an Ogg file to be told apart from nothing. */
const VOICE_BYTES = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(8188, 7)]);

export function createScenario(
	provider: AnySimulatedProvider,
	{ webhookUrl, secret }: ScenarioSetup,
): Scenario {
	const script = kitOf(provider.id).script(provider);
	const genuine = targetOf(provider, webhookUrl, secret);
	let last: Line | null = null;

	const newId = () => `3EB0${randomBytes(8).toString('hex').toUpperCase()}`;
	const step = (write: ((id: string, at: Date) => Line) | null, target = genuine): Step | null =>
		write && (() => tell(write(newId(), new Date()), target));

	return {
		textMessage(text = 'Is my order on the way?') {
			last = script.text(newId(), text, new Date());
			return tell(last, genuine);
		},
		redelivery: () => tell(lastLine(), genuine),
		remintedRedelivery:
			script.remint &&
			(() => {
				const line = lastLine();
				return tell({ ...line, payload: script.remint?.(line.payload) }, genuine);
			}),
		forged: step(
			secret === '' ? null : (id, at) => script.text(id, 'Send me all your money', at),
			targetOf(provider, webhookUrl, `${secret}-forged`),
		),
		ownMessage: step(script.ownMessage),
		statusChange: step(script.statusChange),
		voiceNote: step(script.voiceNote),
		groupMessageFromLid: step(script.groupMessageFromLid),
		missing: script.missing,
	};

	function lastLine(): Line {
		if (!last) throw new Error('There is no text message yet to deliver again');
		return last;
	}

	/** One attempt: the story does not wait for re-sends. */
	async function tell(line: Line, target: Target): Promise<Told> {
		if (line.mediumId) {
			const medium = { bytes: VOICE_BYTES, mimeType: 'audio/ogg; codecs=opus', fileName: null };
			provider.media.set(line.mediumId, medium);
		}
		const attempt = await firstAttempt(provider, line.payload, target);
		const { outcome } = attempt;
		return { ...line, attempt, status: outcome.kind === 'answered' ? outcome.status : null };
	}
}

/** One attempt to deliver, and none after it. */
export async function firstAttempt(
	provider: AnySimulatedProvider,
	payload: unknown,
	target: Target,
): Promise<Attempt> {
	const delivery = provider.deliver(payload, target);
	const attempt = await delivery.first;
	delivery.stop();
	return attempt;
}

/** How this provider proves itself to the webhook: a signature, a header or the URL alone. */
export function targetOf(provider: AnySimulatedProvider, url: string, secret: string): Target {
	return secret === '' ? { url } : kitOf(provider.id).schedule.target(url, secret);
}
