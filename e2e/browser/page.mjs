/** n8n's pages as the checks use them: selectors, sign-in, pictures. */
import assert from 'node:assert/strict';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OWNER } from '../../scripts/lib/n8n.mjs';

const VIEW = { width: 1600, height: 1000 };
/** A picture of an empty page is smaller. */
const SMALLEST_PICTURE = 15_000;

export const testId = (name) => `[data-test-id='${name}']`;

export class Panel {
	/**
	 * @param browser of playwright
	 * @param n8n the running instance
	 * @param {string} pictures folder for what the checks see
	 */
	static async open(browser, n8n, pictures) {
		const context = await browser.newContext({
			viewport: VIEW,
			locale: 'en-GB',
			timezoneId: 'UTC',
			reducedMotion: 'reduce',
		});
		const page = await context.newPage();
		page.setDefaultTimeout(20_000);
		await mkdir(pictures, { recursive: true });
		const panel = new Panel(page, n8n, pictures);
		await panel.#signIn();
		return panel;
	}

	constructor(page, n8n, pictures) {
		this.page = page;
		this.n8n = n8n;
		this.pictures = pictures;
	}

	async #signIn() {
		const { page } = this;
		await page.goto(`${this.n8n.url}/signin`, { waitUntil: 'domcontentloaded' });
		await page.locator('input[name="emailOrLdapLoginId"]').fill(OWNER.email);
		await page.locator('input[name="password"]').fill(OWNER.password);
		await page.locator(testId('form-submit-button')).click();
		await page.waitForURL((url) => !url.pathname.includes('signin'));
	}

	/** Opens a workflow and waits for its canvas. */
	async canvas(workflowId) {
		const { page } = this;
		await page.goto(`${this.n8n.url}/workflow/${workflowId}`, { waitUntil: 'domcontentloaded' });
		await page.locator(testId('canvas-node')).first().waitFor();
		await this.settle(1500);
	}

	/** Opens a node's panel. */
	async node(name) {
		const { page } = this;
		await page.locator(testId('canvas-node'), { hasText: name }).first().dblclick();
		await page.locator(testId('node-parameters')).first().waitFor();
		await this.settle(1000);
	}

	async closeNode() {
		await this.page.keyboard.press('Escape');
		await this.page.keyboard.press('Escape');
		await this.settle(500);
	}

	parameter(name) {
		return this.page.locator(testId(`parameter-input-${name}`)).first();
	}

	/** Input of one column in a column mapper. */
	mapperField(column) {
		const label = testId(`value["${column}"]-parameter-input-options-container`);
		return this.page.locator(`.parameter-item:has(${label}) input`).first();
	}

	/** Opens a dropdown and gives its options' texts. */
	async options(name) {
		await this.parameter(name).locator('input').first().click();
		return this.visibleOptions();
	}

	async visibleOptions() {
		const items = this.page.locator('.el-select-dropdown__item:visible, [role=option]:visible');
		await items.first().waitFor();
		await this.settle(300);
		return (await items.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
	}

	/** Opens a resource locator's list and gives its entries' texts. */
	async locator(name) {
		const input = [
			`${testId(`resource-locator-${name}`)} ${testId('rlc-input')}`,
			`${testId(`parameter-input-${name}`)} ${testId('rlc-input')}`,
		];
		await this.page.locator(input.join(', ')).first().click();
		const items = this.page.locator(`${testId('rlc-item')}:visible`);
		await items.first().waitFor();
		await this.settle(500);
		return (await items.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
	}

	/** Runs the open node; resolves when its output is there. */
	async execute() {
		const { page } = this;
		const finished = page.waitForResponse(
			(response) => /\/rest\/workflows\/[^/]+\/run/.test(response.url()),
			{ timeout: 30_000 },
		);
		await page
			.locator(`${testId('node-execute-button')}:visible`)
			.last()
			.click();
		await finished;
		await page
			.locator(`${testId('ndv-items-count')}, ${testId('node-error-view')}`)
			.last()
			.waitFor({ timeout: 30_000 });
		await this.settle(1000);
	}

	/** Moves the parameters to the left, so that the output has room. */
	async widenOutput() {
		const { mouse } = this.page;
		const handle = this.page.locator(testId('panel-drag-button')).first();
		const { x, y, width, height } = await handle.boundingBox();
		await mouse.move(x + width / 2, y + height / 2);
		await mouse.down();
		await mouse.move(0, y + height / 2, { steps: 10 });
		await mouse.up();
		await this.settle(500);
	}

	/** Marks of parameters that n8n finds fault with. */
	async issues() {
		return this.page.locator(`${testId('parameter-issues')}:visible`).count();
	}

	/** The window as all other pictures have it. */
	async usualSize() {
		await this.page.setViewportSize(VIEW);
	}

	async settle(ms) {
		await this.page.waitForTimeout(ms);
	}

	/** Closes n8n's short messages in the corner. */
	async #withoutToasts() {
		const { page } = this;
		const close = page.locator('.el-notification__closeBtn:visible');
		for (let i = await close.count(); i > 0; i -= 1) {
			// one that goes away by itself in this moment is as good as closed
			await close
				.first()
				.click({ timeout: 1000 })
				.catch(() => {});
		}
		const toast = page.getByText(/(executed successfully|Credential saved)$/i);
		await toast.first().waitFor({ state: 'hidden', timeout: 10_000 });
	}

	/** Saves what is on the screen; fails when it is blank. */
	async picture(name, options = {}) {
		await this.#withoutToasts();
		const file = join(this.pictures, `${name}.png`);
		await mkdir(dirname(file), { recursive: true });
		await this.page.screenshot({ path: `${file}.new`, type: 'png', ...options });
		const { size } = await stat(`${file}.new`);
		assert.ok(size > SMALLEST_PICTURE, `${name} shows next to nothing: ${size} bytes`);
		await rename(`${file}.new`, file);
	}

	/** Saves the middle of a node's panel, where its parameters are. */
	async pictureOfParameters(name) {
		const { x, width } = await this.page.locator(testId('node-parameters')).first().boundingBox();
		const margin = 6;
		const clip = { x: x - margin, y: 64, width: width + 2 * margin, height: VIEW.height - 90 };
		await this.picture(name, { clip });
	}

	/** Runs steps one after the other, each a check; a failed one leaves its evidence. */
	async steps(check, name, steps, world) {
		for (const [index, [title, work]] of steps.entries()) {
			await check(title, async () => {
				try {
					await work(this, world);
				} catch (error) {
					await this.evidence(`${name}-step-${index + 1}`);
					throw error;
				}
			});
		}
	}

	/** What a person would need to understand a failed step. */
	async evidence(name) {
		await this.page.screenshot({ path: join(this.pictures, `${name}-failed.png`) });
		await writeFile(join(this.pictures, `${name}-failed.html`), await this.page.content());
	}
}
