import type { Fault } from "../errors.ts";
import type { Label, Language } from "../language.ts";
import { sentences } from "../lists.ts";
import { both } from "../reader.ts";
import { didYouMean, suggestion } from "../suggest.ts";
import { dayOrderTold, nameSuggestion } from "./expressions.ts";

export const noRows: Fault = {
  what: { fr: "il n'y a aucune ligne", en: "there are no rows" },
  advice: {
    fr: "La première ligne nomme les colonnes ; les lignes de données la suivent",
    en: "The first row names the columns; data rows follow",
  },
};

export const sameColumnName: Fault = {
  what: { fr: "deux colonnes ont le même nom", en: "two columns have the same name" },
};

/** The same where the columns are called otherwise, and the rows of the header can be chosen. */
export const sameNameInHeader = (names: readonly string[]): Fault => ({
  what: { fr: "plusieurs colonnes ont ce nom", en: "several columns have this name" },
  advice: {
    fr: `Choisissez : ${listed(names)}. ${countHeader.fr}`,
    en: `Choose: ${listed(names)}. ${countHeader.en}`,
  },
});

const countHeader: Label = {
  fr: "Si plusieurs lignes nomment les colonnes, comptez-les avec --header",
  en: "If several rows name the columns, count them with --header",
};

/** The first of some names. */
const listed = (names: readonly string[]) =>
  `${names.slice(0, 5).join(", ")}${names.length > 5 ? ", …" : ""}`;

/** `further` is what else to do about it. */
export const columnAbsent = (name: string, header: readonly string[], further?: Label): Fault => ({
  what: { fr: `la colonne « ${name} » est absente`, en: `column "${name}" is absent` },
  advice: both(({ say }) =>
    sentences([nameSuggestion(name, header.filter(Boolean)), ...(further ? [further] : [])].map(say)),
  ),
});

export const sheetAbsent = (name: string, sheets: readonly string[]): Fault => ({
  what: { fr: `la feuille « ${name} » est absente`, en: `sheet "${name}" is absent` },
  advice: suggestion(name, sheets),
});

const saveAnew: Label = {
  fr: "Ouvrez-le et enregistrez-le à nouveau en .xlsx",
  en: "Open it and save it anew as .xlsx",
};

export const unreadableWorkbook: Fault = {
  what: { fr: "ce n'est pas un classeur xlsx lisible", en: "this is no readable xlsx workbook" },
  advice: saveAnew,
};

export const resultNotStored: Fault = {
  what: {
    fr: "la cellule a une formule dont le classeur ne contient pas le résultat",
    en: "the cell has a formula whose result the workbook does not hold",
  },
  advice: {
    fr: "Ouvrez le classeur dans un tableur, qui la calcule, et enregistrez-le",
    en: "Open the workbook in a spreadsheet, which computes it, and save it",
  },
};

export const damagedWorkbook = (part: string): Fault => ({
  what: {
    fr: `le classeur est abîmé : sa partie ${part} ne peut pas être lue`,
    en: `the workbook is damaged: its part ${part} cannot be read`,
  },
  advice: saveAnew,
});

export const largeWorkbook = (part: string): Fault => ({
  what: {
    fr: `la partie ${part} du classeur est plus grande que ce qui peut être lu`,
    en: `the part ${part} of the workbook is larger than what can be read`,
  },
  advice: { fr: "Enregistrez la feuille en .csv", en: "Save the sheet as .csv" },
});

export const oldOrLockedWorkbook: Fault = {
  what: {
    fr: "c'est un classeur de l'ancien format .xls, ou protégé par un mot de passe",
    en: "this is a workbook of the old format .xls, or one with a password",
  },
  advice: {
    fr: "Ouvrez-le et enregistrez-le en .xlsx, sans mot de passe",
    en: "Open it and save it as .xlsx, without password",
  },
};

export const scatteredCells = (rows: number, columns: number): Fault => ({
  what: {
    fr: `les cellules de la feuille sont éparpillées sur ${rows} lignes et ${columns} colonnes, presque toutes vides`,
    en: `the cells of the sheet are scattered over ${rows} rows and ${columns} columns, nearly all of them empty`,
  },
  advice: {
    fr: "Supprimez ce qui est loin à droite du tableau",
    en: "Delete what stands far to the right of the table",
  },
});

