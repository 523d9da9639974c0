// Reads all contacts with ews-javascript-api as it comes, every wanted property looked at.
import { createRequire } from 'node:module';
import { input } from '../lib/child.mjs';
import { CONTACT_COLUMNS } from '../lib/columns.mjs';
import { metered } from '../lib/meter.mjs';

const { url, user, password, warmUp, watch } = await input();
const ews = createRequire(import.meta.url)('ews-javascript-api');
const service = new ews.ExchangeService(ews.ExchangeVersion.Exchange2013_SP1);
service.Credentials = new ews.WebCredentials(user, password);
service.Url = new ews.Uri(url);
const schema = (name) => ews.ContactSchema[name] ?? ews.ItemSchema[name];
const properties = CONTACT_COLUMNS.map(([, name]) => schema(name));
if (properties.some((property) => !property)) throw new Error('a property has no schema entry');
// Entries of a dictionary are asked for one by one and read as the dictionary.
const { EmailAddresses, PhoneNumbers, PhysicalAddresses } = ews.ContactSchema;
const readable = [
	...properties.filter((property) => property instanceof ews.PropertyDefinition),
	EmailAddresses,
	PhoneNumbers,
	PhysicalAddresses,
];
const surname = readable.indexOf(ews.ContactSchema.Surname);

async function read(limit = Infinity) {
	const view = new ews.ItemView(Math.min(1000, limit));
	view.PropertySet = new ews.PropertySet(ews.BasePropertySet.IdOnly, properties);
	let rows = 0;
	let checksum = 0;
	for (;;) {
		const page = await service.FindItems(ews.WellKnownFolderName.Contacts, view);
		for (const item of page.Items) {
			const row = readable.map((property) => {
				const found = { outValue: null };
				item.TryGetProperty(property, found);
				return found.outValue;
			});
			rows += 1;
			checksum += row[surname]?.length ?? 0;
		}
		if (!page.MoreAvailable || rows >= limit) return { rows, checksum };
		view.Offset = page.NextPageOffset;
	}
}

if (warmUp) await read(warmUp);
const measured = await metered(() => read(), watch);
console.log(JSON.stringify({ ...measured, ...measured.result }));
process.exit(0);
