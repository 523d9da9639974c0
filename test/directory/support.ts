import { whyNoPreparedDirectory } from '../servers/preparedDirectory';

const why = whyNoPreparedDirectory();

/** Tests that need a domain controller. Where none can run they are left out, and the run says so. */
export function suiteWithDirectory(name: string, define: () => void): void {
	if (why) console.warn(`LEFT OUT: ${name}: ${why}`);
	(why ? describe.skip : describe)(name, define);
}
