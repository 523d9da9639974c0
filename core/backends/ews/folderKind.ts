/** Whether a folder holds the records of a table: `IPF.Contact.Company` is a folder of contacts. */
export function fitsClass(folderClass: unknown, wanted: string | undefined): boolean {
	if (!wanted) return true;
	// A folder without class holds messages.
	const text = typeof folderClass === 'string' && folderClass !== '' ? folderClass : 'IPF.Note';
	const [actual, prefix] = [text.toLowerCase(), wanted.toLowerCase()];
	return actual === prefix || actual.startsWith(`${prefix}.`);
}
