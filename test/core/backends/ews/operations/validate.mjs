import fs from 'node:fs';
import {
	XmlBufferInputProvider,
	XmlDocument,
	xmlRegisterInputProvider,
	XsdValidator,
} from 'libxml2-wasm';

const [folder, file] = process.argv.slice(2);
const names = ['messages.xsd', 'types.xsd', 'xml.xsd', 'ews-envelope.xsd'];
const files = Object.fromEntries(
	names.map((name) => [`mem:///${name}`, fs.readFileSync(`${folder}/${name}`)]),
);
xmlRegisterInputProvider(new XmlBufferInputProvider(files));
const schema = XmlDocument.fromBuffer(files['mem:///ews-envelope.xsd'], {
	url: 'mem:///ews-envelope.xsd',
});
const validator = XsdValidator.fromDoc(schema);

const errors = JSON.parse(fs.readFileSync(file, 'utf8')).map((message) => {
	try {
		const document = XmlDocument.fromString(message);
		try {
			validator.validate(document);
			return [];
		} finally {
			document.dispose();
		}
	} catch (error) {
		return (error.details ?? [error]).map(({ message: text }) => text.trim());
	}
});
process.stdout.write(JSON.stringify(errors));
