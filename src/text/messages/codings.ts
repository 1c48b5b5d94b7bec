import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { both } from "../reader.ts";
import type { TextCount } from "./files.ts";

export const notCodingText = (example: string): Fault => ({
  what: {
    fr: "ce n'est pas une liste de valeurs séparées par des virgules",
    en: "this is no list of values with commas between",
  },
  advice: {
    fr: `Écrivez par exemple : ${example} ; une valeur qui contient une virgule se met entre guillemets doubles`,
    en: `Write for example: ${example}; a value that holds a comma goes in double quotes`,
  },
});

/** Numbers that may be codes, which nobody has declared; `isDeclared` where a declaration has the variable. */
export const codesSuspected = (variable: string, codes: readonly string[], isDeclared: boolean): Label => {
  const shown = codes.join(", ");
  const flag = `--missing-code "${variable}=${codes.join(",")}"`;
  return {
    fr: `${variable} : à l'écart des autres nombres, comme les codes de réponses manquantes : ${shown}. ${isDeclared ? "Si c'en sont, déclarez-les sous missing" : `Si c'en sont : ${flag}`}`,
    en: `${variable}: apart from the other numbers, as codes of missing answers are: ${shown}. ${isDeclared ? "If they are such, declare them under missing" : `If they are such: ${flag}`}`,
  };
};

export const commasBetween = (example: string): Fault => ({
  what: {
    fr: "les valeurs se séparent par des virgules, et non par des points-virgules",
    en: "commas stand between values, and no semicolons",
  },
  advice: {
    fr: `Écrivez par exemple : ${example} ; une valeur qui contient un point-virgule se met entre guillemets doubles`,
    en: `Write for example: ${example}; a value that holds a semicolon goes in double quotes`,
  },
});

export const sameValueTwice: Fault = {
  what: { fr: "cette valeur figure deux fois", en: "this value stands twice" },
};

export const variableCodedTwice = (flag: string): Fault => ({
  what: {
    fr: `${flag} est donné deux fois pour cette variable`,
    en: `${flag} is given twice for this variable`,
  },
  advice: { fr: "Réunissez les deux listes", en: "Join the two lists" },
});

export const levelsOfNone: Fault = {
  what: {
    fr: "il manque le nom de la variable dont ce sont les modalités",
    en: "this lacks the variable whose levels these are",
  },
  advice: { fr: "Écrivez par exemple : age=<30,30-49,50+", en: "Write for example: age=<30,30-49,50+" },
};

export const levelsLeftOut = (variable: string): Fault => ({
  what: {
    fr: `--levels ne nomme pas toutes les modalités de ${variable}`,
    en: `--levels does not name all levels of ${variable}`,
  },
  advice: {
    fr: "Ajoutez celles-ci, ou déclarez-les manquantes avec --missing-code",
    en: "Add these, or make them missing with --missing-code",
  },
});

const classForms = "<30, <=30, 30-49, >50, >=50, 50+, 3";

export const notClass = (variable: string): Fault => ({
  what: {
    fr: `${variable} est un nombre, et ceci n'est pas une classe de nombres`,
    en: `${variable} is a number, and this is no class of numbers`,
  },
  advice: { fr: `Une classe s'écrit ${classForms}`, en: `A class is written ${classForms}` },
});

export const classEmpty: Fault = {
  what: { fr: "aucun nombre n'est dans cette classe", en: "no number is in this class" },
  advice: {
    fr: "Écrivez d'abord le plus petit nombre, comme dans 30-49",
    en: "Write the smaller number first, as in 30-49",
  },
};

export const inNoClass = (variable: string): Fault => ({
  what: {
    fr: `cette valeur de ${variable} n'est dans aucune classe de --levels`,
    en: `this value of ${variable} is in no class of --levels`,
  },
  advice: {
    fr: "Ajoutez une classe, ou déclarez la valeur manquante avec --missing-code",
    en: "Add a class, or make the value missing with --missing-code",
  },
});

export const inTwoClasses = (variable: string, first: string, second: string): Fault => ({
  what: {
    fr: `cette valeur de ${variable} est dans deux classes de --levels, ${first} et ${second}`,
    en: `this value of ${variable} is in two classes of --levels, ${first} and ${second}`,
  },
});

const labelColumns: Label = {
  fr: "Ses colonnes sont variable, code et label (ou label_fr et label_en) ; en français modalité et libellé",
  en: "Its columns are variable, code and label (or label_fr and label_en)",
};

