/**
 * What servers answer, in plain words. Result codes: https://www.rfc-editor.org/rfc/rfc4511#appendix-A;
 * Active Directory adds `data XXX` to a refused sign-in and a Windows code in front of the text.
 */
export interface Verdict {
	readonly kind: 'fatal' | 'retriable' | 'skippable' | 'conflict' | 'permission';
	readonly message: string;
	readonly advice?: string;
	readonly field?: string;
}

export interface Rule extends Verdict {
	/** LDAP result code, or code of a socket error. */
	readonly code?: number | string;
	/** Found in the server's text; without `code` it alone decides. */
	readonly text?: RegExp;
}

const SIGN_IN = 'The sign-in was refused';

/** By the hexadecimal number after `data` in the text of a refused sign-in. */
export const BIND_DATA: Readonly<Record<string, Verdict>> = {
	'525': {
		kind: 'fatal',
		field: 'User',
		message: `${SIGN_IN}: the directory does not know this user`,
		advice: "Check 'User': write it as DOMAIN\\name or name@domain.",
	},
	'52e': {
		kind: 'fatal',
		field: 'Password',
		message: `${SIGN_IN}: the user or the password is wrong`,
		advice:
			"Enter the password again. Check 'User' too: most servers want the domain with it, as DOMAIN\\name or name@domain.",
	},
	'52f': {
		kind: 'fatal',
		field: 'User',
		message: `${SIGN_IN}: the account may not sign in this way`,
		advice:
			'A policy restricts it (empty password, Protected Users, an authentication policy). Use another account.',
	},
	'530': {
		kind: 'fatal',
		field: 'User',
		message: `${SIGN_IN}: the account may not sign in at this time`,
		advice: 'Its logon hours do not include now. Have the administrator change them.',
	},
	'531': {
		kind: 'fatal',
		field: 'User',
		message: `${SIGN_IN}: the account may not sign in from this computer`,
		advice: "Its 'Log On To' list does not name the machine that runs n8n.",
	},
	'532': {
		kind: 'fatal',
		field: 'Password',
		message: `${SIGN_IN}: the password has expired`,
		advice: 'Set a new password for the account, then enter it here.',
	},
	'533': {
		kind: 'fatal',
		field: 'User',
		message: `${SIGN_IN}: the account is disabled`,
		advice: 'Have the administrator enable it: Enable-ADAccount.',
	},
	'701': {
		kind: 'fatal',
		field: 'User',
		message: `${SIGN_IN}: the account has expired`,
		advice:
			'Have the administrator move its end: Set-ADAccountExpiration, or Clear-ADAccountExpiration.',
	},
	'773': {
		kind: 'fatal',
		field: 'Password',
		message: `${SIGN_IN}: the password must be changed at the first sign-in`,
		advice: "Set a password without 'User must change password at next logon', then enter it here.",
	},
	'775': {
		kind: 'fatal',
		field: 'User',
		message: `${SIGN_IN}: the account is locked`,
		advice: 'Too many wrong passwords. Wait, or have the administrator run Unlock-ADAccount.',
	},
};

