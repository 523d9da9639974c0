// ews-javascript-api, a client that this project did not write, at work in a mailbox of the sandbox.
// Reads one JSON object from standard input and prints one, as exchangelib_client.py does.
//
// It neither escapes what it sends nor keeps outer spaces of what it reads, and it knows no NTLM without a
// package of its own: what is written through it is escaped here first, and its reading is judged trimmed.
import ews from 'ews-javascript-api';

const {
	Appointment,
	BasePropertySet,
	BodyType,
	Contact,
	ContactsFolder,
	DateTime,
	EmailAddress,
	EmailMessage,
	ExchangeService,
	ExchangeVersion,
	Folder,
	Importance,
	ItemId,
	ItemView,
	LegacyFreeBusyStatus,
	MessageBody,
	PhoneNumberKey,
	PhysicalAddressEntry,
	PhysicalAddressKey,
	PropertySet,
	SendInvitationsMode,
	StringList,
	Task,
	TaskStatus,
	Uri,
	WebCredentials,
	WellKnownFolderName,
	EmailAddressKey,
	SearchFilter,
	ContactSchema,
} = ews;

const escape = (text) => text.replace(/[&<>"'\r]/g, (char) => `&#${char.charCodeAt(0)};`);
const titled = (text) => text[0].toUpperCase() + text.slice(1);
const lowered = (text) => text[0].toLowerCase() + text.slice(1);
// A kind would have to fit the service's zone; without one it is read in the process's, which is UTC here.
const dateOf = (text) => new DateTime(text);
const isoOf = (time) =>
	time.TotalMilliSeconds && new Date(time.TotalMilliSeconds).toISOString().replace('.000Z', 'Z');

const HOMES = {
	contact: WellKnownFolderName.Contacts,
	message: WellKnownFolderName.Inbox,
	event: WellKnownFolderName.Calendar,
	task: WellKnownFolderName.Tasks,
};

/** Our column -> how it is set, and how it is read. */
const plain = (name) => ({
	set: (item, value) => {
		item[name] = escape(value);
	},
	get: (item) => item[name] ?? null,
});
const categories = {
	set: (item, value) => {
		item.Categories = new StringList(value.map(escape));
	},
	get: (item) => item.Categories?.GetEnumerator() ?? null,
};
const body = {
	set: (item, value, { bodyType }) => {
		item.Body = new MessageBody(bodyType === 'html' ? BodyType.HTML : BodyType.Text, escape(value));
	},
	get: (item) => item.Body?.Text ?? null,
};
const chosen = (name, names) => ({
	set: (item, value) => {
		item[name] = names[titled(value)];
	},
	get: (item) => lowered(names[item[name]]),
});
const entryOf = (dictionary, key) => (dictionary.Contains(key) ? dictionary._getItem(key) : null);
const phone = (key) => ({
	set: (item, value) => item.PhoneNumbers._setItem(PhoneNumberKey[key], escape(value)),
	get: (item) => entryOf(item.PhoneNumbers, PhoneNumberKey[key]),
});
const email = (key) => ({
	set: (item, value) => item.EmailAddresses._setItem(EmailAddressKey[key], new EmailAddress(value)),
	get: (item) => entryOf(item.EmailAddresses, EmailAddressKey[key])?.Address ?? null,
});
const address = (key, part) => ({
	set: (item, value) => {
		const addresses = item.PhysicalAddresses;
		const entry = addresses.Contains(PhysicalAddressKey[key])
			? addresses._getItem(PhysicalAddressKey[key])
			: new PhysicalAddressEntry();
		entry[part] = escape(value);
		addresses._setItem(PhysicalAddressKey[key], entry);
	},
	get: (item) => entryOf(item.PhysicalAddresses, PhysicalAddressKey[key])?.[part] ?? null,
});

const COLUMNS = {
	contact: {
		displayName: plain('DisplayName'),
		fileAs: plain('FileAs'),
		givenName: plain('GivenName'),
		surname: plain('Surname'),
		companyName: plain('CompanyName'),
		jobTitle: plain('JobTitle'),
		department: plain('Department'),
		personalNotes: body,
		businessAddressStreet: address('Business', 'Street'),
		businessAddressCity: address('Business', 'City'),
		homeAddressCity: address('Home', 'City'),
		businessPhone1: phone('BusinessPhone'),
		mobilePhone: phone('MobilePhone'),
		emailAddress1: email('EmailAddress1'),
		emailAddress2: email('EmailAddress2'),
		categories,
	},
	message: {
		subject: plain('Subject'),
		body,
		importance: chosen('Importance', Importance),
		categories,
		toRecipients: {
			set: (item, value) => value.forEach((one) => item.ToRecipients.Add(one.name, one.address)),
			get: (item) =>
				item.ToRecipients.GetEnumerator().map((one) => ({ name: one.Name, address: one.Address })),
		},
	},
	event: {
		subject: plain('Subject'),
		location: plain('Location'),
		body,
		startDateTime: {
			set: (item, value) => {
				item.Start = dateOf(value);
			},
			get: (item) => isoOf(item.Start),
		},
		endDateTime: {
			set: (item, value) => {
				item.End = dateOf(value);
			},
			get: (item) => isoOf(item.End),
		},
		showAs: chosen('LegacyFreeBusyStatus', LegacyFreeBusyStatus),
	},
	task: {
		subject: plain('Subject'),
		body,
		dueDate: {
			set: (item, value) => {
				item.DueDate = dateOf(`${value}T00:00:00Z`);
			},
			get: (item) => isoOf(item.DueDate)?.slice(0, 10),
		},
		status: chosen('Status', TaskStatus),
		percentComplete: {
			set: (item, value) => {
				item.PercentComplete = value;
			},
			get: (item) => item.PercentComplete,
		},
	},
};
const CLASSES = { contact: Contact, message: EmailMessage, event: Appointment, task: Task };

const ACTIONS = {
	async create(service, { kind, records }) {
		const made = [];
		for (const record of records) {
			const item = new CLASSES[kind](service);
			for (const [column, value] of Object.entries(record)) {
				COLUMNS[kind][column]?.set(item, value, record);
			}
			if (kind === 'event') await item.Save(SendInvitationsMode.SendToNone);
			else await item.Save(HOMES[kind]);
			made.push({ id: item.Id.UniqueId });
		}
		return made;
	},
	async read(service, { kind, ids }) {
		const rows = [];
		for (const id of ids) {
			const set = new PropertySet(BasePropertySet.FirstClassProperties);
			set.RequestedBodyType = kind === 'message' ? BodyType.HTML : BodyType.Text;
			const item = await CLASSES[kind].Bind(service, new ItemId(id), set);
			const columns = Object.entries(COLUMNS[kind]);
			rows.push(Object.fromEntries(columns.map(([column, { get }]) => [column, get(item)])));
		}
		return rows;
	},
	async page(service, { kind, size }) {
		const folder = await Folder.Bind(service, HOMES[kind]);
		const ids = [];
		const view = new ItemView(size);
		for (;;) {
			const found = await folder.FindItems(view);
			ids.push(...found.Items.map((item) => item.Id.UniqueId));
			if (!found.MoreAvailable) return ids;
			view.Offset = found.NextPageOffset;
		}
	},
	async find(service, { kind, company }) {
		const filter = new SearchFilter.IsEqualTo(ContactSchema.CompanyName, escape(company));
		const folder = await ContactsFolder.Bind(service, HOMES[kind]);
		const found = await folder.FindItems(filter, new ItemView(1000));
		return found.Items.map((item) => item.Id.UniqueId);
	},
};

let text = '';
for await (const chunk of process.stdin) text += chunk;
const job = JSON.parse(text);
const service = new ExchangeService(ExchangeVersion.Exchange2013);
service.Credentials = new WebCredentials(job.user, job.password);
service.Url = new Uri(job.server);
const results = [];
for (const step of job.steps) results.push(await ACTIONS[step.do](service, step));
console.log(JSON.stringify({ results }));
