import type { Column } from '../../schema/column';
import type { EwsChannel } from './channel';
import { compareVersions, versionOf } from './version';

/** Whether the server has the column, as far as it is known: before the first answer it may have all. */
export function supports(channel: EwsChannel, column: Column): boolean {
	const since = column.ews?.since;
	if (!since || compareVersions(channel.requestVersion, since) >= 0) return true;
	if (channel.settings.platform !== 'auto') return false;
	const server = channel.serverVersion;
	return !server || compareVersions(versionOf(server), since) >= 0;
}
