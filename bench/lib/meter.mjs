import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Runs `work` and returns its CPU and wall time in ms; with `watch` instead the longest block of the event
 * loop in ms and the peak of resident memory over what the process had before, in MB. Watching costs CPU
 * of its own, so the two are never taken in one run.
 */
export async function metered(work, watch = false) {
	globalThis.gc?.();
	if (watch) return await watched(work);
	const cpu = process.cpuUsage();
	const start = performance.now();
	const result = await work();
	const wall = performance.now() - start;
	const { user, system } = process.cpuUsage(cpu);
	return { result, cpu: (user + system) / 1000, wall };
}

async function watched(work) {
	const idle = process.memoryUsage.rss();
	let peak = idle;
	const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
	const loop = monitorEventLoopDelay({ resolution: 1 });
	loop.enable();
	const result = await work();
	loop.disable();
	clearInterval(sampler);
	peak = Math.max(peak, process.memoryUsage.rss());
	return { result, block: loop.max / 1e6, memory: (peak - idle) / 1e6 };
}
