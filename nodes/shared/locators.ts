import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { FolderRef, ImpersonationType, Scope } from '../../core/query/query';
import { core } from './core';
import { parameter } from './parameter';
import { text } from './values';

/** Stands in a list for the results that did not fit; choosing it is refused. */
export const MORE_RESULTS = '(more results)';

interface Locator {
	mode?: string;
	value?: unknown;
}

const isLocator = (value: unknown): value is Locator =>
	typeof value === 'object' && value !== null && 'value' in value;

const valueOf = (parameter: unknown): string =>
	text(isLocator(parameter) ? parameter.value : parameter);

/** What a locator names, and how; an empty value where nothing was chosen. */
export function chosen(
	parameter: unknown,
	label: string,
): { readonly mode?: string; readonly value: string } {
	const value = valueOf(parameter);
	if (value === MORE_RESULTS) throw notChosen(label);
	return { mode: isLocator(parameter) ? parameter.mode : undefined, value };
}

/** Mailbox by address or other identifier; undefined for the credential's own. */
export function mailboxOf(parameter: unknown): string | undefined {
	return chosen(parameter, 'Mailbox').value || undefined;
}

/** Folder as the locator names it: chosen from the list, by path, or by id. */
export function folderOf(parameter: unknown): FolderRef {
	const { mode, value } = chosen(parameter, 'Folder');
	if (value === '') return { kind: 'default' };
	return mode === 'id' ? { kind: 'id', id: value } : core().parseFolder(value);
}

function notChosen(label: string): Error {
	return new (core().InputError)(`'${label}' is not chosen`, {
		field: label,
		advice: 'Type more letters to narrow the list, then choose an entry.',
	});
}

interface ScopeOptions {
	impersonationType?: ImpersonationType;
	includeSubfolders?: boolean;
}

/** Where an item works: mailbox, access and folders. */
export function scopeOf(
	context: IExecuteFunctions,
	itemIndex: number,
	options: ScopeOptions,
): Scope {
	const read = (name: string) => parameter(context, name, itemIndex);
	const additional = (read('additionalFolders') as { values?: Array<{ folder?: unknown }> })
		?.values;
	const first = folderOf(read('folder'));
	const others = (additional ?? []).map((entry) => folderOf(entry.folder));
	const folders = first.kind === 'default' && others.length === 0 ? [] : [first, ...others];
	return {
		mailbox: mailboxOf(read('mailbox')),
		access: accessOf(read('access')),
		impersonationType: options.impersonationType,
		folders,
		includeSubfolders: options.includeSubfolders,
	};
}

/** The scope that the panel shows while somebody picks from a list. */
export function currentScope(context: ILoadOptionsFunctions): Scope {
	return {
		mailbox: mailboxOf(context.getCurrentNodeParameter('mailbox')),
		access: accessOf(context.getCurrentNodeParameter('access')),
		folders: [],
	};
}

const accessOf = (value: unknown): Scope['access'] =>
	value === 'delegate' || value === 'impersonate' ? value : undefined;
