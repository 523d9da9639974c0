/** Debian packages that tests need, and what is left out where they are missing. */
export const TEST_PACKAGES = [
	{ name: 'curl', leftOut: 'curl signing in to the sandbox by NTLM and Basic' },
	{
		name: 'python3-exchangelib',
		leftOut: 'exchangelib writing and reading in the sandbox beside us',
	},
	{
		name: 'davmail-server',
		leftOut: 'DavMail serving the sandbox by IMAP, SMTP, CardDAV and CalDAV',
	},
	{ name: 'samba', leftOut: 'a real Active Directory as judge of our NTLM' },
	{ name: 'winbind', leftOut: 'ntlm_auth as judge of our NTLM' },
	...[
		...['samba-ad-dc', 'samba-ad-provision', 'samba-dsdb-modules', 'samba-vfs-modules'],
		...['ldb-tools', 'libnss-wrapper'],
	].map((name) => ({ name, leftOut: 'a domain controller for the directory tests' })),
	{ name: 'ldap-utils', leftOut: 'ldapsearch as judge of our directory reads' },
	{ name: 'slapd', leftOut: 'a directory that is none of Active Directory' },
];
