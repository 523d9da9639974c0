import type { View } from '../view';

/** Start and end of what a view shows. */
export function spanOf(view: View): { start: number; end: number } {
	const start = Number(view.properties.get('calendar:Start') ?? 0);
	return { start, end: Number(view.properties.get('calendar:End') ?? start) };
}

/** An event of no length belongs to the moment it starts. */
export function overlaps(
	span: { start: number; end: number },
	start: number,
	end: number,
): boolean {
	if (span.start === span.end) return span.start >= start && span.start < end;
	return span.start < end && span.end > start;
}
