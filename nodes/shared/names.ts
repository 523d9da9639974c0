/** Title Case of a camel-case name: `aboveNormal` becomes `Above Normal`. */
export const titleOf = (name: string): string =>
	name.charAt(0).toUpperCase() + name.slice(1).replace(/([a-z0-9])([A-Z])/g, '$1 $2');

export const byName = (a: { name: string }, b: { name: string }): number =>
	a.name.localeCompare(b.name, 'en');
