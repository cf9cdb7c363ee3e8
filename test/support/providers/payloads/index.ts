/** The sample deliveries of every provider. */
import * as cbot from './cbot';
import * as chatbreez from './chatbreez';
import * as chatlevel from './chatlevel';
import * as eazewa from './eazewa';
import type { Fixture } from './fixture';
import * as wsapi from './wsapi';

const FIXTURES: Readonly<Record<string, readonly Fixture[]>> = {
	cbot: cbot.fixtures,
	chatbreez: chatbreez.fixtures,
	chatlevel: chatlevel.fixtures,
	eazewa: eazewa.fixtures,
	wsapi: wsapi.fixtures,
};

export function fixturesOf(provider: string): readonly Fixture[] {
	const fixtures = FIXTURES[provider];
	if (!fixtures) throw new Error(`There are no sample deliveries of ${provider}`);
	return fixtures;
}
