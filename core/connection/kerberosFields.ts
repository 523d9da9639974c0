import type { KerberosIdentity } from '../auth/identity';
import type { Fields } from './fields';
import { labelOf } from './fields';
import { notUsable } from './values';

/** The Kerberos fields of a credential; paths are checked when they are read. */
export function parseKerberos(fields: Fields): KerberosIdentity {
	fields.refuseBoth('kerberosKeytabFile', 'kerberosKeytab');
	fields.refuseBoth('kerberosTicketCache', 'kerberosTicketCacheContent');
	return {
		kdcs: readHosts(fields, 'kerberosKdc'),
		realm: readRealm(fields, 'kerberosRealm'),
		spn: readSpn(fields.text('kerberosSpn')),
		user: fields.text('kerberosUser') || undefined,
		keytabFile: fields.text('kerberosKeytabFile') || undefined,
		keytab: fields.base64('kerberosKeytab') || undefined,
		ticketCacheFile: readCachePath(fields.text('kerberosTicketCache')),
		ticketCache: fields.base64('kerberosTicketCacheContent') || undefined,
		serviceRealm: readRealm(fields, 'kerberosServiceRealm'),
		serviceKdcs: readHosts(fields, 'kerberosServiceKdc'),
		allowRc4: fields.boolean('kerberosAllowRc4'),
	};
}

/** Whether something stands for the password: keys or tickets. */
export const hasKeys = ({ keytab, keytabFile, ticketCache, ticketCacheFile }: KerberosIdentity) =>
	Boolean(keytab ?? keytabFile ?? ticketCache ?? ticketCacheFile);

function readHosts(fields: Fields, name: string): string[] {
	return fields.list(name).map((text) => {
		const host = text.replace(/^(?:tcp|udp|kerberos):\/*/i, '');
		const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(host);
		if (match && Number(match[2] ?? 88) >= 1 && Number(match[2] ?? 88) <= 65_535) return host;
		throw notUsable(
			labelOf(name),
			`holds '${text.slice(0, 60)}', which is no host name`,
			'Write names of domain controllers, or name:port: dc1.contoso.example, dc2.contoso.example:88.',
		);
	});
}

function readRealm(fields: Fields, name: string): string | undefined {
	const text = fields.text(name).replace(/^@|\.$/g, '');
	if (text === '') return undefined;
	if (/^[\p{L}\p{N}._-]{1,255}$/u.test(text)) return text.toUpperCase();
	throw notUsable(
		labelOf(name),
		`is '${text.slice(0, 60)}', which is no realm`,
		'Write the DNS name of the Active Directory domain in capitals, such as CONTOSO.EXAMPLE.',
	);
}

/** `HTTP/host` or `HTTP/host@REALM`; GSS-API writes `HTTP@host`. */
function readSpn(text: string): string | undefined {
	if (text === '') return undefined;
	const spn = /^[A-Za-z]+@[^@/]+$/.test(text) ? text.replace('@', '/') : text;
	const match = /^([A-Za-z][\w-]*\/[^\s/@]+(?:\/[^\s/@]+)?)(?:@([^\s@/]+))?$/.exec(spn);
	if (match) return match[2] ? `${match[1]}@${match[2].toUpperCase()}` : match[1];
	throw notUsable(
		labelOf('kerberosSpn'),
		`is '${text.slice(0, 100)}', which is no service principal name`,
		'Write it as HTTP/mail.contoso.example; setspn -L <account> lists those that exist.',
	);
}

function readCachePath(text: string): string | undefined {
	if (text === '') return undefined;
	const type = /^([A-Z]{3,12}):/.exec(text)?.[1];
	if (type !== undefined && type !== 'FILE') {
		throw notUsable(
			labelOf('kerberosTicketCache'),
			`is a cache of the kind ${type}`,
			'Only files can be read: kinit -c FILE:/path writes one.',
		);
	}
	return text;
}
