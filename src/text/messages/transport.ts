import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

/** The parts of a transport file that a message names as damaged. */
export const transportParts = {
  record: (name: string): Label => ({
    fr: `enregistrement ${name} attendu`,
    en: `a record ${name} is expected`,
  }),
  variables: { fr: "description des variables", en: "description of the variables" },
  labels: { fr: "étiquettes des variables", en: "labels of the variables" },
} as const;

/** What PROC CPORT writes, whose format is not published, often has the same extension. */
export const fileOfCport: Fault = {
  what: {
    fr: "c'est un fichier de PROC CPORT, et non du moteur XPORT de SAS",
    en: "this is a file of PROC CPORT, and not of the XPORT engine of SAS",
  },
  advice: {
    fr: "Dans SAS, lisez-le par PROC CIMPORT, puis copiez la table par le moteur XPORT",
    en: "In SAS, read it by PROC CIMPORT, then copy the table by the XPORT engine",
  },
};

export const noTableInside: Fault = {
  what: { fr: "ce fichier de transport SAS n'a aucune table", en: "this SAS transport file has no table" },
  advice: { fr: "Exportez la table de nouveau", en: "Export the table again" },
};

/** The first table of several is the one that is read. */
export const firstTableEmpty: Fault = {
  what: {
    fr: "la première table de ce fichier de transport SAS n'a aucune ligne, et d'autres la suivent",
    en: "the first table of this SAS transport file has no rows, and others follow it",
  },
  advice: {
    fr: "Exportez seule la table voulue",
    en: "Export the table that you want alone",
  },
};
