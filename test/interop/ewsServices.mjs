// ews-javascript-api beyond items: folders, attachments, mail, meetings, synchronization, out-of-office, free and
// busy times, people, rules and delegates. Reads one JSON object from standard input, prints what each step told.
import ews from 'ews-javascript-api';

const {
	Appointment,
	AttendeeInfo,
	AvailabilityData,
	BasePropertySet,
	BodyType,
	CalendarView,
	ConflictResolutionMode,
	ContactGroup,
	CreateRuleOperation,
	DateTime,
	DelegateFolderPermissionLevel,
	DelegateUser,
	DeleteMode,
	EmailMessage,
	ExchangeService,
	ExchangeVersion,
	Folder,
	FolderId,
	FolderView,
	IdFormat,
	AlternateId,
	Item,
	ItemId,
	ItemView,
	Mailbox,
	MessageBody,
	OofReply,
	OofSettings,
	OofState,
	PropertySet,
	ResolveNameSearchLocation,
	ResponseActions,
	Rule,
	SearchFilter,
	EmailMessageSchema,
	ItemSchema,
	SendCancellationsMode,
	SendInvitationsMode,
	SyncFolderItemsScope,
	TimeWindow,
	Uri,
	WebCredentials,
	WellKnownFolderName,
} = ews;

let text = '';
for await (const chunk of process.stdin) text += chunk;
const job = JSON.parse(text);
const connect = ({ user, password }) => {
	const service = new ExchangeService(ExchangeVersion.Exchange2013_SP1);
	service.Credentials = new WebCredentials(user, password);
	service.Url = new Uri(job.server);
	return service;
};
const own = connect(job.account);
const other = connect(job.other);
const all = new PropertySet(BasePropertySet.FirstClassProperties);
const at = (hour) => new DateTime(`2026-12-01T${String(hour).padStart(2, '0')}:00:00Z`);
const inbox = async (service, subject) => {
	const filter = new SearchFilter.IsEqualTo(ItemSchema.Subject, subject);
	const found = await service.FindItems(WellKnownFolderName.Inbox, filter, new ItemView(10));
	return found.Items;
};

