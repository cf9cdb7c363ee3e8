/**
 * Jest's own runner, one file after the other: every file has an n8n of its own, and two of them on
 * one machine only make each other slow.
 */
const { default: TestRunner } = require('jest-runner');

module.exports = class SerialRunner extends TestRunner {
	isSerial = true;
};
