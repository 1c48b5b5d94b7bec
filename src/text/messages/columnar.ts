import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

/** Parts of files of columns, Parquet and Arrow, that contradict the format. */
export const brokenFooter: Label = { fr: "son sommaire, à la fin", en: "its summary, at the end" };
export const brokenSchema: Label = { fr: "sa liste de variables", en: "its list of variables" };
export const brokenRows: Label = { fr: "son nombre de lignes", en: "its number of rows" };
export const brokenPage: Label = { fr: "une page de données", en: "a page of data" };
export const brokenPacking: Label = { fr: "des données compressées", en: "compressed data" };
export const brokenMessage: Label = { fr: "un message", en: "a message" };
export const brokenBuffer: Label = {
  fr: "les données d'un lot de lignes",
  en: "the data of a batch of rows",
};

/** A variable whose answers are no single values. */
export const nestedColumn: Fault = {
  what: {
    fr: "cette variable contient des listes ou des structures, et non une valeur par ligne",
    en: "this variable has lists or structures, not one value for each row",
  },
  advice: {
    fr: "Ne demandez que les autres variables, ou mettez-la à plat dans le logiciel qui a écrit le fichier",
    en: "Ask for the other variables alone, or flatten it in the program that wrote the file",
  },
};

/** A variable of a type that is neither numbers, texts, dates nor times. */
export const typeNotRead: Fault = {
  what: {
    fr: "les valeurs de ce type ne sont pas lues",
    en: "values of this type are not read",
  },
  advice: {
    fr: "Ne demandez que les autres variables, ou enregistrez celle-ci comme nombres ou textes",
    en: "Ask for the other variables alone, or save this one as numbers or texts",
  },
};

/** A compression that is not read; what it is called follows. */
export const packingNotRead: Fault = {
  what: { fr: "cette compression n'est pas lue", en: "this compression is not read" },
  advice: {
    fr: "Enregistrez le fichier compressé par snappy, gzip, zstd, lz4 ou brotli, ou sans compression",
    en: "Save the file compressed by snappy, gzip, zstd, lz4 or brotli, or uncompressed",
  },
};

/** An encoding of values that is not read; what it is called follows. */
export const pageEncodingNotRead: Fault = {
  what: { fr: "ce codage de valeurs n'est pas lu", en: "this encoding of values is not read" },
  advice: {
    fr: "Enregistrez le fichier avec les codages usuels (PLAIN, RLE_DICTIONARY)",
    en: "Save the file with the usual encodings (PLAIN, RLE_DICTIONARY)",
  },
};

/** A file that is encrypted, whole or in part. */
export const encrypted = (format: string): Fault => ({
  what: { fr: `ce fichier ${format} est chiffré`, en: `this ${format} file is encrypted` },
  advice: { fr: "Enregistrez-le sans chiffrement", en: "Save it without encryption" },
});

/** A Parquet file whose data lie in other files. */
export const severalFiles: Fault = {
  what: {
    fr: "les données de ce fichier Parquet sont dans un autre fichier",
    en: "the data of this Parquet file lie in another file",
  },
  advice: { fr: "Donnez ce fichier-là", en: "Give that file" },
};

/** Numbers whose bytes come in the order of another kind of machine. */
export const bigEndian: Fault = {
  what: {
    fr: "les octets des nombres de ce fichier Arrow sont dans l'ordre gros-boutiste, qui n'est pas lu",
    en: "the bytes of this Arrow file's numbers are in big-endian order, which is not read",
  },
  advice: { fr: "Enregistrez-le en ordre petit-boutiste", en: "Save it in little-endian order" },
};
