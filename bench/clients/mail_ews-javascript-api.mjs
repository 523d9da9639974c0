// Reads all messages with bodies and recipients with ews-javascript-api: found, then loaded page by page.
import { createRequire } from 'node:module';
import { input } from '../lib/child.mjs';
import { MAIL_COLUMNS } from '../lib/columns.mjs';
import { metered } from '../lib/meter.mjs';

const { url, user, password, warmUp, watch } = await input();
const ews = createRequire(import.meta.url)('ews-javascript-api');
const service = new ews.ExchangeService(ews.ExchangeVersion.Exchange2013_SP1);
service.Credentials = new ews.WebCredentials(user, password);
service.Url = new ews.Uri(url);
const schema = (name) => ews.EmailMessageSchema[name] ?? ews.ItemSchema[name];
const properties = MAIL_COLUMNS.map(([, name]) => schema(name));
if (properties.some((property) => !property)) throw new Error('a property has no schema entry');
/** Messages per GetItem, as this package reads them. */
const AT_ONCE = 200;

async function read(limit = Infinity) {
	const view = new ews.ItemView(Math.min(1000, limit));
	view.PropertySet = new ews.PropertySet(ews.BasePropertySet.IdOnly);
	const wanted = new ews.PropertySet(ews.BasePropertySet.IdOnly, properties);
	let rows = 0;
	let checksum = 0;
	for (;;) {
		const page = await service.FindItems(ews.WellKnownFolderName.Drafts, view);
		for (let start = 0; start < page.Items.length; start += AT_ONCE) {
			const items = page.Items.slice(start, start + AT_ONCE);
			await service.LoadPropertiesForItems(items, wanted);
			for (const item of items) {
				const row = properties.map((property) => {
					const found = { outValue: null };
					item.TryGetProperty(property, found);
					return found.outValue;
				});
				rows += 1;
				checksum += row[0]?.length ?? 0;
			}
		}
		if (!page.MoreAvailable || rows >= limit) return { rows, checksum };
		view.Offset = page.NextPageOffset;
	}
}

if (warmUp) await read(warmUp);
const measured = await metered(() => read(), watch);
console.log(JSON.stringify({ ...measured, ...measured.result }));
process.exit(0);
