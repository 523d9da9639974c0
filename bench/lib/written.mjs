/** The 12 columns of the write benchmark: ours, exchangelib's field; ews-javascript-api sets them by hand. */
export const WRITTEN = [
	'displayName',
	'givenName',
	'surname',
	'companyName',
	'department',
	'jobTitle',
	'officeLocation',
	'emailAddress1',
	'businessPhone1',
	'mobilePhone',
	'businessAddressCity',
	'businessAddressPostalCode',
];

/** Values of a contact, by our column ids. */
export const contactValues = (n) => ({
	displayName: `Contact ${n}`,
	givenName: `Given ${n % 97}`,
	surname: `Family ${n % 1009} & Söhne`,
	companyName: `Company ${n % 50}`,
	department: `Department ${n % 20}`,
	jobTitle: 'Engineer',
	officeLocation: `Room ${n % 300}`,
	emailAddress1: `contact${n}@contoso.example`,
	businessPhone1: `+49 30 ${n}`,
	mobilePhone: `+49 1555 ${n}`,
	businessAddressCity: 'Zürich',
	businessAddressPostalCode: String(80_000 + (n % 100)),
});

/** CPU and wall time of each of the phases, in ms; they run one after the other, `warm` of them small before. */
export async function phases(cycle, count, warm) {
	await cycle(warm, async (_name, work) => await work());
	globalThis.gc?.();
	const result = {};
	await cycle(count, async (name, work) => {
		const cpu = process.cpuUsage();
		const start = performance.now();
		const given = await work();
		const wall = performance.now() - start;
		const { user, system } = process.cpuUsage(cpu);
		result[name] = { cpu: (user + system) / 1000, wall };
		return given;
	});
	return result;
}
