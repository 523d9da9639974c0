/**
 * What the two mailboxes of the demo hold, made from a seed: contacts that the sync must create, update,
 * leave alone and refuse, and contacts that it must not touch at all.
 */
export const SOURCE = 'source@contoso.example';
export const TARGET = 'target@contoso.example';
/** Holds more contacts than a tool gets at once. */
export const CROWD = 'crowd@contoso.example';
/** Signs in and has full access to all of them. */
export const SERVICE = 'sync.service@contoso.example';

const DEPARTMENTS = ['Sales', 'Service', 'Research', 'Purchasing'];
const TITLES = [
	'Agent',
	'Lead',
	'R&D <lead>',
	'Head of "Trade"',
	"Buyer's aide",
	'Ingénieur',
	'مهندس',
];
const CITIES = ['Köln', 'Łódź', 'Århus', 'Leeds', 'Αθήνα', 'Quito'];
const WORDS = ['Alpha', 'Bravo', 'Delta', 'Echo', 'Golf', 'Kilo', 'Lima', 'Oscar', 'Tango', 'Zulu'];

/** Mulberry32: small, and the same on every machine. */
function randomFrom(seed) {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return {
		between: (low, high) => low + Math.floor(next() * (high - low + 1)),
		pick: (list) => list[Math.floor(next() * list.length)],
	};
}

/** What the mapping of the workflow makes of a source contact. */
function mapped(contact) {
	const phone = (number) => number.replace(/^00/, '+');
	return {
		...contact,
		displayName: `${contact.surname}, ${contact.givenName}`,
		fileAs: `${contact.surname}, ${contact.givenName}`,
		emailAddress1: contact.emailAddress1.toLowerCase(),
		businessPhone1: phone(contact.businessPhone1),
		mobilePhone: phone(contact.mobilePhone),
	};
}

/**
 * @param {number} seed
 * @returns {{ source: object[], target: object[], crowd: object[], expected: object }} contacts by canonical column names,
 * and what a first run has to come to; only tests look at that
 */
export function demoData(seed) {
	const random = randomFrom(seed);
	let number = 0;
	const contact = (over = {}) => {
		number += 1;
		const first = random.pick(WORDS);
		return {
			givenName: first,
			surname: `Contact ${number}`,
			displayName: `${first} Contact ${number}`,
			fileAs: `${first} Contact ${number}`,
			emailAddress1: `${first}.Contact${number}@Contoso.example`,
			companyName: 'Contoso',
			department: random.pick(DEPARTMENTS),
			jobTitle: random.pick(TITLES),
			businessPhone1: `0044 20 7946 ${String(random.between(0, 999)).padStart(4, '0')}`,
			mobilePhone: `0044 7700 900${String(random.between(0, 999)).padStart(3, '0')}`,
			businessAddressStreet: `${random.between(1, 200)} Quay Street`,
			businessAddressCity: random.pick(CITIES),
			...over,
		};
	};
	const many = (low, high, make) => Array.from({ length: random.between(low, high) }, make);

	const created = many(12, 30, () => contact());
	const unchanged = many(10, 25, () => contact());
	const updated = many(8, 20, () => contact());
	const keyless = many(1, 3, () => contact({ emailAddress1: undefined }));
	const doubled = many(1, 2, () => contact());
	const elsewhere = many(5, 15, () => contact({ companyName: 'Fabrikam' }));
	const archived = many(2, 6, () => contact({ department: 'Archive' }));
	// longer than the 255 characters that a list read of Exchange delivers
	unchanged[0].businessAddressStreet = 'Building 7, entrance from the courtyard & up the stairs; '
		.repeat(6)
		.trim();

	const differ = [
		(row) => ({ ...row, jobTitle: 'Trainee' }),
		(row) => ({ ...row, mobilePhone: undefined, department: 'Archive' }),
		(row) => ({ ...row, businessAddressCity: row.businessAddressCity.toUpperCase() + '?' }),
	];
	const target = [
		...unchanged.map(mapped),
		...updated.map(mapped).map((row, i) => differ[i % differ.length](row)),
		...doubled.map(mapped).flatMap((row) => [row, { ...row, jobTitle: 'Duplicate' }]),
		...many(3, 8, () => contact({ companyName: 'Northwind' })),
	];
	const source = [
		...created,
		...unchanged,
		...updated,
		...keyless,
		...doubled,
		...elsewhere,
		...archived,
	];
	const refused = keyless.length + doubled.length;
	const crowd = Array.from({ length: 120 }, () => contact());
	return {
		crowd,
		source: shuffle(source, random),
		target: shuffle(target, random),
		expected: {
			queried: created.length + unchanged.length + updated.length + refused,
			created: created.length,
			updated: updated.length,
			unchanged: unchanged.length,
			failed: 0,
			refused,
		},
	};
}

function shuffle(list, random) {
	const rest = [...list];
	return list.map(() => rest.splice(random.between(0, rest.length - 1), 1)[0]);
}
