import path from 'node:path';
import { ExchangeError } from '../../../core/errors';
import { handOver, witness } from './witness';

/**
 * Before each test file: every error that core makes is remembered, and read when its test has ended,
 * so that nobody has to think of it. The base class names its errors by plain assignment, which an
 * accessor of its prototype gets to see; the product itself is left as it is.
 */
const made: ExchangeError[] = [];
Object.defineProperty(ExchangeError.prototype, 'name', {
	configurable: true,
	get: () => 'Error',
	set(this: ExchangeError, value: string) {
		Object.defineProperty(this, 'name', {
			value,
			writable: true,
			configurable: true,
			enumerable: true,
		});
		made.push(this);
	},
});

const DEEPEST = 5;

function readError(error: unknown, depth = 0): void {
	if (depth > DEEPEST || typeof error !== 'object' || error === null) return;
	witness((error as Error).stack);
	for (const value of Object.values(error)) if (typeof value === 'string') witness(value);
	const { message, cause } = error as Error;
	witness(message);
	readError(cause, depth + 1);
}

/** Where errors of tests are made; what a test makes itself is not core's. */
const tests = path.resolve(__dirname, '../..') + path.sep;
const isOfTest = ({ stack }: ExchangeError): boolean =>
	/^\s+at .*$/m.exec(stack ?? '')?.[0].includes(tests) ?? false;

const readAll = () => {
	for (const error of made.splice(0)) if (!isOfTest(error)) readError(error);
};
afterEach(readAll);
afterAll(() => {
	readAll();
	handOver(expect.getState().testPath ?? 'a test');
});
