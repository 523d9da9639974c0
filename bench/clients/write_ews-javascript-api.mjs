// Creates, updates and deletes contacts with ews-javascript-api, 100 per request as this package does.
import { createRequire } from 'node:module';
import { input } from '../lib/child.mjs';
import { contactValues, phases } from '../lib/written.mjs';

const { url, user, password, count, warm } = await input();
const ews = createRequire(import.meta.url)('ews-javascript-api');
const service = new ews.ExchangeService(ews.ExchangeVersion.Exchange2013_SP1);
service.Credentials = new ews.WebCredentials(user, password);
service.Url = new ews.Uri(url);
const folder = new ews.FolderId(ews.WellKnownFolderName.Contacts);
const BATCH = 100;

function contact(values) {
	const item = new ews.Contact(service);
	item.DisplayName = values.displayName;
	item.GivenName = values.givenName;
	// It writes text as it is: without this the server refuses the request.
	item.Surname = values.surname.replace('&', '&amp;');
	item.CompanyName = values.companyName;
	item.Department = values.department;
	item.JobTitle = values.jobTitle;
	item.OfficeLocation = values.officeLocation;
	item.EmailAddresses._setItem(
		ews.EmailAddressKey.EmailAddress1,
		new ews.EmailAddress(values.emailAddress1),
	);
	item.PhoneNumbers._setItem(ews.PhoneNumberKey.BusinessPhone, values.businessPhone1);
	item.PhoneNumbers._setItem(ews.PhoneNumberKey.MobilePhone, values.mobilePhone);
	const address = new ews.PhysicalAddressEntry();
	address.City = values.businessAddressCity;
	address.PostalCode = values.businessAddressPostalCode;
	item.PhysicalAddresses._setItem(ews.PhysicalAddressKey.Business, address);
	return item;
}

async function inBatches(items, write) {
	for (let start = 0; start < items.length; start += BATCH) {
		const answers = await write(items.slice(start, start + BATCH));
		if (answers.OverallResult !== ews.ServiceResult.Success)
			throw new Error('not all were written');
	}
}

async function cycle(size, phase) {
	const items = await phase('create', async () => {
		const made = Array.from({ length: size }, (_, n) => contact(contactValues(n)));
		await inBatches(made, (part) =>
			service.CreateItems(part, folder, ews.MessageDisposition.SaveOnly, null),
		);
		return made;
	});
	await phase('update', async () => {
		for (const [n, item] of items.entries()) {
			item.JobTitle = 'Director';
			item.Department = `New ${n}`;
			item.PhoneNumbers._setItem(ews.PhoneNumberKey.MobilePhone, null);
		}
		await inBatches(items, (part) =>
			service.UpdateItems(
				part,
				null,
				ews.ConflictResolutionMode.AutoResolve,
				ews.MessageDisposition.SaveOnly,
				null,
			),
		);
	});
	await phase('delete', async () => {
		await inBatches(
			items.map(({ Id }) => Id),
			(part) => service.DeleteItems(part, ews.DeleteMode.HardDelete, null, null),
		);
	});
}

console.log(JSON.stringify(await phases(cycle, count, warm)));
process.exit(0);
