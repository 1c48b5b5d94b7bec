/** An unsigned integer of up to 8 bytes, which is exact below 2^53. */
export function unsigned(bytes: Buffer, at: number, length: number, littleEndian: boolean): number {
  if (length === 8) return Number(littleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  return littleEndian ? bytes.readUIntLE(at, length) : bytes.readUIntBE(at, length);
}

/** How the numbers of a variable are stored. */
export interface NumberType {
  readonly width: number;
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number;
  /** 0 where a number stands for the missing value ., from 1 to 26 where it stands for .a to .z, below 0 where it is an answer. */
  readonly mark: (value: number) => number;
}

/** Of integers, the largest stand for missing values. */
const from = (first: number) => (value: number) => value - first;

/** Of floating-point numbers, this power of two stands for ., and each further mark for 1/4096 of it more. */
const fromPower = (power: number) => (value: number) => {
  if (value < power && value > Number.NEGATIVE_INFINITY) return -1;
  const mark = Math.floor((value / power - 1) * 4096);
  return mark > 0 && mark <= 26 ? mark : 0;
};

const firstLong = 2_147_483_621;

const byte: NumberType = { width: 1, read: (view, at) => view.getInt8(at), mark: from(101) };
const int: NumberType = {
  width: 2,
  read: (view, at, little) => view.getInt16(at, little),
  mark: from(32_741),
};
const long: NumberType = {
  width: 4,
  read: (view, at, little) => view.getInt32(at, little),
  mark: from(firstLong),
};
const float: NumberType = {
  width: 4,
  read: (view, at, little) => view.getFloat32(at, little),
  mark: fromPower(2 ** 127),
};
const double: NumberType = {
  width: 8,
  read: (view, at, little) => view.getFloat64(at, little),
  mark: fromPower(2 ** 1023),
};

/** What a variable is stored as: numbers, a text of at most so many bytes, or references to long texts. */
export type Storage = NumberType | { readonly text: number } | "long text";

const [oldTextLimit, textLimit] = [244, 2045];
const oldTypes: Readonly<Record<number, Storage>> = {
  251: byte,
  252: int,
  253: long,
  254: float,
  255: double,
};
const types: Readonly<Record<number, Storage>> = {
  32768: "long text",
  65526: double,
  65527: float,
  65528: long,
  65529: int,
  65530: byte,
};

/** The storage of a type's number in a file; undefined where there is no such type. */
export function storageOf(type: number, tagged: boolean): Storage | undefined {
  if (type >= 1 && type <= (tagged ? textLimit : oldTextLimit)) return { text: type };
  return (tagged ? types : oldTypes)[type];
}

/** Bytes of a cell. */
export function widthOf(storage: Storage): number {
  if (storage === "long text") return 8;
  return "text" in storage ? storage.text : storage.width;
}

/** The name of a missing value that has one of its own, such as .a. */
export const markName = (mark: number): string => `.${String.fromCharCode(96 + mark)}`;

/** The value of a value label: a number, or the name of a missing value. */
export function labelled(value: number): number | string {
  const mark = value - firstLong;
  if (mark < 0) return value;
  return mark === 0 ? "." : markName(mark);
}