/** Why a file cannot be opened, given the system's code. */
export const whyUnreadable = (code: string | undefined): Label =>
  code === "ENOENT"
    ? { fr: "ce fichier n'existe pas", en: "there is no such file" }
    : { fr: `le fichier ne peut pas être lu (${code})`, en: `the file cannot be read (${code})` };

/** `like` is the nearest name in its folder. */
export const unreadableFile = (code: string | undefined, like?: string): Fault => ({
  what: whyUnreadable(code),
  advice: like === undefined ? { fr: "Vérifiez le chemin", en: "Check the path" } : didYouMean(like),
});

export const wrongWidth = (fields: number, expected: number): Fault => ({
  what: {
    fr: `la ligne a ${fields} champ${fields > 1 ? "s" : ""}, l'en-tête ${expected}`,
    en: `the line has ${fields} field${fields > 1 ? "s" : ""}, the header ${expected}`,
  },
  advice:
    expected === 1
      ? {
          fr: "La première ligne doit être l'en-tête ; d'un fichier de données, --skip dit combien de lignes le précèdent",
          en: "The first line must be the header; of a data file, --skip says how many lines come before it",
        }
      : {
          fr: "Vérifiez les guillemets et les séparateurs de cette ligne",
          en: "Check the quotes and delimiters of this line",
        },
});

export const openQuote: Fault = {
  what: {
    fr: "ce n'est pas un CSV lisible : un guillemet n'est pas fermé",
    en: "this is no readable CSV: a quote is not closed",
  },
  advice: {
    fr: "Vérifiez les guillemets à partir de cette ligne",
    en: "Check the quotes from this line on",
  },
};

export const archiveAsText: Fault = {
  what: {
    fr: "le fichier est un classeur ou une archive zip, et non un texte",
    en: "the file is a workbook or a zip archive, and no text",
  },
  advice: { fr: "Donnez-lui l'extension .xlsx ou .zip", en: "Give it the extension .xlsx or .zip" },
};

/** `readings`: a word of the line as encodings would read it. */
export const notUtf8 = (readings: readonly { readonly encoding: string; readonly text: string }[]): Fault => {
  const shown = (of: string) => readings.map(({ encoding, text }) => `${text} ${of} ${encoding}`).join(", ");
  return {
    what: {
      fr: `le fichier n'est pas un texte UTF-8, à partir de cette ligne, qui a ${shown("en")}`,
      en: `the file is not UTF-8 text, from this line on, which has ${shown("in")}`,
    },
    advice: {
      fr: "Enregistrez-le en UTF-8 ; un fichier de lignes se lit aussi avec --encoding, ou encoding dans la vague qui le déclare",
      en: "Save it as UTF-8; a file of rows can also be read with --encoding, or encoding in the wave that declares it",
    },
  };
};

export const notOfEncoding = (encoding: string): Fault => ({
  what: { fr: `le fichier n'est pas en ${encoding}`, en: `the file is not ${encoding}` },
  advice: { fr: "Nommez son codage par --encoding", en: "Name what it is written in by --encoding" },
});

export const damagedGzip: Fault = {
  what: { fr: "le fichier gzip est endommagé ou coupé", en: "the gzip file is damaged or cut short" },
  advice: { fr: "Procurez-vous-le de nouveau", en: "Get it once more" },
};

export const damagedZip: Fault = {
  what: { fr: "l'archive zip est endommagée ou chiffrée", en: "the zip archive is damaged or encrypted" },
  advice: { fr: "Procurez-vous-la de nouveau", en: "Get it once more" },
};

export const largeZip: Fault = {
  what: { fr: "l'archive zip contient plus de 2 Go", en: "the zip archive holds more than 2 GB" },
  advice: { fr: "Décompressez-la d'abord", en: "Unpack it first" },
};

export const severalInZip = (names: readonly string[]): Fault => ({
  what: {
    fr: "une archive zip est lue quand elle contient un seul fichier",
    en: "a zip archive is read where it holds one file",
  },
  advice:
    names.length === 0
      ? { fr: "Elle n'en contient aucun", en: "It holds none" }
      : {
          fr: `Décompressez-la et choisissez entre ${listed(names)}`,
          en: `Unpack it and choose between ${listed(names)}`,
        },
});

