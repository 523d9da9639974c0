/** A running n8n with its own data folder, ports and owner. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { background, run } from '../child.mjs';
import { freePort } from '../ports.mjs';
import { installCommunityPackage } from './package.mjs';
import { Rest } from './rest.mjs';

const START_LIMIT_MS = 180_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class N8n {
	#server;
	#settings;

	/**
	 * @param {object} options
	 * @param options.installation of installation.mjs
	 * @param {string} options.folder everything that this n8n writes goes below it
	 * @param {number} [options.port] default: a free one
	 * @param {Record<string, string>} [options.env] further settings, such as TZ or GENERIC_TIMEZONE
	 */
	constructor({ installation, folder, port, env = {} }) {
		this.installation = installation;
		this.folder = folder;
		this.userFolder = join(folder, 'home');
		this.log = join(folder, 'n8n.log');
		this.port = port;
		this.env = env;
	}

	/** Environment of every process of this n8n, command line included. */
	async #environment() {
		this.#settings ??= {
			PATH: this.installation.path,
			N8N_USER_FOLDER: this.userFolder,
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			N8N_HOST: '127.0.0.1',
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_PROTOCOL: 'http',
			N8N_PORT: String((this.port ??= await freePort())),
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			N8N_SECURE_COOKIE: 'false',
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_HIRING_BANNER_ENABLED: 'false',
			N8N_DYNAMIC_BANNERS_ENABLED: 'false',
			N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
			N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
			EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
			...this.env,
		};
		return this.#settings;
	}

	/** Installs a tarball; takes effect at the next start. */
	async install(tarball) {
		this.package = await installCommunityPackage({
			tarball,
			userFolder: this.userFolder,
			path: this.installation.path,
		});
		return this.package;
	}

	/** Starts the server, waits until it is ready, creates the owner and signs in. */
	async start() {
		await mkdir(this.userFolder, { recursive: true });
		const env = await this.#environment();
		this.url = `http://127.0.0.1:${this.port}`;
		this.#server = background(this.installation.node, [this.installation.bin, 'start'], {
			env,
			log: this.log,
		});
		const until = Date.now() + START_LIMIT_MS;
		while (!(await this.#ready())) {
			if (!this.#server.alive || Date.now() > until) {
				const reason = this.#server.alive ? 'did not get ready' : 'ended';
				await this.stop();
				throw new Error(`n8n ${reason}; its log ${this.log} ends with:\n${this.#server.tail}`);
			}
			await pause(250);
		}
		this.rest = new Rest(this.url);
		await this.#signIn(until);
		if (this.package) await this.#list();
	}

	async #ready() {
		return fetch(`${this.url}/healthz/readiness`).then(
			(response) => response.ok,
			() => false,
		);
	}

	/** Readiness comes a moment before the REST routes are there. */
	async #signIn(until) {
		for (;;) {
			try {
				return await this.rest.signIn();
			} catch (error) {
				if (Date.now() > until) throw error;
				await pause(500);
			}
		}
	}

	/** Rows for Settings > Community nodes. */
	async #list() {
		await run(
			this.installation.node,
			[
				'--disable-warning=ExperimentalWarning',
				join(import.meta.dirname, 'list-package.mjs'),
				this.package.folder,
				join(this.userFolder, '.n8n/database.sqlite'),
			],
			{ env: { NODE_PATH: join(this.installation.folder, 'node_modules') } },
		);
	}

	async stop() {
		await this.#server?.stop();
	}

	/** n8n's command line on the same data, also while the server runs. */
	async cli(args, { env, ...options } = {}) {
		return run(this.installation.node, [this.installation.bin, ...args], {
			env: {
				...(await this.#environment()),
				N8N_PORT: String(await freePort()),
				N8N_RUNNERS_BROKER_PORT: String(await freePort()),
				...env,
			},
			...options,
		});
	}

	/** @param entries [{ id, name, type, data }] with plain data; n8n encrypts it on import */
	async importCredentials(entries) {
		await this.#import('credentials', entries);
	}

	/** @param entries [{ id, name, nodes, connections, settings }] */
	async importWorkflows(entries) {
		await this.#import(
			'workflow',
			entries.map((entry) => ({ active: false, ...entry })),
		);
	}

	async #import(kind, entries) {
		const file = join(this.folder, `${kind}.json`);
		await writeFile(file, JSON.stringify(entries), { mode: 0o600 });
		await this.cli([`import:${kind}`, `--input=${file}`]);
	}

	/** Runs a workflow from its manual trigger; returns the run as n8n stores it. */
	async execute(id) {
		const { stdout } = await this.cli(['execute', '--id', id, '--rawOutput']);
		// log lines may stand before and after it; the JSON is indented, so its bounds are lines of their own
		const json = /^\{\n[\s\S]*?^\}$/m.exec(stdout)?.[0];
		if (!json) throw new Error(`n8n printed no run of workflow ${id}:\n${stdout.slice(0, 2000)}`);
		return JSON.parse(json);
	}

	/** Calls a production webhook; n8n registers it a moment after the activation. */
	async callWebhook(path, { limitMs = 30_000, ...init } = {}) {
		const until = Date.now() + limitMs;
		for (;;) {
			const response = await fetch(`${this.url}/webhook/${path}`, init);
			if (response.status !== 404 || Date.now() > until) return response;
			await pause(250);
		}
	}
}

/** Items that a node sent out of one of its outputs in a run; undefined when it did not run. */
export function outputOf(run, node, output = 0) {
	const runs = run.data.resultData.runData[node];
	return runs?.flatMap((one) => one.data?.main?.[output] ?? []);
}
