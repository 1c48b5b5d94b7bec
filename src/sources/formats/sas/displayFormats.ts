import type { StoredColumn } from "../storedTable.ts";

type Time = NonNullable<StoredColumn["time"]>;

/**
 * What SAS formats show numbers as, by their names without width ("SAS Formats and Informats: Reference", formats by category). The
 * letters B, C, D, N, P and S after a name say what stands between the parts of a date.
 */
const families: readonly (readonly [RegExp, Time])[] = [
  [/^(DATE|DAY|DOWNAME|JULDAY|JULIAN|MONNAME|MONTH|MONYY|NENGO|MINGUO|QTRR?|YEAR|YYMON)$/, "date"],
  [/^(WEEKDAT[EX]|WEEKDAY|WEEK[UVW]|WORDDAT[EX]|PDJUL[GI])$/, "date"],
  [/^(YYMMDD|MMDDYY|DDMMYY)[BCDNPS]?$/, "date"],
  [/^(YYMM|MMYY|YYQR?)[CDNPS]?$/, "date"],
  [/^([BE]|IS)8601DA$/, "date"],
  [/^(NLDATE[A-Z]*|EURDF(DD|DE|DN|DWN|MN|MY|WDX|WKX))$/, "date"],
  [/^(DATETIME|DATEAMPM|MDYAMPM|TOD|DT(DATE|MONYY|WKDATX|YEAR|YYQC))$/, "datetime"],
  [/^([BE]|IS)8601(DN|DT|DX|DZ|LX)$/, "datetime"],
  [/^(NLDATM[A-Z]*|EURDFDT)$/, "datetime"],
  [/^(TIME|TIMEAMPM|HHMM|HOUR|MMSS)$/, "time"],
  [/^([BE]|IS)8601(TM|TX|TZ|LZ)$/, "time"],
  [/^NLTIM(E|AP)$/, "time"],
];

/** The name of a format as catalogs have it: in capitals, and without the width that some programs write. */
export const formatName = (written: string): string => written.toUpperCase().replace(/[\d.]+$/, "");

export const timeShownBy = (format: string): Time | undefined =>
  families.find(([names]) => names.test(format))?.[1];

const [secondsOfDay, daysToEpoch] = [86_400, 3_653];

/** The seconds of a number that SAS counts from 1960-01-01, in days of a date. */
export const secondsOf: Readonly<Record<Time, (number: number) => number>> = {
  date: (days) => (days - daysToEpoch) * secondsOfDay,
  datetime: (seconds) => seconds - daysToEpoch * secondsOfDay,
  time: (seconds) => seconds,
};