export const notLabels: Fault = {
  what: { fr: "ce n'est pas un fichier de libellés", en: "this is no file of labels" },
  advice: labelColumns,
};

export const variableUnnamed: Fault = {
  what: { fr: "cette ligne ne nomme pas de variable", en: "this line names no variable" },
  advice: labelColumns,
};

export const labelMissing: Fault = {
  what: { fr: "cette ligne n'a pas de libellé", en: "this line has no label" },
  advice: labelColumns,
};

export const variableTwice: Fault = {
  what: { fr: "cette variable a deux libellés", en: "this variable has two labels" },
  advice: {
    fr: "Une ligne sans code donne le libellé de la variable ; les autres ont un code",
    en: "A line without a code labels the variable; the others have a code",
  },
};

/** The same where two sheets of a workbook do so. */
export const labelledInTwo = (file: string, first: string, second: string): Fault => ({
  what: {
    fr: `deux feuilles donnent ce libellé, « ${first} » et « ${second} »`,
    en: `two sheets give this label, "${first}" and "${second}"`,
  },
  advice: {
    fr: `Choisissez-en une : --labels "${file}#${first}"`,
    en: `Choose one of them: --labels "${file}#${first}"`,
  },
});

export const codeTwice = (variable: string): Fault => ({
  what: { fr: `ce code de ${variable} a deux libellés`, en: `this code of ${variable} has two labels` },
});

export interface Counted {
  readonly column: string;
  readonly texts: readonly TextCount[];
}

const mostNamed = 10;

/** Names or codes, and whether there are more. */
const listed = (names: readonly string[]) =>
  names.slice(0, mostNamed).join(", ") + (names.length > mostNamed ? " …" : "");

/** What was made of the answers of a file, told before the results. */
export const codingNotes = {
  "missing codes": ({ column, texts }: Counted): Label =>
    both(({ number, language }) => {
      const rows = texts.reduce((sum, { rows: own }) => sum + own, 0);
      const codes = listed(texts.map(({ text, rows: own }) => `${text} (${number(own)})`));
      if (language === "fr")
        return rows === 1
          ? `${column} : 1 réponse déclarée manquante : ${codes}`
          : `${column} : ${number(rows)} réponses déclarées manquantes : ${codes}`;
      return rows === 1
        ? `${column}: 1 answer set missing: ${codes}`
        : `${column}: ${number(rows)} answers set missing: ${codes}`;
    }),
  "codes absent": ({
    column,
    texts,
  }: {
    readonly column?: string | undefined;
    readonly texts: readonly string[];
  }): Label =>
    column === undefined
      ? {
          fr: `--missing-code : aucune variable lue n'a le code ${listed(texts)}`,
          en: `--missing-code: no variable that was read has the code ${listed(texts)}`,
        }
      : {
          fr: `--missing-code : ${column} n'a pas le code ${listed(texts)}`,
          en: `--missing-code: ${column} does not have the code ${listed(texts)}`,
        },
  "codes without label": ({ column, texts }: Counted): Label =>
    both(({ number, say }) => {
      const codes = listed(texts.map(({ text, rows }) => `${text} (${number(rows)})`));
      return say({
        fr: `${column} : codes sans libellé : ${codes}`,
        en: `${column}: codes without a label: ${codes}`,
      });
    }),
  "values without label": ({ column, texts }: Counted): Label => {
    const values = listed(texts.map(({ text }) => text));
    return {
      fr: `${column} reste numérique, car certaines valeurs n'ont pas de libellé : ${values}. Pour en faire des modalités : --levels "${column}=…"`,
      en: `${column} stays numeric, because some values have no label: ${values}. To make classes of it: --levels "${column}=…"`,
    };
  },
  "weight of file": ({ name }: { readonly name: string }): Label => ({
    fr: `Le fichier indique la pondération ${name}, qui n'est pas utilisée. Pour pondérer : --weight ${name}`,
    en: `The file says to weight by ${name}, which is not done. To weight by it: --weight ${name}`,
  }),
  "labels of others": ({
    file,
    names,
  }: {
    readonly file: string;
    readonly names: readonly string[];
  }): Label => ({
    fr: `${file} : libellés de variables absentes des données : ${listed(names)}`,
    en: `${file}: labels of variables that the data do not have: ${listed(names)}`,
  }),
};