export const otherInZip: Fault = {
  what: {
    fr: "dans une archive zip, seul un fichier .csv, .tsv ou .txt est lu",
    en: "of a zip archive a .csv, .tsv or .txt file is read",
  },
  advice: { fr: "Décompressez-la d'abord", en: "Unpack it first" },
};

export const noEncodingOfWorkbook: Fault = {
  what: { fr: "un classeur dit lui-même son codage", en: "a workbook tells itself what it is written in" },
  advice: { fr: "Retirez --encoding", en: "Leave out --encoding" },
};

export const hasNul: Fault = {
  what: {
    fr: "cette ligne a un octet nul : ce n'est pas du texte, ou c'est de l'UTF-16",
    en: "this line has a NUL byte: it is no text, or UTF-16",
  },
  advice: {
    fr: "Enregistrez-le en UTF-8, ou, pour un fichier de lignes en UTF-16, dites --encoding utf-16le",
    en: "Save it as UTF-8, or, for a file of rows in UTF-16, say --encoding utf-16le",
  },
};

export const noRegularFile: Fault = {
  what: {
    fr: "ce n'est pas un fichier ordinaire (tube, périphérique ou fichier du système)",
    en: "this is no regular file (a pipe, a device or a file of the system)",
  },
  advice: { fr: "Enregistrez-en le contenu dans un fichier", en: "Save its content into a file" },
};

export const tooLarge = (megabytes: number, most: number): Fault => ({
  what: both(
    ({ language, number }) =>
      ({
        fr: `le fichier a ${number(megabytes)} Mo, plus que la limite de ${number(most)} Mo`,
        en: `the file has ${number(megabytes)} MB, more than the limit of ${number(most)} MB`,
      })[language],
  ),
});

export const longRecord = (megabytes: number): Fault => ({
  what: {
    fr: `la ligne a plus de ${megabytes} Mo, la limite`,
    en: `the line has more than ${megabytes} MB, the limit`,
  },
  advice: {
    fr: "Vérifiez les fins de ligne et les guillemets à partir de cette ligne",
    en: "Check the line ends and the quotes from this line on",
  },
});

export const textAfterQuote: Fault = {
  what: {
    fr: "un champ continue après le guillemet qui le ferme",
    en: "a field goes on after the quote that closes it",
  },
  advice: {
    fr: "Doublez les guillemets à l'intérieur d'un champ : \"\"",
    en: 'Double the quotes inside a field: ""',
  },
};

export const noSheetsInText: Fault = {
  what: { fr: "un fichier texte n'a pas de feuilles", en: "a text file has no sheets" },
  advice: { fr: "Retirez --sheet", en: "Leave out --sheet" },
};

export const severalSheets: Fault = {
  what: { fr: "le classeur a plusieurs feuilles", en: "the workbook has several sheets" },
  advice: { fr: "Choisissez-en une avec --sheet", en: "Choose one with --sheet" },
};

export const noRangeInText: Fault = {
  what: { fr: "un fichier texte n'a pas de plages de cellules", en: "a text file has no ranges of cells" },
  advice: {
    fr: "Donnez par --skip le nombre de lignes avant l'en-tête",
    en: "Say by --skip how many lines come before the header",
  },
};

export const skipWithRange: Fault = {
  what: {
    fr: "la plage de cellules (range) dit déjà où le tableau commence ; skip ne va pas avec",
    en: "the range of cells already says where the table begins; skip does not go with it",
  },
  advice: { fr: "Retirez l'un des deux", en: "Leave out one of them" },
};

/** `named` are the ranges of the workbook that have a name. */
export const notRange = (named: readonly string[]): Fault => ({
  what: { fr: "ce n'est pas une plage de cellules", en: "this is no range of cells" },
  advice: {
    fr: `Écrivez-la B5:H40, B5:H, B:H ou 5:40, et devant, au besoin, le nom de la feuille et un point d'exclamation${named.length > 0 ? `, ou nommez-en une : ${listed(named)}` : ""}`,
    en: `Write it as B5:H40, B5:H, B:H or 5:40, and before it, if need be, the sheet's name and an exclamation mark${named.length > 0 ? `, or name one: ${listed(named)}` : ""}`,
  },
});

