import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Runs `work` and returns its CPU and wall time in ms, the longest block of the event loop in ms, and
 * the peak of resident memory over what the process had before, in MB.
 */
export async function metered(work) {
	globalThis.gc?.();
	const idle = process.memoryUsage.rss();
	let peak = idle;
	const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
	const loop = monitorEventLoopDelay({ resolution: 1 });
	loop.enable();
	const cpu = process.cpuUsage();
	const start = performance.now();
	const result = await work();
	const wall = performance.now() - start;
	const { user, system } = process.cpuUsage(cpu);
	loop.disable();
	clearInterval(sampler);
	peak = Math.max(peak, process.memoryUsage.rss());
	return {
		result,
		cpu: (user + system) / 1000,
		wall,
		block: loop.max / 1e6,
		memory: (peak - idle) / 1e6,
	};
}
