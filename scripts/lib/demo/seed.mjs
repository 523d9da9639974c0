/** The demo's mailboxes as a seed file of the sandbox. */
import { CROWD, SERVICE, SOURCE, TARGET } from './data.mjs';

/** Column -> property of the sandbox's store. */
const PROPERTIES = {
	givenName: 'contacts:GivenName',
	surname: 'contacts:Surname',
	displayName: 'contacts:DisplayName',
	fileAs: 'contacts:FileAs',
	emailAddress1: 'contacts:EmailAddress:EmailAddress1',
	companyName: 'contacts:CompanyName',
	department: 'contacts:Department',
	jobTitle: 'contacts:JobTitle',
	businessPhone1: 'contacts:PhoneNumber:BusinessPhone',
	mobilePhone: 'contacts:PhoneNumber:MobilePhone',
	businessAddressStreet: 'contacts:PhysicalAddress:Street:Business',
	businessAddressCity: 'contacts:PhysicalAddress:City:Business',
};

const item = (contact) => ({
	kind: 'Contact',
	properties: Object.fromEntries(
		Object.entries(contact)
			.filter(([, value]) => value !== undefined)
			.map(([column, value]) => [PROPERTIES[column], value]),
	),
});

const mailbox = (primarySmtp, displayName, contacts) => ({
	primarySmtp,
	displayName,
	fullAccess: [SERVICE],
	folders: {
		contacts: { items: contacts.map(item) },
		'contacts/Customers': { folderClass: 'IPF.Contact' },
	},
});

/** @param data of demoData() */
export function sandboxSeed({ source, target, crowd }) {
	return {
		mailboxes: [
			{ primarySmtp: SERVICE, displayName: 'Sync Service' },
			mailbox(SOURCE, 'Source Mailbox', source),
			mailbox(TARGET, 'Target Mailbox', target),
			mailbox(CROWD, 'Crowded Mailbox', crowd),
		],
	};
}
