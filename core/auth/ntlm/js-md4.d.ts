declare module 'js-md4' {
	interface Md4 {
		(message: string | Uint8Array): string;
		array(message: string | Uint8Array): number[];
	}
	const md4: Md4;
	export default md4;
}
