import {
	findIanaZone,
	inZone,
	offsetAt,
	readDateTime,
	toInstant,
	toWindowsZone,
} from '../../../core/schema/zones';

const iso = (text: string, zone: string) => new Date(toInstant(text, zone)).toISOString();

describe('zones', () => {
	it.each([
		['Europe/Berlin', 'Europe/Berlin'],
		['W. Europe Standard Time', 'Europe/Berlin'],
		['Tokyo Standard Time', 'Asia/Tokyo'],
		['UTC', 'Etc/UTC'],
		['Asia/Kolkata', 'Asia/Kolkata'],
		['India Standard Time', 'Asia/Calcutta'],
	])('finds %s', (name, iana) => {
		const found = findIanaZone(name);
		expect(offsetAt(0, found ?? '')).toBe(offsetAt(0, iana));
		expect(found).toBeDefined();
	});

	it.each(['Mars/Olympus', '+02:00', '', 'CEST Standard'])('does not know %p', (name) => {
		expect(findIanaZone(name)).toBeUndefined();
		expect(() => toInstant('2026-01-01T00:00:00', name)).toThrow('is not a time zone');
	});

	it.each([
		['Europe/Prague', 'Central Europe Standard Time'],
		['America/New_York', 'Eastern Standard Time'],
		['UTC', 'UTC'],
		['Etc/UTC', 'UTC'],
		['W. Europe Standard Time', 'W. Europe Standard Time'],
		['Asia/Kolkata', 'India Standard Time'],
	])('names %s for Windows', (zone, windows) => {
		expect(toWindowsZone(zone)).toBe(windows);
	});

	it.each([
		['2026-01-15T12:00:00', 'Europe/Berlin', '2026-01-15T11:00:00.000Z'],
		['2026-07-15T12:00:00', 'Europe/Berlin', '2026-07-15T10:00:00.000Z'],
		['2026-07-15T12:00:00', 'W. Europe Standard Time', '2026-07-15T10:00:00.000Z'],
		['2026-07-15T12:00:00+05:30', 'Europe/Berlin', '2026-07-15T06:30:00.000Z'],
		['2026-07-15T24:00:00Z', 'Europe/Berlin', '2026-07-16T00:00:00.000Z'],
		// The gap of 29 March 2026, 02:00 to 03:00: moved on by its length.
		['2026-03-29T01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59.000Z'],
		['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
		['2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
		// The overlap of 25 October 2026, 02:00 to 03:00: the first of the two.
		['2026-10-25T01:59:59', 'Europe/Berlin', '2026-10-24T23:59:59.000Z'],
		['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
		['2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
		// West of Greenwich, half an hour of summer time, and midnight that does not exist.
		['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
		['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
		['2026-10-04T02:15:00', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
		['2018-11-04T00:00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
		['2011-12-31T00:00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
	])('reads %s in %s', (text, zone, expected) => {
		expect(iso(text, zone)).toBe(expected);
	});

	it('writes instants back with the offset of the zone', () => {
		expect(inZone(Date.UTC(2026, 6, 15, 10), 'Europe/Berlin')).toBe('2026-07-15T12:00:00+02:00');
		expect(inZone(Date.UTC(2026, 0, 15, 10), 'America/St_Johns')).toBe('2026-01-15T06:30:00-03:30');
		expect(inZone(Date.UTC(2026, 0, 15, 10, 0, 0, 5), 'UTC')).toBe('2026-01-15T10:00:00.005Z');
	});

	it('does not depend on the zone of the process', () => {
		const before = process.env['TZ'];
		try {
			for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC']) {
				process.env['TZ'] = zone;
				expect(iso('2026-07-15T12:00:00', 'Europe/Berlin')).toBe('2026-07-15T10:00:00.000Z');
				expect(readDateTime('1980-02-29')?.date).toBe('1980-02-29');
			}
		} finally {
			if (before === undefined) delete process.env['TZ'];
			else process.env['TZ'] = before;
		}
	});

	it.each([
		'',
		'2026-1-1',
		'2026-02-29',
		'2026-01-01T',
		'2026-01-01Z',
		'24:00',
		'2026-01-01T24:01:00',
	])('reads no date from %p', (text) => {
		expect(readDateTime(text)).toBeUndefined();
	});
});
