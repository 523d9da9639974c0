import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Reads before and while the CPU is measured. n8n runs for days, so what counts is the code once the
 * engine has compiled it, which takes four reads; what the very first one costs is told beside it.
 */
const WARM_UP_READS = 4;
const READS = 3;

/**
 * CPU and wall time of `work` in ms, the mean of several runs in a warm process, and the CPU of the very
 * first run; with `watch` instead, of one run, the longest block of the event loop in ms and the peak of resident memory over what the process
 * had before, in MB. Watching costs CPU of its own, so the two are never taken in one run.
 */
export async function metered(work, watch = false, warmUps = WARM_UP_READS, reads = READS) {
	if (watch) return await watched(work);
	const cold = process.cpuUsage();
	await work();
	const first = milliseconds(process.cpuUsage(cold));
	for (let read = 1; read < warmUps; read += 1) await work();
	globalThis.gc?.();
	const warm = process.cpuUsage();
	const start = performance.now();
	let result;
	for (let read = 0; read < reads; read += 1) result = await work();
	const wall = (performance.now() - start) / reads;
	const cpu = milliseconds(process.cpuUsage(warm)) / reads;
	return { result, cpu, first, wall };
}

const milliseconds = ({ user, system }) => (user + system) / 1000;

async function watched(work) {
	globalThis.gc?.();
	const idle = process.memoryUsage.rss();
	const waiting = waitingTime();
	let peak = idle;
	let block = 0;
	let last = performance.now();
	let waited = waiting();
	const sampler = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage.rss());
		const now = performance.now();
		const since = waiting();
		block = Math.max(block, now - last - (since - waited) - 1);
		last = performance.now();
		waited = waiting();
	}, 1);
	const result = await work();
	clearInterval(sampler);
	peak = Math.max(peak, process.memoryUsage.rss());
	return { result, block, memory: (peak - idle) / 1e6 };
}

/**
 * Milliseconds that this thread was ready to run while the system ran others: on a busy machine that is no
 * block of ours. https://docs.kernel.org/scheduler/sched-stats.html
 */
function waitingTime() {
	let file;
	try {
		file = openSync('/proc/thread-self/schedstat', 'r');
	} catch {
		return () => 0;
	}
	process.once('exit', () => closeSync(file));
	const buffer = Buffer.alloc(128);
	return () => {
		const length = readSync(file, buffer, 0, buffer.length, 0);
		return Number(buffer.toString('latin1', 0, length).split(' ')[1]) / 1e6;
	};
}