export const twoSheets = (sheet: string): Fault => ({
  what: {
    fr: `la plage est dans une autre feuille que « ${sheet} », celle de --sheet`,
    en: `the range is in another sheet than "${sheet}", that of --sheet`,
  },
  advice: { fr: "Retirez --sheet", en: "Leave out --sheet" },
});

/** `filled` are the sheets that hold something. */
export const emptySheet = (filled: readonly string[]): Fault => ({
  what: { fr: "la feuille est vide", en: "the sheet is empty" },
  advice: {
    fr: filled.length > 0 ? `Ont un contenu : ${listed(filled)}` : "Aucune feuille n'a de contenu",
    en: filled.length > 0 ? `These hold something: ${listed(filled)}` : "No sheet holds anything",
  },
});

/** `used` is the range from A1 to the last row and column that have cells. */
export const rangeEmpty = (used: string): Fault => ({
  what: { fr: "la plage n'a aucune cellule remplie", en: "the range has no filled cells" },
  advice: { fr: `La feuille est remplie dans ${used}`, en: `The sheet is filled within ${used}` },
});

export const headerBeyondRange = (header: number, rows: number): Fault => ({
  what: {
    fr: `la plage a moins de lignes (${rows}) que l'en-tête (${header})`,
    en: `the range has fewer rows (${rows}) than the header (${header})`,
  },
  advice: {
    fr: "La plage va de la première ligne de l'en-tête à la dernière ligne de données",
    en: "The range goes from the first row of the header to the last row of data",
  },
});

/** Of a sheet with rows, or a text with lines; `last` is the last one. */
export const beyondEnd = (skip: number, last: number, unit: "row" | "line"): Fault => ({
  what: {
    fr: `il n'y a rien après la ligne ${skip} : la dernière est la ligne ${last}`,
    en: `nothing comes after ${unit} ${skip}: the last one is ${unit} ${last}`,
  },
  advice: {
    fr: "--skip est le nombre de lignes avant l'en-tête",
    en: `--skip is the number of ${unit}s before the header`,
  },
});

/** `first` is the range of the table above. */
export const secondTable = (first: string): Fault => ({
  what: {
    fr: "un second tableau semble commencer à cette ligne",
    en: "a second table seems to begin in this row",
  },
  advice: {
    fr: `Choisissez le tableau à lire, comme --range ${first} pour le premier`,
    en: `Choose the table to read, such as --range ${first} for the first one`,
  },
});

export const noHeaderToExtend: Fault = {
  what: {
    fr: "de nouvelles colonnes ont besoin d'un en-tête qui les nomme",
    en: "new columns need a header that names them",
  },
  advice: {
    fr: "Ajoutez au fichier une ligne qui nomme les colonnes",
    en: "Add a row to the file that names the columns",
  },
};

/** The cell that is told is filled. */
export const noRoomForColumns: Fault = {
  what: {
    fr: "à droite du tableau, là où iraient les nouvelles colonnes, une cellule est remplie",
    en: "right of the table, where the new columns would go, a cell is filled",
  },
  advice: {
    fr: "Laissez des colonnes vides à droite du tableau",
    en: "Leave empty columns right of the table",
  },
};

export const wideRow: Fault = {
  what: {
    fr: "la ligne a plus de cellules que l'en-tête n'en nomme",
    en: "the row has more cells than the header names",
  },
  advice: {
    fr: "L'en-tête doit nommer chaque colonne ; dites avec --skip combien de lignes le précèdent, ou avec --range où est le tableau ; --header 0 s'il n'y en a pas",
    en: "The header must name every column; say with --skip how many rows come before it, or with --range where the table is; --header 0 if there is none",
  },
};

/** `mark` is what stands before decimals. */
export const notNumber = (name: string, mark: "comma" | "point"): Fault => ({
  what: { fr: `${name} n'est pas un nombre`, en: `${name} is not a number` },
  advice: {
    fr: `Un nombre a des chiffres et au plus ${mark === "comma" ? "une virgule décimale" : "un point décimal"} ; une cellule vide, NA et . sont des valeurs manquantes. Pour les modalités d'une variable qualitative, voir panel crosstab`,
    en: `A number has digits and at most one decimal ${mark}; an empty cell, NA and . are missing. For the levels of a categorical variable see panel crosstab`,
  },
});

