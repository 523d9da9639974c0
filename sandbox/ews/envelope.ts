import { EwsFault } from './errors';
import { BUILDS, type Build } from './version';
import { escape } from './xml/escape';

const ERRORS = 'http://schemas.microsoft.com/exchange/services/2006/errors';
const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';

function versionXml(build: Build): string {
	const { numbers, schema } = BUILDS[build];
	const [major, minor, buildMajor, buildMinor] = numbers;
	return `<h:ServerVersionInfo MajorVersion="${major}" MinorVersion="${minor}" MajorBuildNumber="${buildMajor}" MinorBuildNumber="${buildMinor}" Version="${schema}" xmlns:h="${TYPES}"/>`;
}

export function envelope(build: Build, body: string): string {
	return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>${versionXml(build)}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

/** A SOAP fault in the form of Exchange 2010 and later. */
export function faultEnvelope(fault: EwsFault): string {
	return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode xmlns:a="${TYPES}">a:${fault.code}</faultcode><faultstring xml:lang="en-US">${escape(fault.reason)}</faultstring><detail><e:ResponseCode xmlns:e="${ERRORS}">${fault.code}</e:ResponseCode><e:Message xmlns:e="${ERRORS}">${escape(fault.message)}</e:Message>${messageXml(fault)}</detail></s:Fault></s:Body></s:Envelope>`;
}

/** A SOAP fault in the form of Exchange 2007, for tests of clients that must read both. */
export function faultEnvelope2007(fault: EwsFault): string {
	return `<?xml version="1.0" encoding="utf-8"?><soap11:Envelope xmlns:soap11="http://schemas.xmlsoap.org/soap/envelope/"><soap11:Header><t:ServerVersionInfo MajorVersion="8" MinorVersion="1" MajorBuildNumber="436" MinorBuildNumber="0" Version="Exchange2007_SP1" xmlns:t="${TYPES}"/></soap11:Header><soap11:Body><soap11:Fault><faultcode>soap11:Client</faultcode><faultstring>${escape(fault.reason)}</faultstring><detail><e:ResponseCode xmlns:e="${ERRORS}">${fault.code}</e:ResponseCode><e:Message xmlns:e="${ERRORS}">${escape(fault.message)}</e:Message></detail></soap11:Fault></soap11:Body></soap11:Envelope>`;
}

function messageXml(fault: EwsFault): string {
	return fault.detail === ''
		? ''
		: `<t:MessageXml xmlns:t="${TYPES}">${fault.detail}</t:MessageXml>`;
}
