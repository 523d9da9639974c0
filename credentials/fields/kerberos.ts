import type { INodeProperties } from 'n8n-workflow';
import { KERBEROS_SCHEMES, line, shown, when } from './show';

/** Where tickets come from. Each of them may stay empty: user, address and DNS stand for it. */
export const KERBEROS: INodeProperties[] = shown(when({ authScheme: KERBEROS_SCHEMES }), [
	{
		displayName: 'Kerberos KDC',
		name: 'kerberosKdc',
		type: 'string',
		default: '',
		placeholder: 'e.g. dc1.ad.example.org, dc2.ad.example.org',
		description:
			'Domain controllers that give out tickets, separated by commas. Empty: those that DNS names for the realm.',
	},
	{
		displayName: 'Kerberos Realm',
		name: 'kerberosRealm',
		type: 'string',
		default: '',
		placeholder: 'e.g. AD.EXAMPLE.ORG',
		description:
			"Realm of the user: the domain's DNS name in capitals. Empty: from the user, the keytab or the ticket cache.",
	},
	{
		displayName: 'Kerberos SPN',
		name: 'kerberosSpn',
		type: 'string',
		default: '',
		placeholder: 'e.g. HTTP/mail.example.org',
		description: 'Service principal name of Exchange. Empty: HTTP/ and the host of the server.',
	},
	{
		displayName: 'Kerberos User',
		name: 'kerberosUser',
		type: 'string',
		default: '',
		placeholder: 'e.g. svc-n8n@AD.EXAMPLE.ORG',
		description: 'Principal to sign in as, where it is another one than the user',
	},
	line(
		'Kerberos Keytab File',
		'kerberosKeytabFile',
		'e.g. /home/node/.n8n-files/svc-n8n.keytab',
		'Path of a keytab on the machine that runs n8n, instead of a password',
	),
	{
		displayName: 'Kerberos Keytab',
		name: 'kerberosKeytab',
		type: 'string',
		typeOptions: { password: true, rows: 3 },
		default: '',
		placeholder: 'e.g. BQIAAABK…',
		description: 'Content of a keytab in Base64, instead of its path',
	},
	{
		displayName: 'Kerberos Ticket Cache',
		name: 'kerberosTicketCache',
		type: 'string',
		default: '',
		placeholder: 'e.g. /home/node/.n8n-files/krb5cc_n8n',
		description: 'Path of a ticket cache (FILE) on the machine that runs n8n, as kinit writes it',
	},
	{
		displayName: 'Kerberos Ticket Cache Content',
		name: 'kerberosTicketCacheContent',
		type: 'string',
		typeOptions: { password: true, rows: 3 },
		default: '',
		placeholder: 'e.g. BQQADAAB…',
		description: 'Content of a ticket cache in Base64, instead of its path',
	},
	{
		displayName: 'Kerberos Service Realm',
		name: 'kerberosServiceRealm',
		type: 'string',
		default: '',
		placeholder: 'e.g. RESOURCES.EXAMPLE.ORG',
		description: "Realm that the Exchange server belongs to, where it is not the user's",
	},
	{
		displayName: 'Kerberos Service KDC',
		name: 'kerberosServiceKdc',
		type: 'string',
		default: '',
		placeholder: 'e.g. dc1.resources.example.org',
		description: 'Domain controllers of the service realm. Empty: those that DNS names.',
	},
	{
		displayName: 'Kerberos Allow RC4',
		name: 'kerberosAllowRc4',
		type: 'boolean',
		default: false,
		description: 'Whether to accept RC4, an old cipher, for accounts that have no AES keys',
	},
]);
