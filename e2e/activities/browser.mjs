/** Each activity in its panel: run, looked at, and pictured for the guides. */
import assert from 'node:assert/strict';
import { testId } from '../browser/page.mjs';
import { PICTURES_ID, SHOTS } from './pictures.mjs';

const shot = ({ node, picture, sees }) => [
	`${picture}: ${node} in its panel, nothing complained about`,
	async (panel) => {
		const { page } = panel;
		await panel.node(node);
		await panel.execute();
		assert.equal(await page.locator(`${testId('node-error-view')}:visible`).count(), 0);
		assert.equal(await panel.issues(), 0);
		for (const text of sees) {
			await page.getByText(text).first().waitFor({ state: 'attached' });
		}
		await panel.widenOutput();
		await panel.picture(picture);
		await panel.closeNode();
	},
];

export const activitySteps = [
	['the canvas of the activities', (panel) => panel.canvas(PICTURES_ID)],
	...SHOTS.map(shot),
];