/** A text that is a number with a unit, such as "12 %". */
export const unitOfText = (name: string, number: string): Fault => ({
  what: notNumber(name, "point").what,
  advice: {
    fr: `Une unité n'en fait pas partie : écrivez ${number} dans toute la colonne, sans %, € ni autre signe`,
    en: `A unit is no part of it: write ${number} in all of the column, without %, € or another sign`,
  },
});

const chooseMark: Label = {
  fr: "Choisissez avec --decimal comma (décimales) ou --decimal point (milliers)",
  en: "Choose with --decimal comma (decimals) or --decimal point (thousands)",
};

/** A text that is a number if its comma is that of decimals, or that of thousands. */
export const commaOfText = (name: string): Fault => ({
  what: notNumber(name, "point").what,
  advice: {
    fr: "Si ses virgules sont celles de nombres, dites-le avec --decimal comma (décimales) ou --decimal point (milliers)",
    en: "If its commas are those of numbers, say so with --decimal comma (decimals) or --decimal point (thousands)",
  },
});

/** `canChoose`: whether an option says what the comma is. */
/** `isDeclared` where a declaration says how the file is read. */
export const commaUntold = (isDeclared: boolean): Fault => ({
  what: {
    fr: "la virgule peut être celle des décimales ou celle des milliers : trois chiffres la suivent partout",
    en: "the comma may be that of decimals or that of thousands: three digits follow it everywhere",
  },
  advice: isDeclared
    ? {
        fr: "Dites dans la vague si decimal est comma (décimales) ou point (milliers)",
        en: "Say in the wave whether decimal is comma (decimals) or point (thousands)",
      }
    : chooseMark,
});

/** A number in a file whose commas are decimal. */
export const pointUntold = (isDeclared: boolean): Fault => ({
  what: {
    fr: "le point peut être celui des décimales ou celui des milliers : le fichier a aussi des virgules décimales",
    en: "the point may be that of decimals or that of thousands: the file has decimal commas too",
  },
  advice: isDeclared
    ? {
        fr: "Si les points séparent les milliers, dites dans la vague que decimal est comma ; sinon, écrivez toutes les décimales de la même façon",
        en: "If points stand between thousands, say decimal: comma in the wave; else write all decimals in one way",
      }
    : {
        fr: "Si les points séparent les milliers : --decimal comma ; sinon, écrivez toutes les décimales de la même façon",
        en: "If points stand between thousands: --decimal comma; else write all decimals in one way",
      },
});

/** Digits that are a name, where a number is needed. */
export const codesNotNumbers = (name: string): Fault => ({
  what: {
    fr: `${name} contient des codes, et non des nombres`,
    en: `${name} has codes, not numbers`,
  },
  advice: {
    fr: "Une colonne dont un entier commence par zéro, ou dépasse 2^53, est qualitative",
    en: "A column in which a whole number begins with zero, or is beyond 2^53, is categorical",
  },
});

export interface TextCount {
  readonly text: string;
  readonly rows: number;
}

/** Marks or texts with their rows, each cut to a length that a line takes. */
const counted = (texts: readonly TextCount[], quote: (text: string) => string) =>
  [
    ...texts
      .slice(0, 10)
      .map(({ text, rows }) => `${quote(text.length > 40 ? `${text.slice(0, 40)}…` : text)} (${rows})`),
    ...(texts.length > 10 ? ["…"] : []),
  ].join(", ");

/** The rows of a sheet that were recognised as no part of its table. */
export interface RowsAside {
  /** The first row of the header, or of the data where there is none. */
  readonly first: number;
  readonly above: readonly number[];
  /** The row of units right below the header. */
  readonly units: readonly number[];
  /** The rows of notes. */
  readonly below: readonly number[];
}

/** From the first row to the last. */
const span = ([first, ...others]: readonly number[]): Label => {
  const last = others.at(-1);
  return last === undefined
    ? { fr: `ligne ${first}`, en: `row ${first}` }
    : { fr: `lignes ${first} à ${last}`, en: `rows ${first}-${last}` };
};

