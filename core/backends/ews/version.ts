import { InputError } from '../../errors';
import { EWS_VERSIONS, type EwsVersion } from '../../schema/column';

/** Build and schema version as the server announces them in ServerVersionInfo. */
export interface ServerVersion {
	/** `15.2.1258.12`. */
	readonly build: string;
	readonly major: number;
	readonly minor: number;
	/** `V2017_07_11`; absent on Exchange 2007. */
	readonly schema?: string;
}

/** Lowest build of each schema version and what people call it, newest first. */
const BUILDS: ReadonlyArray<{
	readonly from: readonly [major: number, minor: number, build: number];
	readonly product: string;
	readonly version: EwsVersion;
}> = [
	{ from: [15, 20, 0], product: 'Exchange Online', version: 'Exchange2016' },
	{ from: [15, 2, 2562], product: 'Exchange Server Subscription Edition', version: 'Exchange2016' },
	{ from: [15, 2, 0], product: 'Exchange Server 2019', version: 'Exchange2016' },
	{ from: [15, 1, 0], product: 'Exchange Server 2016', version: 'Exchange2016' },
	{ from: [15, 0, 847], product: 'Exchange Server 2013 SP1', version: 'Exchange2013_SP1' },
	{ from: [15, 0, 0], product: 'Exchange Server 2013', version: 'Exchange2013' },
	{ from: [14, 2, 0], product: 'Exchange Server 2010 SP2', version: 'Exchange2010_SP2' },
	{ from: [14, 1, 0], product: 'Exchange Server 2010 SP1', version: 'Exchange2010_SP1' },
	{ from: [14, 0, 0], product: 'Exchange Server 2010', version: 'Exchange2010' },
	{ from: [8, 1, 0], product: 'Exchange Server 2007 SP1', version: 'Exchange2007_SP1' },
	{ from: [0, 0, 0], product: 'Exchange Server 2007', version: 'Exchange2007' },
];

/**
 * From the attributes of ServerVersionInfo.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/serverversioninfo
 */
export function serverVersion(info: Readonly<Record<string, string>>): ServerVersion | undefined {
	const {
		MajorVersion,
		MinorVersion,
		MajorBuildNumber = '0',
		MinorBuildNumber = '0',
		Version,
	} = info;
	const [major, minor] = [Number(MajorVersion), Number(MinorVersion)];
	if (!Number.isInteger(major) || !Number.isInteger(minor)) return undefined;
	const build = `${major}.${minor}.${MajorBuildNumber}.${MinorBuildNumber}`;
	return { build, major, minor, ...(Version === undefined ? {} : { schema: Version }) };
}

function release(server: ServerVersion): (typeof BUILDS)[number] | undefined {
	const build = server.build.split('.').map(Number);
	return BUILDS.find(({ from }) => {
		const place = from.findIndex((part, index) => part !== build[index]);
		return place === -1 || (build[place] ?? 0) > (from[place] ?? 0);
	});
}

/** Newest RequestServerVersion that the build understands. */
export const versionOf = (server: ServerVersion): EwsVersion =>
	release(server)?.version ?? 'Exchange2007';

/** What people call the build: `Exchange Server 2019 (15.2.1258.12)`. */
export const productOf = (server: ServerVersion): string =>
	`${release(server)?.product ?? 'Exchange'} (${server.build})`;

/** Order of release: negative when `left` is older. */
export const compareVersions = (left: EwsVersion, right: EwsVersion): number =>
	EWS_VERSIONS.indexOf(left) - EWS_VERSIONS.indexOf(right);

/** The one before; undefined for the oldest. */
export const olderVersion = (version: EwsVersion): EwsVersion | undefined =>
	EWS_VERSIONS[EWS_VERSIONS.indexOf(version) - 1];

/** Throws InputError, before anything is sent, when `what` is newer than the server. */
export function requires(
	what: string,
	since: EwsVersion,
	has: EwsVersion,
	server?: ServerVersion,
	field?: string,
): void {
	if (compareVersions(has, since) >= 0) return;
	const found = server ? productOf(server) : has;
	throw new InputError(`${what} needs ${since} or newer; this connection speaks ${found}`, {
		field,
		code: 'SERVER_TOO_OLD',
		advice: server
			? 'Leave it out, or connect to a newer server.'
			: 'Leave it out, or choose a newer Platform in the credential if the server is newer.',
	});
}
