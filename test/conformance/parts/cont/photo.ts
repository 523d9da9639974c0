import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';

const USER = 'user1@contoso.example';
/** One grey point as PNG. */
const PICTURE =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

const set = (trial: Trial, content = PICTURE) =>
	trial.call(
		`<m:SetUserPhoto><m:Email>${USER}</m:Email><m:Content>${content}</m:Content></m:SetUserPhoto>`,
	);

const get = (trial: Trial, size = 'HR96x96') =>
	trial.call(
		`<m:GetUserPhoto><m:Email>${USER}</m:Email><m:SizeRequested>${size}</m:SizeRequested></m:GetUserPhoto>`,
	);

const setPhoto = scenario(
	'MSOXWSCONT_S07_TC01_SetUserPhotoSuccess',
	'MS-OXWSCONT_R302081 MS-OXWSCONT_R1275114 MS-OXWSCONT_R302024 MS-OXWSCONT_R302025',
	async (trial) => {
		const reply = await set(trial);
		trial.check(
			'MS-OXWSCONT_R302081 MS-OXWSCONT_R1275114',
			reply.first('SetUserPhotoResponse') !== undefined && reply.isSuccess,
			`SetUserPhoto ended in ${reply.codes.join()}`,
		);
		const got = await get(trial);
		const [message] = got.messages;
		trial.equal(
			'MS-OXWSCONT_R302024',
			message?.attributes['ResponseClass'],
			'Success',
			'the response class of GetUserPhoto',
		);
		trial.equal('MS-OXWSCONT_R302025', got.codes, ['NoError'], 'the code of GetUserPhoto');
	},
);

const SIZES = [48, 64, 96, 120, 240, 360, 432, 504, 648];

const sizes = scenario(
	'MSOXWSCONT_S07_TC02_GetUserPhotoSizeTypeEnumValue',
	SIZES.map((_size, i) => `MS-OXWSCONT_R${302068 + i}`),
	async (trial) => {
		await set(trial);
		for (const [i, size] of SIZES.entries()) {
			const reply = await get(trial, `HR${size}x${size}`);
			trial.check(
				`MS-OXWSCONT_R${302068 + i}`,
				reply.isSuccess && reply.text('PictureData') !== undefined,
				`HR${size}x${size} ended in ${reply.codes.join()}`,
			);
		}
	},
);

const changed = scenario(
	'MSOXWSCONT_S07_TC03_ChangeUserPhoto',
	'MS-OXWSCONT_R302056 MS-OXWSCONT_R30205601 MS-OXWSCONT_R302058',
	async (trial) => {
		await set(trial);
		const reply = await get(trial);
		trial.equal(
			'MS-OXWSCONT_R302056 MS-OXWSCONT_R30205601',
			reply.text('HasChanged'),
			'true',
			'HasChanged',
		);
		trial.equal('MS-OXWSCONT_R302058', reply.text('PictureData'), PICTURE, 'the picture');
	},
);

export const photo: readonly Scenario[] = [setPhoto, sizes, changed];