const STEPS = {
	async folders() {
		const folder = new Folder(own);
		folder.DisplayName = 'By the other client';
		await folder.Save(WellKnownFolderName.Inbox);
		folder.DisplayName = 'Renamed';
		await folder.Update();
		const moved = await folder.Copy(WellKnownFolderName.MsgFolderRoot);
		const found = await own.FindFolders(WellKnownFolderName.MsgFolderRoot, new FolderView(100));
		const names = found.Folders.map((one) => one.DisplayName);
		await moved.Empty(DeleteMode.HardDelete, true);
		await moved.Delete(DeleteMode.HardDelete);
		return { renamed: names.includes('Renamed'), count: names.length };
	},
	async attachments() {
		const message = new EmailMessage(own);
		message.Subject = 'With files';
		message.Body = new MessageBody(BodyType.Text, 'Body');
		message.Attachments.AddFileAttachment(
			'hello.txt',
			Buffer.from('Hello file').toString('base64'),
		);
		await message.Save(WellKnownFolderName.Drafts);
		const read = await EmailMessage.Bind(own, message.Id, all);
		const [file] = read.Attachments.GetEnumerator();
		await file.Load();
		const content = Buffer.from(file.Base64Content ?? file.content ?? '', 'base64').toString();
		return { name: file.Name, content, has: read.HasAttachments };
	},
	async mail() {
		const message = new EmailMessage(own);
		message.Subject = 'A question';
		message.Body = new MessageBody(BodyType.HTML, '&lt;p&gt;Well?&lt;/p&gt;');
		message.ToRecipients.Add(job.other.mailbox);
		await message.SendAndSaveCopy();
		const [received] = await inbox(other, 'A question');
		const bound = await EmailMessage.Bind(other, received.Id, all);
		await bound.Reply(new MessageBody(BodyType.Text, 'Yes.'), false);
		const [answer] = await inbox(own, 'RE: A question');
		const forwarded = await EmailMessage.Bind(own, answer.Id, all);
		await forwarded.Forward(new MessageBody(BodyType.Text, 'See below.'), [
			new ews.EmailAddress(job.other.mailbox),
		]);
		const found = await inbox(other, 'FW: A question');
		await forwarded.Move(WellKnownFolderName.JunkEmail);
		const deleted = await EmailMessage.Bind(other, received.Id);
		await deleted.Delete(DeleteMode.MoveToDeletedItems);
		return { answer: answer.Subject, forwarded: found.length, from: bound.From.Address };
	},
	async meetings() {
		const meeting = new Appointment(own);
		meeting.Subject = 'Meeting';
		meeting.Start = at(10);
		meeting.End = at(11);
		meeting.RequiredAttendees.Add(job.other.mailbox);
		await meeting.Save(SendInvitationsMode.SendToAllAndSaveCopy);
		const [request] = await inbox(other, 'Meeting');
		const bound = await Item.Bind(other, request.Id, all);
		await bound.Accept(true);
		const told = await Appointment.Bind(own, meeting.Id, all);
		const [attendee] = told.RequiredAttendees.GetEnumerator();
		const view = new CalendarView(at(0), at(23));
		const seen = await other.FindAppointments(WellKnownFolderName.Calendar, view);
		told.Location = 'Room 2';
		await told.Update(
			ConflictResolutionMode.AlwaysOverwrite,
			ews.SendInvitationsOrCancellationsMode.SendToAllAndSaveCopy,
		);
		await told.CancelMeeting('Sorry');
		const cancelled = await inbox(other, 'Canceled: Meeting');
		return {
			response: ews.MeetingResponseType[attendee.ResponseType],
			seen: seen.Items.length,
			cancelled: cancelled.length,
		};
	},
	async synchronization() {
		const folder = new FolderId(WellKnownFolderName.Tasks);
		const sync = (state) =>
			own.SyncFolderItems(folder, all, null, 100, SyncFolderItemsScope.NormalItems, state);
		const first = await sync(null);
		const task = new ews.Task(own);
		task.Subject = 'Synchronized';
		await task.Save(WellKnownFolderName.Tasks);
		const second = await sync(first.SyncState);
		await task.Delete(DeleteMode.HardDelete);
		const third = await sync(second.SyncState);
		const hierarchy = await own.SyncFolderHierarchy(
			new FolderId(WellKnownFolderName.MsgFolderRoot),
			all,
			null,
		);
		const changes = (answer) => answer.GetEnumerator().map((one) => ews.ChangeType[one.ChangeType]);
		return {
			created: changes(second),
			deleted: changes(third),
			folders: hierarchy.GetEnumerator().length > 5,
		};
	},
	async outOfOffice() {
		const settings = new OofSettings();
		settings.State = OofState.Enabled;
		settings.InternalReply = new OofReply('Away');
		settings.ExternalReply = new OofReply('Away too');
		await own.SetUserOofSettings(job.account.mailbox, settings);
		const read = await own.GetUserOofSettings(job.account.mailbox);
		return { state: OofState[read.State], reply: read.InternalReply.Message };
	},
	async availability() {
		const busy = new Appointment(other);
		busy.Subject = 'Busy';
		busy.Start = at(14);
		busy.End = at(15);
		await busy.Save(SendInvitationsMode.SendToNone);
		const window = new TimeWindow(at(0), at(0).AddDays(1));
		const answer = await own.GetUserAvailability(
			[new AttendeeInfo(job.other.mailbox)],
			window,
			AvailabilityData.FreeBusyAndSuggestions,
		);
		const [attendee] =
			answer.AttendeesAvailability.Responses ?? answer.AttendeesAvailability.responses;
		const busyEvents = attendee.CalendarEvents.filter(
			(one) => one.FreeBusyStatus === ews.LegacyFreeBusyStatus.Busy,
		);
		return { events: busyEvents.length, suggestions: answer.Suggestions?.length > 0 };
	},
	async people() {
		const names = await own.ResolveName(
			job.other.mailbox,
			ResolveNameSearchLocation.DirectoryOnly,
			true,
		);
		const [found] = names.GetEnumerator?.() ?? names.Items ?? names;
		const group = new ContactGroup(own);
		group.DisplayName = 'A group';
		group.Members.AddOneOff('Somebody', 'somebody@example.org', 'SMTP');
		await group.Save(WellKnownFolderName.Contacts);
		const expanded = await own.ExpandGroup(group.Id);
		return {
			address: found.Mailbox.Address,
			members: expanded.Members.map((one) => one.Address),
		};
	},
	async ids() {
		const found = await own.FindItems(WellKnownFolderName.Contacts, new ItemView(1));
		const id = new AlternateId(IdFormat.EwsId, found.Items[0].Id.UniqueId, job.account.mailbox);
		const hex = await own.ConvertId(id, IdFormat.HexEntryId);
		const back = await own.ConvertId(hex, IdFormat.EwsId);
		return { same: back.UniqueId === found.Items[0].Id.UniqueId };
	},
	async rules() {
		const rule = new Rule();
		rule.DisplayName = 'Move invoices';
		rule.Priority = 1;
		rule.IsEnabled = true;
		rule.Conditions.ContainsSubjectStrings.Add('Invoice');
		rule.Actions.MoveToFolder = new FolderId(WellKnownFolderName.JunkEmail);
		await own.UpdateInboxRules([new CreateRuleOperation(rule)], true);
		const read = await own.GetInboxRules();
		return { names: read.GetEnumerator().map((one) => one.DisplayName) };
	},
	async delegates() {
		const delegate = new DelegateUser(job.other.mailbox);
		delegate.Permissions.CalendarFolderPermissionLevel = DelegateFolderPermissionLevel.Editor;
		const mailbox = new Mailbox(job.account.mailbox);
		await own.AddDelegates(mailbox, ews.MeetingRequestsDeliveryScope.DelegatesAndMe, [delegate]);
		const read = await own.GetDelegates(mailbox, true);
		const list = read.DelegateUserResponses.map(
			(one) => one.DelegateUser.UserId.PrimarySmtpAddress,
		);
		await own.RemoveDelegates(mailbox, [new ews.UserId(job.other.mailbox)]);
		return { list };
	},
	async zones() {
		const zones = await own.GetServerTimeZones();
		return { many: zones.length > 100 };
	},
	async rooms() {
		const lists = await own.GetRoomLists();
		return { lists: lists.GetEnumerator().length };
	},
};

const results = {};
for (const [name, step] of Object.entries(STEPS)) {
	try {
		results[name] = await step();
	} catch (error) {
		results[name] = { error: String(error?.message ?? error), code: error?.ErrorCode };
	}
}
console.log(JSON.stringify(results));
