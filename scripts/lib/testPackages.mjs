/** Debian packages that tests need, and what is left out where they are missing. */
export const TEST_PACKAGES = [
	{ name: 'curl', leftOut: 'curl signing in to the sandbox by NTLM and Basic' },
	{
		name: 'python3-exchangelib',
		leftOut: 'exchangelib writing and reading in the sandbox beside us',
	},
	{ name: 'samba', leftOut: 'a real Active Directory as judge of our NTLM' },
	{ name: 'winbind', leftOut: 'ntlm_auth as judge of our NTLM' },
];
