import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { handleEws, type EwsAnswer } from '../../../sandbox/ews';
import { parse } from '../../../sandbox/ews/xml/parse';
import type { Node } from '../../../sandbox/ews/xml/node';
import { createStore, type Store } from '../../../sandbox/store';
import { works } from '../../support/command';

/** The folder with Microsoft's schemas and samples; see README. */
export const SHARED = resolve(__dirname, '../../..', process.env['EXCHANGE_SHARED'] ?? '../shared');
const SCHEMA = join(SHARED, 'schemas/ews/exchange-se/ews-envelope.xsd');

export const OWNER = 'owner@contoso.example';

export function sandbox(): Store {
	const store = createStore({ seed: 'test', now: () => Date.UTC(2026, 0, 15, 9, 0, 0) });
	store.addMailbox({
		primarySmtp: OWNER,
		displayName: 'Owner One',
		aliases: ['o1@contoso.example'],
	});
	store.addMailbox({ primarySmtp: 'other@contoso.example', displayName: 'Other Two' });
	store.addMailbox({ primarySmtp: 'service@contoso.example', displayName: 'Service Account' });
	return store;
}

export interface CallOptions {
	readonly user?: string;
	readonly build?: '14.2' | '15.0' | '15.1' | '15.2';
	readonly version?: string;
	/** More header elements. */
	readonly header?: string;
}

const answers: string[] = [];

export function envelope(body: string, options: CallOptions = {}): string {
	const version = options.version ?? 'Exchange2010_SP2';
	return `<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><soap:Header><t:RequestServerVersion Version="${version}"/>${options.header ?? ''}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

/** Sends one request; every answer is kept for `validateAll`. */
export function call(store: Store, body: string, options: CallOptions = {}): EwsAnswer {
	const answer = handleEws(store, {
		user: options.user ?? OWNER,
		xml: envelope(body, options),
		build: options.build ?? '15.2',
	});
	answers.push(answer.xml);
	return answer;
}

/** Every answer so far against the schema of Exchange SE; empty when all fit. */
export function validateAll(): string {
	const count = answers.length;
	if (count === 0) throw new Error('No answer to validate');
	if (!existsSync(SCHEMA)) {
		console.warn(`Left out: ${count} answers not validated, no schema at ${SCHEMA}`);
		return '';
	}
	if (!works('xmllint', ['--version'])) {
		console.warn(`LEFT OUT: ${count} answers not validated: apt-get install libxml2-utils`);
		return '';
	}
	const folder = mkdtempSync(join(tmpdir(), 'ews-answers-'));
	try {
		const files = answers.map((xml, i) => {
			const file = join(folder, `${i}.xml`);
			writeFileSync(file, xml);
			return file;
		});
		execFileSync('xmllint', ['--noout', '--schema', SCHEMA, ...files], { stdio: 'pipe' });
		return '';
	} catch (error) {
		return String((error as { stderr?: Buffer }).stderr ?? error)
			.split('\n')
			.filter((line) => !line.endsWith(' validates'))
			.slice(0, 20)
			.join('\n');
	} finally {
		answers.length = 0;
		rmSync(folder, { recursive: true, force: true });
	}
}

/** All elements of that name, anywhere in an answer. */
export function all(answer: EwsAnswer | Node, name: string): Node[] {
	const found: Node[] = [];
	const walk = (node: Node) => {
		if (node.name === name) found.push(node);
		node.children.forEach(walk);
	};
	walk('xml' in answer ? parse(answer.xml) : answer);
	return found;
}

export function texts(answer: EwsAnswer | Node, name: string): string[] {
	return all(answer, name).map((node) => node.text);
}

export const inContacts = '<t:DistinguishedFolderId Id="contacts"/>';

export function createContact(store: Store, inner: string, options: CallOptions = {}): EwsAnswer {
	return call(
		store,
		`<m:CreateItem><m:SavedItemFolderId>${inContacts}</m:SavedItemFolderId><m:Items><t:Contact>${inner}</t:Contact></m:Items></m:CreateItem>`,
		options,
	);
}

export function find(
	store: Store,
	parts: {
		shape?: string;
		view?: string;
		where?: string;
		sort?: string;
		folder?: string;
		traversal?: string;
	},
	options: CallOptions = {},
): EwsAnswer {
	return call(
		store,
		`<m:FindItem Traversal="${parts.traversal ?? 'Shallow'}"><m:ItemShape>${parts.shape ?? '<t:BaseShape>IdOnly</t:BaseShape>'}</m:ItemShape>${parts.view ?? ''}${parts.where === undefined ? '' : `<m:Restriction>${parts.where}</m:Restriction>`}${parts.sort === undefined ? '' : `<m:SortOrder>${parts.sort}</m:SortOrder>`}<m:ParentFolderIds>${parts.folder ?? inContacts}</m:ParentFolderIds></m:FindItem>`,
		options,
	);
}

export function get(store: Store, id: string, shape: string, options: CallOptions = {}): EwsAnswer {
	return call(
		store,
		`<m:GetItem><m:ItemShape>${shape}</m:ItemShape><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:GetItem>`,
		options,
	);
}

export const ALL_PROPERTIES = '<t:BaseShape>AllProperties</t:BaseShape>';

export function idOf(answer: EwsAnswer): { id: string; changeKey: string } {
	const node = all(answer, 'ItemId')[0];
	if (node === undefined) throw new Error(`No ItemId in ${answer.xml}`);
	return { id: node.attributes['Id'] ?? '', changeKey: node.attributes['ChangeKey'] ?? '' };
}
