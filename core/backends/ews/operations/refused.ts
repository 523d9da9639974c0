import { ExchangeError } from '../../../errors';
import type { Column } from '../../../schema/column';
import { sourcesOf } from '../codecs';
import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';

/**
 * Properties that a server turned out not to have. Which update of which version brought a property is not
 * documented for all of them, so what a server refuses to show is left out and said once per run.
 */
const refusedBy = new WeakMap<EwsChannel, Set<string>>();

const CODES: ReadonlySet<string> = new Set([
	'ErrorInvalidPropertyRequest',
	// An older schema does not know the name at all.
	'ErrorSchemaValidation',
]);
const URI = /\b(?:item|message|meeting|meetingRequest|calendar|task|contacts|folder):\w+/;

const urisOf = (column: Column): string[] =>
	sourcesOf(column).flatMap(({ field }) => ('uri' in field ? [field.uri] : []));

/** The columns to ask for: without those that this server refused before. */
export function withoutRefused(channel: EwsChannel, columns: readonly Column[]): readonly Column[] {
	const refused = refusedBy.get(channel);
	if (!refused) return columns;
	return columns.filter((column) => !urisOf(column).some((uri) => refused.has(uri)));
}

/** Whether the error is about one of the properties asked for, so that the rest is worth asking again. */
export function isRefusal(
	channel: EwsChannel,
	columns: readonly Column[],
	error: unknown,
	call: EwsCall,
): boolean {
	if (!(error instanceof ExchangeError) || !CODES.has(error.code ?? '')) return false;
	const uri = URI.exec(error.message)?.[0];
	if (uri === undefined) return false;
	const affected = withoutRefused(channel, columns).filter((column) =>
		urisOf(column).includes(uri),
	);
	if (affected.length === 0) return false;
	const refused = refusedBy.get(channel) ?? new Set<string>();
	refusedBy.set(channel, refused.add(uri));
	const labels = affected.map(({ label }) => `'${label}'`).join(', ');
	call.run?.notice?.(`${labels} stays empty: this Exchange server does not show it.`);
	return true;
}
