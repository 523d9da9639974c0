/** What all end-to-end checks share: one sandbox, one n8n with the packed package, one folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/lib/checkout.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { demoData, SERVICE } from '../scripts/lib/demo/data.mjs';
import { SandboxProcess } from '../scripts/lib/demo/sandbox.mjs';
import { sandboxSeed } from '../scripts/lib/demo/seed.mjs';
import { credential, syncWorkflow, withCredential } from '../scripts/lib/demo/workflow.mjs';
import { N8n, pack } from '../scripts/lib/n8n.mjs';
import { step } from '../scripts/lib/progress.mjs';
import { withActivities } from './activities/mailboxes.mjs';

export const SEED = 7;
export const PACKAGE = 'n8n-nodes-microsoft-exchange';

/** Zones that differ from each other all year, so that a mix-up cannot pass. */
export const ZONES = {
	process: 'Pacific/Auckland',
	n8n: 'America/New_York',
	workflow: 'Europe/Berlin',
};

/** n8n asks for tokens where the sandbox of the sign-ins will listen, instead of Entra ID. */
const tokensFrom = (port) => ({
	microsoftExchangeOAuth2Api: {
		accessTokenUrl: `http://127.0.0.1:${port}/contoso.example/oauth2/v2.0/token`,
	},
});

export class World {
	#parts = [];

	static async create(installation) {
		const world = new World();
		try {
			await world.#open(installation);
			return world;
		} catch (error) {
			await world.close();
			throw error;
		}
	}

	async #open(installation) {
		this.installation = installation;
		this.folder = await mkdtemp(join(tmpdir(), 'exchange-e2e-'));
		this.data = demoData(SEED);
		this.sandbox = await step('Starting the Exchange sandbox', () =>
			SandboxProcess.start({ seed: withActivities(sandboxSeed(this.data)), folder: this.folder }),
		);
		this.#parts.push(this.sandbox);
		this.account = this.sandbox.account(SERVICE);
		this.credential = credential(this.account);
		this.issuerPort = await freePort();
		this.n8n = new N8n({
			installation,
			folder: this.folder,
			env: {
				TZ: ZONES.process,
				GENERIC_TIMEZONE: ZONES.n8n,
				CREDENTIALS_OVERWRITE_DATA: JSON.stringify(tokensFrom(this.issuerPort)),
			},
		});
		await step('Installing the packed package as n8n does it', async () =>
			this.n8n.install(await pack(root, this.folder)),
		);
		this.#parts.push(this.n8n);
		await step('Starting n8n', () => this.n8n.start());
		await this.n8n.importCredentials([this.credential]);
		await this.n8n.importWorkflows([await syncWorkflow(this.credential)]);
	}

	/** Imports a workflow whose Exchange nodes use the sandbox's credential. */
	async importWorkflow(workflow) {
		await this.importWorkflows([workflow]);
	}

	/** The same for several, in one go. */
	async importWorkflows(workflows) {
		await this.n8n.importWorkflows(
			workflows.map((workflow) =>
				withCredential({ settings: { executionOrder: 'v1' }, ...workflow }, this.credential),
			),
		);
	}

	async close() {
		for (const part of this.#parts.reverse()) await part.stop();
		if (this.folder) await rm(this.folder, { recursive: true, force: true });
	}
}