/** A day that no calendar has, in a column of dates. */
export const impossibleDate = (column: string, order: string): Fault => ({
  what: { fr: `${column} : cette date n'existe pas`, en: `${column}: there is no such date` },
  advice: {
    fr: `Corrigez-la, déclarez-la manquante avec --na, ou vérifiez --dates ${order}`,
    en: `Mend it, make it missing with --na, or check --dates ${order}`,
  },
});

/** Levels of a column that nobody may mean to count apart. */
export interface LevelsAlike {
  readonly column: string;
  /** The column as expressions have it. */
  readonly written: string;
  /** Sets of levels, of each the one to keep first. */
  readonly sets: readonly (readonly string[])[];
}

/** The names that columns have here. */
export interface ColumnsWithoutName {
  readonly names: readonly string[];
  /** Whether the first column alone has a name, which may be a title. */
  readonly isTitled?: boolean;
}

const mostSets = 4;

/** How a column was read. */
export const readingNotes = {
  "marks absent": ({ texts }: { readonly texts: readonly string[] }): Label => ({
    fr: `--na : aucune colonne lue ne contient ${texts.map((text) => `« ${text} »`).join(", ")}`,
    en: `--na: no column that was read has ${texts.map((text) => `"${text}"`).join(", ")}`,
  }),
  "dates untold": ({
    column,
    orders,
  }: {
    readonly column: string;
    readonly orders: readonly string[];
  }): Label => ({
    fr: `${column} contient des textes qui ressemblent à des dates. ${dayOrderTold(orders).fr}`,
    en: `${column} has texts that look like dates. ${dayOrderTold(orders).en}`,
  }),
  "texts among dates": ({
    column,
    texts,
  }: {
    readonly column: string;
    readonly texts: readonly TextCount[];
  }): Label => ({
    fr: `${column} reste un texte, car tout n'y est pas une date selon --dates : ${counted(texts, (text) => `« ${text} »`)}. Si ce sont des valeurs manquantes, indiquez-les avec --na`,
    en: `${column} stays a text, because not all of it is a date as --dates says: ${counted(texts, (text) => `"${text}"`)}. If they are missing answers, name them with --na`,
  }),
  "levels alike": ({ column, written, sets }: LevelsAlike): Label => {
    const shown = sets.slice(0, mostSets);
    const more = sets.length > mostSets ? " …" : "";
    const same = shown.flatMap(([first, ...others]) =>
      others.map((other) => `${JSON.stringify(other)} = ${JSON.stringify(first)}`),
    );
    // A quote in it would end the one that the shell sees around it.
    const recoded = `recode(${[written, ...same, `other = ${written}`].join(", ")})`.replaceAll("'", "'\\''");
    const quoted = (quote: (level: string) => string, between: string) =>
      shown.map((levels) => levels.map(quote).join(", ")).join(between) + more;
    return {
      fr: `${column} a des modalités qui ne diffèrent que par la casse, les accents, les espaces ou les signes, et qui comptent à part : ${quoted((level) => `« ${level} »`, " ; ")}. Pour les réunir : --derive 'NOM = ${recoded}'`,
      en: `${column} has levels that differ only by case, accents, spaces or marks, and count apart: ${quoted((level) => `"${level}"`, "; ")}. To unite them: --derive 'NAME = ${recoded}'`,
    };
  },
  "total row": ({
    column,
    text,
    row,
    isSheet,
  }: {
    readonly column: string;
    readonly text: string;
    readonly row: number;
    readonly isSheet: boolean;
  }): Label => {
    const where = `--where '${column} != ${JSON.stringify(text)}'`;
    return {
      fr: `La ligne ${row} commence par « ${text} » et est lue comme une ligne de données. Pour l'écarter : ${where}${isSheet ? ", ou --range" : ""}`,
      en: `${isSheet ? "Row" : "Line"} ${row} begins with "${text}" and is read as a row of data. To leave it out: ${where}${isSheet ? ", or --range" : ""}`,
    };
  },
  marks: ({ column, texts }: { readonly column: string; readonly texts: readonly TextCount[] }): Label => ({
    fr: `${column} : valeurs manquantes ${counted(texts, (text) => `« ${text} »`)}`,
    en: `${column}: missing answers ${counted(texts, (text) => `"${text}"`)}`,
  }),
  "texts among numbers": ({
    column,
    texts,
  }: {
    readonly column: string;
    readonly texts: readonly TextCount[];
  }): Label => ({
    fr: `${column} est qualitative, car des textes figurent parmi ses nombres : ${counted(texts, (text) => `« ${text} »`)}. Si ce sont des valeurs manquantes, indiquez-les avec --na`,
    en: `${column} is categorical, because there are texts among its numbers: ${counted(texts, (text) => `"${text}"`)}. If they are missing answers, name them with --na`,
  }),
  "commas untold": ({
    column,
    texts,
  }: {
    readonly column: string;
    readonly texts: readonly TextCount[];
  }): Label => ({
    fr: `${column} est qualitative, car la virgule de ses nombres peut être celle des décimales ou celle des milliers : ${counted(texts, (text) => `« ${text} »`)}. ${chooseMark.fr}`,
    en: `${column} is categorical, because the comma of its numbers may be that of decimals or that of thousands: ${counted(texts, (text) => `"${text}"`)}. ${chooseMark.en}`,
  }),
  "commas decimal": ({
    column,
    texts,
  }: {
    readonly column: string;
    readonly texts: readonly TextCount[];
  }): Label => ({
    fr: `${column} est qualitative, car ses nombres ont une virgule décimale : ${counted(texts, (text) => `« ${text} »`)}. Ajoutez --decimal comma`,
    en: `${column} is categorical, because its numbers have a decimal comma: ${counted(texts, (text) => `"${text}"`)}. Add --decimal comma`,
  }),
  "rows aside": ({ sheet, first, above, units, below }: { readonly sheet: string } & RowsAside): Label => {
    const parts: Label[] = [];
    const [over, of, under] = [span(above), span(units), span(below)];
    if (above.length > 0) parts.push(over);
    if (units.length > 0) parts.push({ fr: `${of.fr} (unités)`, en: `${of.en} (units)` });
    if (below.length > 0) parts.push({ fr: `${under.fr} (notes)`, en: `${under.en} (notes)` });
    const aside = (language: Language) => parts.map((part) => part[language]).join(", ");
    const begins: Label = {
      fr: `Feuille ${sheet} : le tableau commence à la ligne ${first}`,
      en: `Sheet ${sheet}: the table begins in row ${first}`,
    };
    const choose: Label = { fr: "Pour en choisir un autre : --range", en: "To choose another one: --range" };
    return parts.length === 0
      ? { fr: `${begins.fr}. ${choose.fr}`, en: `${begins.en}. ${choose.en}` }
      : {
          fr: `${begins.fr} ; laissé de côté : ${aside("fr")}. ${choose.fr}`,
          en: `${begins.en}; left aside: ${aside("en")}. ${choose.en}`,
        };
  },
  "columns without name": ({ names, isTitled = false }: ColumnsWithoutName): Label => ({
    fr: `Des colonnes de données n'ont pas de nom dans le fichier ; elles s'appellent ici ${listed(names)}${isTitled ? ". Si la première ligne est un titre : --skip 1" : ""}`,
    en: `Columns of data have no name in the file; they are called ${listed(names)} here${isTitled ? ". If the first row is a title: --skip 1" : ""}`,
  }),
  "numbers as names": ({ names }: { readonly names: readonly string[] }): Label => ({
    fr: `Des colonnes de nombres ont des nombres pour noms : ${listed(names)}. Si la première ligne est une ligne de données : --header 0`,
    en: `Columns of numbers have numbers as names: ${listed(names)}. If the first row is a row of data: --header 0`,
  }),
  "columns left out": ({ names }: { readonly names: readonly string[] }): Label => ({
    fr: `Ces colonnes contiennent des listes ou des structures, et non une valeur par ligne ; elles sont laissées de côté : ${listed(names)}`,
    en: `These columns have lists or structures, not one value for each row; they are left out: ${listed(names)}`,
  }),
  "columns of one name": ({ names }: { readonly names: readonly string[] }): Label => ({
    fr: `Des colonnes du fichier ont le même nom ; elles s'appellent ici ${listed(names)}. ${countHeader.fr}`,
    en: `Columns of the file have the same name; they are called ${listed(names)} here. ${countHeader.en}`,
  }),
};

export const noJsonDocument: Fault = {
  what: { fr: "ce n'est pas un document JSON", en: "this is no JSON document" },
};