/** The first rule that fits. */
export const RULES: readonly Rule[] = [
	{
		code: 'ENOTFOUND',
		kind: 'fatal',
		field: 'Hosts',
		message: "The host '{host}' is unknown",
		advice:
			"Check the spelling of 'Hosts', and that the machine that runs n8n can resolve this name.",
	},
	{
		code: 'EAI_AGAIN',
		kind: 'retriable',
		field: 'Hosts',
		message: "The name of the host '{host}' could not be resolved just now",
		advice: 'Check the DNS server of the machine that runs n8n.',
	},
	{
		code: 'ECONNREFUSED',
		kind: 'retriable',
		field: 'Port',
		message: "Nothing listens on port {port} of '{host}'",
		advice:
			"Check 'Port': 636 with implicit TLS, 389 with StartTLS. A firewall may also refuse it.",
	},
	...['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'].map((code): Rule => ({
		code,
		kind: 'retriable',
		field: 'Hosts',
		message: "There is no way to the host '{host}'",
		advice: 'Check the network between n8n and the domain controller.',
	})),
	...['ETIMEDOUT', 'CONNECT_TIMEOUT'].map((code): Rule => ({
		code,
		kind: 'retriable',
		field: 'Port',
		message: "Port {port} of '{host}' does not answer",
		advice: 'A firewall probably drops the packets. Have it opened for the machine that runs n8n.',
	})),
	...[
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'UNABLE_TO_GET_ISSUER_CERT',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'CERT_UNTRUSTED',
	].map((code): Rule => ({
		code,
		kind: 'fatal',
		field: 'CA Certificate',
		message: "The certificate of '{host}' is not signed by an authority that is trusted here",
		advice:
			"Paste the certificate of your authority as 'CA Certificate' (certutil -ca.cert ca.cer on the authority), or switch on 'Ignore SSL Issues' in a network you trust.",
	})),
	{
		code: 'CERT_HAS_EXPIRED',
		kind: 'fatal',
		message: "The certificate of '{host}' has expired",
		advice: 'Have the administrator renew the certificate of the domain controller.',
	},
	{
		code: 'CERT_NOT_YET_VALID',
		kind: 'fatal',
		message: "The certificate of '{host}' is not valid yet",
		advice: 'Check the clock of the machine that runs n8n.',
	},
	{
		code: 'ERR_TLS_CERT_ALTNAME_INVALID',
		kind: 'fatal',
		field: 'Server Name',
		message: "The certificate of '{host}' is made out to another name",
		advice:
			"Use the name that stands in the certificate as 'Hosts', or enter it as 'Server Name'. {detail}",
	},
	...[
		'ERR_SSL_WRONG_VERSION_NUMBER',
		'ERR_SSL_PACKET_LENGTH_TOO_LONG',
		'EPROTO',
		'ERR_SSL_UNSUPPORTED_PROTOCOL',
		'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
		'ERR_SSL_HTTP_REQUEST',
	].map((code): Rule => ({
		code,
		kind: 'fatal',
		field: 'Port',
		message: "Port {port} of '{host}' does not speak TLS as expected",
		advice:
			"Check 'Port' and 'Security': implicit TLS goes with 636 or 3269, StartTLS with 389 or 3268.",
	})),
	{
		code: 'TLS_RESET',
		kind: 'fatal',
		field: 'Port',
		message: "Port {port} of '{host}' closed the connection instead of starting TLS",
		advice:
			"Check 'Port' and 'Security': 389 and 3268 take StartTLS, 636 and 3269 implicit TLS. A domain controller without a certificate closes 636 too.",
	},
	{
		code: 'PLAIN_RESET',
		kind: 'fatal',
		field: 'Port',
		message: "Port {port} of '{host}' does not take LDAP as it was sent: the connection was closed",
		advice:
			"Check 'Port' and 'Security': 636 and 3269 need implicit TLS, 389 and 3268 take StartTLS or none. Another service may listen there.",
	},
	{
		code: 'TIMEOUT',
		kind: 'retriable',
		field: 'Timeout',
		message: "The server '{host}' did not answer within {seconds} s",
		advice: "Narrow the query, or raise 'Timeout'.",
	},
	{
		code: 'CLOSED',
		kind: 'retriable',
		message: "The connection to '{host}' was closed",
		advice: 'Try again. Look at the log of the domain controller when it happens often.',
	},
	{
		code: 'MALFORMED',
		kind: 'fatal',
		field: 'Port',
		message: "Port {port} of '{host}' does not answer as LDAP does; the connection was closed",
		advice:
			"Check 'Hosts' and 'Port': another service may listen there, or something on the way changes what is sent.",
	},
	{
		code: 'TOO_LARGE',
		kind: 'fatal',
		field: 'Page Size',
		message:
			"The answer of '{host}' is larger than any that makes sense; the connection was closed",
		advice:
			"Lower 'Page Size', or choose fewer columns: photos and long lists of members are the largest. Before the sign-in it is no domain controller that answers so.",
	},
	{
		code: 8,
		kind: 'fatal',
		field: 'Security',
		message: 'The server wants an encrypted connection before it takes a password',
		advice: "Choose implicit TLS (port 636) or StartTLS (port 389) as 'Security'.",
	},
	{
		code: 13,
		kind: 'fatal',
		field: 'Security',
		message: 'The server does this over an encrypted connection alone',
		advice: "Choose implicit TLS (port 636) or StartTLS (port 389) as 'Security'.",
	},
	{
		code: 1,
		text: /successful bind|without authentication/i,
		kind: 'retriable',
		message: 'The server no longer knows who is signed in',
		advice: 'Try again: the connection is opened anew.',
	},
	{
		code: 1,
		text: /range/i,
		kind: 'skippable',
		message: 'The server has no such range of values',
	},
	{
		code: 3,
		kind: 'retriable',
		field: 'Timeout',
		message: 'The server stopped the search at its time limit',
		advice:
			"Narrow the query by a base DN or conditions on indexed attributes, or raise 'Timeout'.",
	},
	{
		code: 4,
		kind: 'fatal',
		field: 'Page Size',
		message: 'The server stopped at its size limit, so the result would not be whole',
		advice: "Lower 'Page Size' to 1,000. The server's own limit is MaxPageSize.",
	},
	{
		code: 10,
		kind: 'skippable',
		field: 'Base DN',
		message: 'The object is in another domain, which this server does not hold',
		advice:
			"Set the option 'Referrals' to follow, use a domain controller of that domain, or the global catalog (port 3269).",
	},
	{
		code: 11,
		kind: 'retriable',
		message: 'The server stopped the search at a limit that its administrator set',
		advice: 'Narrow the query, for example by a base DN or conditions on indexed attributes.',
	},
	{
		code: 12,
		kind: 'fatal',
		message: 'The server does not support a feature that this operation needs',
		advice: 'It may be no Active Directory, or a stored cursor is damaged.',
	},
	{ code: 16, kind: 'skippable', message: 'The attribute is not there' },
	{
		code: 17,
		kind: 'skippable',
		message: 'The directory has no such attribute',
		advice: 'Check its lDAPDisplayName; Exchange attributes need the Exchange schema extension.',
	},
	{
		code: 19,
		text: /00000056|old password|incorrect/i,
		kind: 'skippable',
		field: 'oldPassword',
		message: 'The old password is wrong',
		advice: 'Enter the current password of the account, or reset it with an account that may.',
	},
	{
		code: 19,
		text: /0000052D|password/i,
		kind: 'skippable',
		field: 'password',
		message: 'The password does not meet the rules of the domain',
		advice:
			'Length, complexity, history or minimum age: Get-ADDefaultDomainPasswordPolicy shows the rules.',
	},
	{
		code: 19,
		kind: 'skippable',
		message: 'A value is not allowed by the rules of the directory',
		advice: 'The server says: {detail}',
	},
	{ code: 20, kind: 'skippable', message: 'The value is there already' },
	{
		code: 21,
		kind: 'skippable',
		message: 'A value does not fit its attribute',
		advice: 'The server says: {detail}',
	},
	{
		code: 32,
		kind: 'skippable',
		message: 'There is no such object',
		advice: 'It was moved, renamed or deleted, or this account may not see it.',
	},
	{
		code: 34,
		kind: 'skippable',
		message: 'The server does not take this as a distinguished name',
		advice: 'Write it as OU=Sales,DC=example,DC=org.',
	},
	{
		code: 48,
		kind: 'fatal',
		message: `${SIGN_IN}: the server takes no sign-in of this kind`,
		advice: 'Its administrator allows other ways alone.',
	},
	{
		code: 49,
		kind: 'fatal',
		field: 'Password',
		message: `${SIGN_IN}: the user or the password is wrong`,
		advice:
			"Check 'User' (DOMAIN\\name, name@domain or a distinguished name) and enter the password again.",
	},
	{
		code: 50,
		kind: 'permission',
		message: 'The account lacks the right to do this',
		advice:
			'Have it delegated for this container, for example with dsacls. The server says: {detail}',
	},
	{ code: 51, kind: 'retriable', message: 'The server is busy', advice: 'Try again later.' },
	{
		code: 52,
		kind: 'retriable',
		message: 'The server cannot answer just now',
		advice: 'Try again later, or use another domain controller.',
	},
	{
		code: 53,
		text: /0000052D|0000001F|unicodePwd|password/i,
		kind: 'skippable',
		field: 'password',
		message: 'The server refused the password',
		advice:
			'It must meet the rules of the domain, and the connection must be encrypted. The server says: {detail}',
	},
	{
		code: 53,
		kind: 'skippable',
		message: 'The server is not willing to do this',
		advice: 'The server says: {detail}',
	},
	{
		code: 64,
		kind: 'skippable',
		message: 'The name does not fit the kind of object or its container',
		advice: 'The server says: {detail}',
	},
	{
		code: 65,
		kind: 'skippable',
		message: 'The kind of object does not take these attributes, or one that it needs is missing',
		advice: 'The server says: {detail}',
	},
	{
		code: 66,
		kind: 'skippable',
		message: 'The object has others below it',
		advice: "Delete those first, or switch on 'Delete Subtree'.",
	},
	{ code: 67, kind: 'skippable', message: 'The naming attribute is changed by Move alone' },
	{
		code: 68,
		kind: 'conflict',
		message: 'An object with this name exists already',
		advice: 'The server says: {detail}',
	},
	{ code: 69, kind: 'skippable', message: 'The class of an object cannot be changed' },
	{
		code: 71,
		kind: 'skippable',
		message: 'The object cannot be moved to another server or domain this way',
	},
];
