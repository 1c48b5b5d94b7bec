import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

export const notRegularFile: Fault = {
  what: { fr: "ce n'est pas un fichier ordinaire", en: "this is no regular file" },
  advice: { fr: "Vérifiez le chemin", en: "Check the path" },
};

/** `reason` is the system's code, or its message. */
export const unwritable = (reason: string): Fault => ({
  what: { fr: `l'écriture est impossible (${reason})`, en: `it cannot be written (${reason})` },
  advice: { fr: "Vérifiez le chemin", en: "Check the path" },
});

export const nothingWritten = (signal: string): Label => ({
  fr: `interruption (${signal}) ; rien n'est écrit`,
  en: `interrupted (${signal}); nothing is written`,
});
