/**
 * Text as comparison sees it. Lower case by Unicode's simple rules, no locale: every pair that is
 * equal here is equal to Exchange's IgnoreCase as well, so a server filter never misses one.
 */
export function foldText(text: string): string {
	return text.toLowerCase();
}
