import net from 'node:net';

/** The address of a host by a look-up that may refuse it; it is asked about addresses as well. */
export function permitted(
	lookup: net.LookupFunction,
	host: string,
	family: 0 | 4 | 6 = 0,
): Promise<string> {
	return new Promise((resolve, reject) => {
		lookup(host, { family, all: true }, (error, found) => {
			const address = typeof found === 'string' ? found : found?.[0]?.address;
			if (error) reject(error);
			else if (address) resolve(address);
			else reject(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }));
		});
	});
}
