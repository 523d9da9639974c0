import { type Column, EWS_VERSIONS, type EwsVersion } from '../../schema/column';

export function supports(version: EwsVersion, column: Column): boolean {
	const since = column.ews?.since;
	return !since || EWS_VERSIONS.indexOf(since) <= EWS_VERSIONS.indexOf(version);
}
