/** What Excel and LibreOffice show in place of a value that they could not compute, in English and French. */
const errorNames = [
  "N/A",
  "N/D",
  "DIV/0!",
  "REF!",
  "VALUE!",
  "VALEUR!",
  "NAME?",
  "NOM?",
  "NUM!",
  "NOMBRE!",
  "NULL!",
  "NUL!",
  "SPILL!",
  "EPARS!",
  "PROPAGATION!",
  "CALC!",
  "FIELD!",
  "CHAMP!",
  "BLOCKED!",
  "BLOQUE!",
  "CONNECT!",
  "CONNEXION!",
  "UNKNOWN!",
  "INCONNU!",
  "BUSY!",
  "OCCUPE!",
  "GETTING_DATA",
  "CHARGEMENT_DONNEES",
];

const errors = new Set(errorNames.map((name) => `#${name}`));

/** What a workbook shows for a date that its calendar does not have. */
export const outOfCalendar = "########";

/** What stands for the result of a formula that no spreadsheet has computed yet. */
export const absentResult = "a formula without a stored result";

/** Whether a text is the error of a cell; LibreOffice also numbers them, and what fits in no cell is shown as # alone. */
export const isErrorValue = (text: string) =>
  (text.startsWith("#") && (/^#{3,}$/.test(text) || errors.has(spelled(text)))) || /^Err:5\d\d$/.test(text);

/** Without accents, and without the space that French puts before ! and ?. */
const spelled = (text: string) =>
  text
    .normalize("NFD")
    .replace(/[\p{M}\s]/gu, "")
    .toUpperCase();
