/** Debian packages that tests need besides Node; the test command installs them where it may. */
export const debianPackages = [
	'samba',
	'samba-ad-dc',
	'samba-ad-provision',
	'samba-dsdb-modules',
	'samba-vfs-modules',
	'winbind',
	'ldb-tools',
	'libnss-wrapper',
	'slapd',
	'ldap-utils',
] as const;
