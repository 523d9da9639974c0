import type { Reply } from '../../reply';
import type { Trial } from '../../trial';
import { all, at, text, type Node } from '../../xml';

export const START = '2027-03-01';
export const COMPANIES = (...names: string[]) =>
	`<t:Companies>${names.map((name) => `<t:String>${name}</t:String>`).join('')}</t:Companies>`;

export const createXml = (...tasks: string[]) =>
	`<m:CreateItem><m:Items>${tasks.map((inner) => `<t:Task>${inner}</t:Task>`).join('')}</m:Items></m:CreateItem>`;

const ids = (...list: string[]) =>
	`<m:ItemIds>${list.map((id) => `<t:ItemId Id="${id}"/>`).join('')}</m:ItemIds>`;

export const getXml = (...list: string[]) =>
	`<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape>${ids(...list)}</m:GetItem>`;

export const deleteXml = (list: readonly string[], occurrences = 'AllOccurrences') =>
	`<m:DeleteItem DeleteType="HardDelete" AffectedTaskOccurrences="${occurrences}">${ids(...list)}</m:DeleteItem>`;

export const transferXml = (
	operation: 'CopyItem' | 'MoveItem',
	folder: string,
	...list: string[]
) =>
	`<m:${operation}><m:ToFolderId><t:DistinguishedFolderId Id="${folder}"/></m:ToFolderId>${ids(...list)}</m:${operation}>`;

export const updateXml = (...list: string[]) =>
	`<m:UpdateItem ConflictResolution="AlwaysOverwrite"><m:ItemChanges>${list
		.map(
			(id) =>
				`<t:ItemChange><t:ItemId Id="${id}"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="task:Companies"/><t:Task>${COMPANIES('Company 3', 'Company 4')}</t:Task></t:SetItemField></t:Updates></t:ItemChange>`,
		)
		.join('')}</m:ItemChanges></m:UpdateItem>`;

/** Creates tasks and reads them back. */
export async function created(trial: Trial, ...tasks: string[]) {
	const made = await trial.ok(createXml(...tasks));
	const list = made.ids().map(({ id }) => id);
	const read = await trial.ok(getXml(...list));
	return { ids: list, id: list[0] ?? '', tasks: read.all('Task') };
}

export function strings(task: Node | undefined, name: string): string[] {
	return all(at(task, name), 'String').map((one) => one.text);
}

export function textOf(task: Node | undefined, ...path: string[]): string | undefined {
	return text(task, ...path);
}

export const companiesOf = (reply: Reply) =>
	reply.all('Task').map((task) => strings(task, 'Companies'));
