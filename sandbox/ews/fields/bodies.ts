import type { Body } from '../../store';
import type { Context } from '../context';
import type { View } from '../view';
import { element, escape } from '../xml/escape';
import { child, type Node } from '../xml/node';
import { bodyOf, plainText } from './computed';
import { bodyXml } from './print';

const IMAGE = /(<img\b[^>]*?)\ssrc\s*=\s*("(?:https?:|\/\/)[^"]*"|'(?:https?:|\/\/)[^']*')/gi;

/** Scripts, and what else runs, taken out. */
function filtered(html: string): string {
	return html
		.replace(/<(script|object|embed|iframe|applet)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
		.replace(/\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, '');
}

/** The code page that the HTML names becomes UTF-8; where it names none it stays so. */
function inUtf8(html: string): string {
	return html.replace(/(<meta\b[^>]*\bcharset\s*=\s*["']?)[\w-]+/gi, '$1utf-8');
}

function blankTargets(html: string): string {
	return html.replace(/<a\b([^>]*?)(\/?)>/gi, (_all, attributes: string, end: string) => {
		const rest = attributes.replace(/\starget\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, '');
		return `<a${rest} target="_blank"${end}>`;
	});
}

/** What ItemShape says about bodies (MS-OXWSCDATA, ItemResponseShapeType). */
export class Bodies {
	private readonly filter: boolean;
	private readonly utf8: boolean;
	private readonly blank: boolean;
	private readonly block: boolean;
	private readonly maximum: number;

	constructor(
		private readonly shape: Node,
		private readonly ctx: Context,
	) {
		this.filter = this.flag('FilterHtmlContent', false);
		this.utf8 = this.flag('ConvertHtmlCodePageToUTF8', true);
		this.blank = this.flag('AddBlankTargetToLinks', false);
		this.block = this.flag('BlockExternalImages', false);
		this.maximum = Number(child(shape, 'MaximumBodySize')?.text ?? Infinity);
	}

	private flag(name: string, otherwise: boolean): boolean {
		const text = child(this.shape, name)?.text.trim();
		return text === undefined ? otherwise : /^(true|1)$/.test(text);
	}

	/** Body, UniqueBody or NormalizedBody, each with its own type in the shape. */
	print(name: 'Body' | 'UniqueBody' | 'NormalizedBody', view: View): string {
		const none: Body = { type: 'Text', text: '' };
		const body = bodyOf(view) ?? none;
		if (name === 'Body' && bodyOf(view) === undefined) return bodyXml(name, none);
		// Either of the others is given as the body is, unless the shape says more.
		const asked =
			child(this.shape, `${name}Type`)?.text.trim() ??
			child(this.shape, 'BodyType')?.text.trim() ??
			'Best';
		return this.cut(name, this.converted(body, asked));
	}

	private converted(body: Body, asked: string): Body {
		if (!this.ctx.rules.holds('body-type-as-asked')) return body;
		if (asked === 'Text') return { type: 'Text', text: plainText(body) };
		if (body.type === 'HTML') return { type: 'HTML', text: this.html(body.text) };
		if (asked !== 'HTML') return body;
		const html = escape(body.text).replace(/\r?\n/g, '<br>');
		return { type: 'HTML', text: `<html><body>${html}</body></html>` };
	}

	private html(text: string): string {
		const { rules } = this.ctx;
		let html = text;
		if (this.filter && rules.holds('filter-removes-scripts')) html = filtered(html);
		if (this.utf8 && rules.holds('code-page-becomes-utf8')) html = inUtf8(html);
		if (this.block && rules.holds('external-images-blocked')) html = html.replace(IMAGE, '$1');
		if (this.blank && rules.holds('links-open-blank')) html = blankTargets(html);
		return html;
	}

	private cut(name: string, body: Body): string {
		if (body.text.length <= this.maximum) return bodyXml(name, body);
		return bodyXml(name, { ...body, text: body.text.slice(0, this.maximum) }, true);
	}

	/** BlockStatus: whether this answer blocks images. */
	blockStatus(): string {
		return element('BlockStatus', String(this.block));
	}

	/** HasBlockedImages: whether there was one to block. */
	blockedImages(view: View): string {
		const body = bodyOf(view);
		const has = this.block && body?.type === 'HTML' && body.text.search(IMAGE) >= 0;
		return element('HasBlockedImages', String(has));
	}
}
