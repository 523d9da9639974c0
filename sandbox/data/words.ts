import type { Random } from '../store/random';

const ONSETS = [
	'b',
	'br',
	'd',
	'dr',
	'f',
	'g',
	'k',
	'kl',
	'l',
	'm',
	'n',
	'p',
	'r',
	's',
	'st',
	't',
	'v',
	'z',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ä', 'ö', 'ü', 'é', 'ai', 'ou'];
const CODAS = ['', '', 'n', 'r', 's', 'l', 'x', 'nd', 'rk', 'ß', 'ñ'];

/** A pronounceable word that is nobody's name, capitalised. */
export function word(random: Random, syllables = 2): string {
	let text = '';
	for (let i = 0; i < syllables; i += 1) {
		text += random.pick(ONSETS) + random.pick(VOWELS) + random.pick(CODAS);
	}
	return text[0]?.toUpperCase() + text.slice(1);
}

/** Texts that break careless readers and writers. */
export const HARD_TEXTS: readonly string[] = [
	`Ampers & Sons <Ltd> "Q" 'S'`,
	'😀 Smiley 👩‍👩‍👧 Werke',
	'שלום עולם',
	'مكتب الشحن',
	'株式会社サンプル',
	'Ωμέγα ΑΕ',
	'Zürich–Österreich ẞ',
	']]> <![CDATA[ ]]>',
	'Tab\tand “quotes”',
	'100 % = 1/1; a,b|c',
];

export function sentence(random: Random, words: number): string {
	const parts: string[] = [];
	for (let i = 0; i < words; i += 1) {
		parts.push(random.chance(0.04) ? random.pick(HARD_TEXTS) : word(random).toLowerCase());
	}
	const text = parts.join(' ');
	return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;
}

/** At least `length` characters. */
export function longText(random: Random, length: number): string {
	let text = '';
	while (text.length < length) text += `${sentence(random, 12)} `;
	return text.trimEnd();
}
