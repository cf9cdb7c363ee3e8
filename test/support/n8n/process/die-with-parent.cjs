'use strict';
/**
 * Loaded into n8n and npm before their own code (`node --require`). Ends them when the process that
 * started them is gone, however that ended, `kill -9` included: then the parent's id, as the system
 * gives it, changes. (Windows keeps the old id; there only the parent's own clean-up works.)
 */
const parent = process.ppid;
setInterval(() => {
	if (process.ppid !== parent) process.exit(1);
}, 500).unref();
