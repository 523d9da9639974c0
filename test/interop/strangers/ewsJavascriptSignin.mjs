// ews-javascript-api signing in: {server, auth, user, password, token} on stdin, {folder} on stdout.
import ews from 'ews-javascript-api';

const {
	ExchangeService,
	ExchangeVersion,
	Folder,
	OAuthCredentials,
	Uri,
	WebCredentials,
	WellKnownFolderName,
} = ews;
let text = '';
for await (const piece of process.stdin) text += piece;
const order = JSON.parse(text);
const service = new ExchangeService(ExchangeVersion.Exchange2013_SP1);
service.Url = new Uri(order.server);
if (order.auth === 'OAuth') {
	service.Credentials = new OAuthCredentials(order.token);
} else {
	service.Credentials = new WebCredentials(order.user, order.password);
	if (order.auth === 'NTLM') {
		const { XhrApi } = await import('@ewsjs/xhr');
		service.XHRApi = new XhrApi({ gzip: true }).useNtlmAuthentication(order.user, order.password);
	}
}
try {
	const folder = await Folder.Bind(service, WellKnownFolderName.Inbox);
	console.log(JSON.stringify({ folder: folder.DisplayName }));
} catch (error) {
	console.log(JSON.stringify({ error: String(error.message ?? error).slice(0, 300) }));
}
