import type { StoredColumn } from "../storedTable.ts";

/** What the numbers of a variable with a format of dates or times are, as seconds. */
export interface TimeFormat {
  readonly time: NonNullable<StoredColumn["time"]>;
  readonly seconds: (value: number) => number;
}

const secondsOfDay = 86_400;
/** Days from 1960-01-01, from which SAS counts, to 1970-01-01. */
const daysTo1970 = 3653;

/** Of a day that has a time of its day as a fraction, SAS shows the day. */
const date: TimeFormat = {
  time: "date",
  seconds: (value) => (Math.floor(value) - daysTo1970) * secondsOfDay,
};
const datetime: TimeFormat = { time: "datetime", seconds: (value) => value - daysTo1970 * secondsOfDay };
const time: TimeFormat = { time: "time", seconds: (value) => value };

const listed = (names: string, format: TimeFormat) => names.split(" ").map((name) => [name, format] as const);

/** SAS Formats and Informats: Reference, "Formats by Category", date and time. */
const formats: ReadonlyMap<string, TimeFormat> = new Map([
  ...listed("B8601DA DATE DAY DOWNAME E8601DA JULDAY JULIAN MONNAME MONTH MONYY QTR QTRR", date),
  ...listed("DDMMYY DDMMYYB DDMMYYC DDMMYYD DDMMYYN DDMMYYP DDMMYYS", date),
  ...listed("MMDDYY MMDDYYB MMDDYYC MMDDYYD MMDDYYN MMDDYYP MMDDYYS", date),
  ...listed("MMYY MMYYC MMYYD MMYYN MMYYP MMYYS YYMM YYMMC YYMMD YYMMN YYMMP YYMMS YYMON", date),
  ...listed("YYMMDD YYMMDDB YYMMDDC YYMMDDD YYMMDDN YYMMDDP YYMMDDS", date),
  ...listed("YYQ YYQC YYQD YYQN YYQP YYQS YYQR YYQRC YYQRD YYQRN YYQRP YYQRS YYWEEKU YYWEEKV YYWEEKW", date),
  ...listed("WEEKDATE WEEKDATX WEEKDAY WEEKU WEEKV WEEKW WORDDATE WORDDATX YEAR", date),
  ...listed("EURDFDD EURDFDE EURDFDN EURDFDWN EURDFMN EURDFMY EURDFWDX EURDFWKX NLDATE NLDATEW", date),
  ...listed("B8601DN B8601DT B8601DX B8601DZ B8601LX DATEAMPM DATETIME DTDATE DTMONYY DTWKDATX", datetime),
  ...listed("DTYEAR DTYYQC E8601DN E8601DT E8601DX E8601DZ E8601LX EURDFDT MDYAMPM NLDATM", datetime),
  ...listed("B8601LZ B8601TM B8601TX B8601TZ E8601LZ E8601TM E8601TX E8601TZ HHMM HOUR", time),
  ...listed("MMSS NLTIMAP NLTIME TIME TIMEAMPM TOD", time),
]);

export const timeFormatOf = (format: string): TimeFormat | undefined => formats.get(format.toUpperCase());
