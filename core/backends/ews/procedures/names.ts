/** Canonical values begin small, those of EWS in capitals: `publicDL` and `PublicDL`. */
export const camel = (text: string): string =>
	/^[A-Z]{2,}$/.test(text) ? text.toLowerCase() : text.charAt(0).toLowerCase() + text.slice(1);

export const pascal = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
