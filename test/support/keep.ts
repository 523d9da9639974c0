interface Closable {
	close(): unknown;
}

const open: Closable[] = [];

/** The same thing, closed when the running test has ended. */
export function keep<T extends Closable>(item: T): T {
	open.push(item);
	return item;
}

afterEach(async () => {
	await Promise.all(open.splice(0).map((item) => item.close()));
});
