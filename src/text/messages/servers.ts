import type { Fault } from "../errors.ts";

export const schemeUnknown = (schemes: readonly string[]): Fault => ({
  what: {
    fr: "aucun serveur de cette sorte n'est interrogé ici",
    en: "no server of this kind is queried here",
  },
  advice: {
    fr: `Sont interrogés : ${schemes.map((scheme) => `${scheme}://`).join(", ")}`,
    en: `Queried are: ${schemes.map((scheme) => `${scheme}://`).join(", ")}`,
  },
});

export const passwordInAddress: Fault = {
  what: {
    fr: "un mot de passe est dans l'adresse du serveur, où d'autres peuvent le lire",
    en: "a password stands in the address of the server, where others can read it",
  },
  advice: {
    fr: "Retirez-le : il se lit dans l'environnement (voir docs/engines.md)",
    en: "Leave it out: it is read from the environment (see docs/engines.md)",
  },
};
