/**
 * A run that is over but does not end, because a test left a server running, is ended and fails. It
 * says what it was, and takes it along.
 */
const { execFileSync } = require('node:child_process');

/** Beyond what a test may leave for its last moments. */
const WITHIN_MS = 30_000;

module.exports = class MustEndReporter {
	constructor(globalConfig, { withinMs = WITHIN_MS } = {}) {
		this.isWatching = globalConfig.watch || globalConfig.watchAll;
		this.withinMs = withinMs;
	}

	onRunComplete() {
		if (this.isWatching) return;
		// It keeps nothing from ending by itself.
		setTimeout(() => {
			const children = childProcesses();
			const left = [...children.map(({ command }) => command), ...process.getActiveResourcesInfo()];
			console.error(`The tests are over and something of them still runs: ${left.join(', ')}`);
			for (const { pid } of children) process.kill(pid, 'SIGTERM');
			process.exit(1);
		}, this.withinMs).unref();
	}
};

function childProcesses() {
	if (process.platform === 'win32') return [];
	const lines = execFileSync('ps', ['-A', '-o', 'ppid=,pid=,args='], { encoding: 'utf8' }).split(
		'\n',
	);
	return lines.flatMap((line) => {
		const [, parent, pid, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
		const isOurs = Number(parent) === process.pid && !command.startsWith('ps ');
		return isOurs ? [{ pid: Number(pid), command }] : [];
	});
}
