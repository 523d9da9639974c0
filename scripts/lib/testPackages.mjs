/** Debian packages that tests need, and what is left out where they are missing. */
export const TEST_PACKAGES = [
	{ name: 'libxml2-utils', leftOut: 'xmllint as a second judge of what the sandbox composes' },
	{ name: 'openssl', leftOut: 'keys and certificates as others make them' },
	{ name: 'curl', leftOut: 'curl signing in to the sandbox by each scheme' },
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
	...['krb5-kdc', 'krb5-admin-server', 'krb5-user'].map((name) => ({
		name,
		leftOut: 'realms of MIT Kerberos beside the Active Directory, and its tools as judges',
	})),
	{ name: 'libfaketime', leftOut: 'a KDC whose clock is off' },
	...['apache2', 'libapache2-mod-auth-gssapi'].map((name) => ({
		name,
		leftOut: 'signing in to Apache by Digest, Negotiate and Basic',
	})),
	...['libkrb5-dev', 'g++', 'make'].map((name) => ({
		name,
		leftOut: 'the npm package kerberos, compiled, as acceptor of our tickets',
	})),
	{ name: 'python3-gssapi', leftOut: 'MIT Kerberos accepting our tickets and channel bindings' },
	...['python3-requests-ntlm', 'python3-requests-kerberos'].map((name) => ({
		name,
		leftOut: 'clients of Python signing in to the sandbox beside us',
	})),
	{
		name: 'python3-msal',
		leftOut: "Microsoft's library for Python signing in to the sandbox's tenant",
	},
	{
		name: 'python3-impacket',
		leftOut: 'impacket as judge of our NTLM, with servers of every kind',
	},
	...['python3-authlib', 'python3-flask'].map((name) => ({
		name,
		leftOut: 'tokens of an issuer of another make',
	})),
	...['lighttpd', 'nginx'].map((name) => ({
		name,
		leftOut: `signing in to ${name}`,
	})),
	{ name: 'squid', leftOut: 'an HTTP proxy that asks for Basic, Digest, NTLM and Negotiate' },
	...['tinyproxy', 'microsocks', 'openssh-server', 'openssh-client'].map((name) => ({
		name,
		leftOut: `the proxy of ${name}`,
	})),
	{ name: 'dante-server', leftOut: 'a SOCKS proxy of another house' },
	{ name: 'ldap-utils', leftOut: 'ldapsearch as judge of our directory reads' },
	{ name: 'slapd', leftOut: 'a directory that is none of Active Directory' },
];
