/** The pages a person or a misdirected client meets on an Exchange server. */
const page = (title: string, body: string): string =>
	`<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>\n`;

export const homePage = page(
	'Exchange sandbox',
	'<h1>Exchange sandbox</h1><p>Exchange Web Services answer at <code>/EWS/Exchange.asmx</code>.</p>',
);

export const servicePage = page(
	'Service',
	'<h1>Service</h1><p>You have reached Exchange Web Services. Send SOAP requests by POST.</p>',
);

export const loginPage = page(
	'Outlook',
	'<form action="/owa/auth.owa" method="POST" name="logonForm"><h1>Outlook</h1><label>Domain\\user name: <input name="username"></label><label>Password: <input name="password" type="password"></label><input type="submit" value="sign in"></form>',
);

export const unauthorizedPage = page(
	'401 - Unauthorized',
	'<h1>401 - Unauthorized: Access is denied due to invalid credentials.</h1>',
);

export const unavailablePage = page('Service Unavailable', '<h1>Service Unavailable</h1>');

export const errorPage = page('Runtime Error', '<h1>Server Error in /EWS Application.</h1>');
