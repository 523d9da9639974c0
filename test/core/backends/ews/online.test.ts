import { EwsChannel, type ChannelSettings } from '../../../../core/backends/ews/channel';
import { getFolder } from '../../../../core/backends/ews/operations/getFolder';
import { type FakeAnswer, FakeServer, fault, SETTINGS } from './operations/fakeServer';

const HTML = { headers: { 'content-type': 'text/html' } };
const forbidden: FakeAnswer = { status: 403, ...HTML, body: '<html>Forbidden</html>' };
const blocked: FakeAnswer = { status: 500, body: fault('ErrorOrganizationAccessBlocked') };

const refusal = async (reply: FakeAnswer, settings: Partial<ChannelSettings>) => {
	const channel = new EwsChannel(new FakeServer([reply]), { ...SETTINGS, ...settings });
	const request = { folders: [{ distinguished: 'inbox' }], columns: [] };
	try {
		await getFolder(channel, request, {});
	} catch (error) {
		return error;
	}
	throw new Error('nothing was refused');
};

describe('a refusal of Exchange Online', () => {
	it.each<[string, FakeAnswer, Partial<ChannelSettings>]>([
		['403, by the platform', forbidden, { platform: 'Exchange_Online' }],
		['a fault, by the platform', blocked, { platform: 'Exchange_Online' }],
		[
			'403, by the address',
			forbidden,
			{ platform: 'auto', server: 'https://outlook.office365.com/EWS/Exchange.asmx' },
		],
		[
			'403, by the address of a national cloud',
			forbidden,
			{ platform: 'auto', server: 'https://partner.outlook.cn/EWS/Exchange.asmx' },
		],
	])('%s: says that EWS is blocked there, and points to Graph', async (_, reply, settings) => {
		expect(await refusal(reply, settings)).toMatchObject({
			kind: 'permission',
			field: 'schema',
			message: expect.stringContaining('since October 2026'),
			advice: expect.stringContaining("'MSGraph'"),
		});
	});

	it.each<[string, FakeAnswer, Partial<ChannelSettings>]>([
		['of a server of one’s own', forbidden, { platform: 'ExchangeSE' }],
		[
			'of a host that only looks like it',
			forbidden,
			{ platform: 'auto', server: 'https://outlook.office365.com.contoso.example/EWS' },
		],
		[
			'of another kind',
			{ status: 500, body: fault('ErrorAccessDenied') },
			{ platform: 'Exchange_Online' },
		],
	])('is none %s', async (_, reply, settings) => {
		const error = await refusal(reply, settings);
		expect(error).not.toMatchObject({ message: expect.stringContaining('October 2026') });
	});
});
