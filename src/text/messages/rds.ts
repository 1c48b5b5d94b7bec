import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

/** Parts of a file of R's that contradict the format. */
export const brokenObject: Label = { fr: "l'objet qu'il contient", en: "the object that it holds" };
export const brokenGzip: Label = { fr: "sa compression", en: "its compression" };

const saveAgain = 'saveRDS(x, file, compress = "gzip")';

/** A compression that is not read; which one it is follows. */
export const rdsPacking: Fault = {
  what: {
    fr: "cette compression d'un fichier .rds n'est pas lue",
    en: "this compression of an .rds file is not read",
  },
  advice: {
    fr: `Dans R, enregistrez l'objet par ${saveAgain}`,
    en: `In R, save the object by ${saveAgain}`,
  },
};

/** A serialization in text, or in the byte order of a machine; which one it is follows. */
export const rdsEncoding: Fault = {
  what: {
    fr: "seuls les fichiers .rds binaires (XDR) sont lus",
    en: "only binary (XDR) .rds files are read",
  },
  advice: {
    fr: `Dans R, enregistrez l'objet par ${saveAgain}`,
    en: `In R, save the object by ${saveAgain}`,
  },
};

/** A workspace that save() wrote. */
export const rdsWorkspace: Fault = {
  what: {
    fr: "c'est un fichier .RData, qui peut contenir plusieurs objets, et non un fichier .rds",
    en: "this is an .RData file, which may hold several objects, and not an .rds file",
  },
  advice: {
    fr: `Dans R, chargez-le par load() puis enregistrez le tableau par ${saveAgain}`,
    en: `In R, load() it and save the table by ${saveAgain}`,
  },
};

/** An object that is no table; what it is follows. */
export const rdsNoTable: Fault = {
  what: {
    fr: "ce fichier .rds ne contient pas de data.frame",
    en: "this .rds file holds no data.frame",
  },
  advice: {
    fr: "Dans R, faites de l'objet un data.frame ou un tibble, et enregistrez celui-ci",
    en: "In R, make the object a data.frame or a tibble, and save that",
  },
};

/** A variable whose answers are neither numbers nor texts; what they are follows. */
export const rdsColumn: Fault = {
  what: {
    fr: "cette variable n'est ni de nombres, ni de textes, ni un facteur, ni une date",
    en: "this variable is neither numbers nor texts, a factor nor a date",
  },
  advice: {
    fr: "Ne demandez que les autres variables, ou convertissez-la dans R avant d'enregistrer",
    en: "Ask for the other variables alone, or convert it in R before saving",
  },
};

/** An object that is not read, wherever it stands; what it is follows. */
export const rdsObject: Fault = {
  what: {
    fr: "ce fichier .rds contient un objet d'une sorte qui n'est pas lue",
    en: "this .rds file holds an object of a kind that is not read",
  },
  advice: {
    fr: "Dans R, enregistrez le seul tableau, sans attributs : saveRDS(as.data.frame(x), file)",
    en: "In R, save the table alone, without attributes: saveRDS(as.data.frame(x), file)",
  },
};
