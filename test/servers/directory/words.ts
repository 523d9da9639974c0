/** Words that nobody is called: syllables put together by a number, in several scripts. */
const SCRIPTS: ReadonlyArray<readonly string[]> = [
	['ba', 'ko', 'li', 'ru', 'ne', 'ta', 'mo', 'vi', 'sa', 'du'],
	['bé', 'kö', 'lï', 'rů', 'ñe', 'tå', 'mø', 'vı', 'şa', 'ðu'],
	['ßa', "k'o", 'l-i', 'rú', 'ņe', 'ță', 'mő', 'vỹ', 'ša', 'đu'],
	['ба', 'ко', 'ли', 'ру', 'не', 'та', 'мо', 'ви', 'са', 'ду'],
	['βα', 'κο', 'λι', 'ρυ', 'νε', 'τα', 'μο', 'φι', 'σα', 'δυ'],
	['木', '山', '川', '雨', '石', '风', '海', '竹', '星', '鳥'],
];

export function word(number: number, script = 0): string {
	const syllables = SCRIPTS[script % SCRIPTS.length]!;
	let text = '';
	for (let rest = number + 10; rest > 0; rest = Math.floor(rest / 10)) text += syllables[rest % 10];
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The same number's word in ASCII, for addresses. */
export const plainWord = (number: number) => word(number).toLowerCase();
