import { scenario } from '../../scenario';

const PROPERTIES = '<m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape>';

export const copyTask = scenario(
	'MSOXWSCORE_S07_TC02_CopyTaskItemSuccessfully',
	'MS-OXWSCORE_R2021',
	async (trial) => {
		const created = await trial.ok(
			'<m:CreateItem><m:Items><t:Task><t:Subject>Task 1</t:Subject></t:Task></m:Items></m:CreateItem>',
		);
		const { id } = created.id();
		const copied = await trial.ok(
			`<m:CopyItem><m:ToFolderId><t:DistinguishedFolderId Id="drafts"/></m:ToFolderId><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:CopyItem>`,
		);
		const both = await trial.ok(
			`<m:GetItem>${PROPERTIES}<m:ItemIds><t:ItemId Id="${id}"/><t:ItemId Id="${copied.id().id}"/></m:ItemIds></m:GetItem>`,
		);
		trial.equal(
			'MS-OXWSCORE_R2021',
			both.all('ItemClass').map(({ text }) => text),
			['IPM.Task', 'IPM.Task'],
			'the item class of the task and its copy',
		);
	},
	{ witnesses: ['copy-keeps-original'] },
);
