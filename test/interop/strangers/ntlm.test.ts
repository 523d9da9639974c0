import path from 'node:path';
import { createAuthenticator } from '../../../core/auth/registry';
import { createHttpClient } from '../../../core/http/client';
import { freePort, startProgram, type Program } from '../../servers/program';
import { works } from '../../support/command';

const PYTHON = '/usr/bin/python3';
const isThere = works(PYTHON, ['-c', 'import impacket']);
if (!isThere) console.warn('LEFT OUT: NTLM judged by impacket, python3-impacket is missing');
const PASSWORD = 'Pässwörd €9';

(isThere ? describe : describe.skip)('NTLM judged by impacket', () => {
	let program: Program;
	beforeAll(async () => {
		const port = await freePort();
		const script = path.join(__dirname, 'impacket_server.py');
		program = await startProgram(PYTHON, [script, String(port)], port);
	}, 30_000);
	afterAll(async () => await program?.stop());

	async function send(where: string, user: string, password = PASSWORD): Promise<string[]> {
		const http = createHttpClient(
			{
				tls: { rejectUnauthorized: true, legacy: false },
				proxy: { mode: 'none' },
				retry: { attempts: 1 },
			},
			createAuthenticator('NTLM', { user, password, allowPlainHttp: true, channelBinding: true }),
		);
		try {
			const texts: string[] = [];
			for (let call = 0; call < 2; call++) {
				const url = `http://127.0.0.1:${program.port}/${where}/page`;
				const answer = await http.send({ method: 'POST', url, body: 'ping', safe: false });
				texts.push(await answer.text());
			}
			return texts;
		} finally {
			await http.close();
		}
	}

	it.each([
		['usual', 'as Windows asks'],
		['old', 'HTTP/1.0 with keep-alive'],
		['timeless', 'no time, so no MIC'],
		['uninformed', 'no target information'],
		['emptyinfo', 'empty target information'],
		['plain', 'no extended session security, no 128 bits'],
		['both', 'Unicode and OEM'],
		['all', 'every flag'],
		['exchange', 'key exchange, signing, sealing'],
		['nameless', 'no name of the target'],
		['short', 'no version'],
		['dots', 'a domain with dots'],
		['long', 'a name of the target longer than NetBIOS has'],
	])('%s: %s', async (where) => {
		expect(await send(where, 'CONTOSO\\anna')).toEqual(Array(2).fill('CONTOSO\\anna ping'));
		await expect(send(where, 'CONTOSO\\anna', 'wrong')).rejects.toThrow(/refused the sign-in/);
	});

	it.each([
		['corp.contoso.example\\anna', 'corp.contoso.example\\anna ping'],
		['A-DOMAIN-LONGER-THAN-15\\Élodie', 'A-DOMAIN-LONGER-THAN-15\\Élodie ping'],
		['.\\anna', 'MAIL1\\anna ping'],
		['anna', '\\anna ping'],
	])('%s', async (user, text) => {
		expect(await send('usual', user)).toEqual([text, text]);
	});
});
