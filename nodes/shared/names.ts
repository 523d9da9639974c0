/** Title Case of a camel-case name: `aboveNormal` becomes `Above Normal`. */
export const titleOf = (name: string): string =>
	name.charAt(0).toUpperCase() + name.slice(1).replace(/([a-z0-9])([A-Z])/g, '$1 $2');

/** Names of the panel are ASCII, and the first use of a collator of ICU costs as much as all descriptions. */
export const byName = (a: { name: string }, b: { name: string }): number => {
	const [one, other] = [a.name.toLowerCase(), b.name.toLowerCase()];
	return one < other ? -1 : one > other ? 1 : 0;
};
