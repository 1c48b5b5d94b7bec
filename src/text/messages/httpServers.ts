import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

export const addressNotUnderstood = (shape: string): Fault => ({
  what: {
    fr: "l'adresse de ce serveur ne se comprend pas",
    en: "the address of this server is not understood",
  },
  advice: {
    fr: `Écrivez ${shape}, suivie au besoin de ?secure=1 (chiffrée) ou ?secure=0 (en clair)`,
    en: `Write ${shape}, followed where need be by ?secure=1 (encrypted) or ?secure=0 (in the clear)`,
  },
});

export const userAbsent = (variable: string): Fault => ({
  what: { fr: "l'adresse ne nomme pas d'utilisateur", en: "the address names no user" },
  advice: {
    fr: `Écrivez-le avant l'hôte, suivi de @, ou mettez-le dans ${variable}`,
    en: `Write it before the host, followed by @, or put it into ${variable}`,
  },
});

export const passwordInClear = (variable: string): Fault => ({
  what: {
    fr: `le mot de passe (${variable}) irait en clair par le réseau ; il n'a pas été envoyé`,
    en: `the password (${variable}) would go through the network in the clear; it was not sent`,
  },
  advice: { fr: "Retirez ?secure=0", en: "Leave out ?secure=0" },
});

/** What a reader should know of a connection that is not encrypted. */
export const connectionInClear: Label = {
  fr: "secure=0 : la connexion n'est pas chiffrée, d'autres peuvent lire les données et les changer",
  en: "secure=0: the connection is not encrypted, others can read the data and change them",
};

export const serverSilent: Fault = {
  what: { fr: "le serveur ne répond pas", en: "the server does not answer" },
  advice: {
    fr: "Vérifiez l'hôte et le port, et que le serveur y tourne",
    en: "Check the host and the port, and that the server runs there",
  },
};

export const certificateRefused: Fault = {
  what: {
    fr: "le certificat du serveur ne peut être vérifié",
    en: "the certificate of the server cannot be verified",
  },
  advice: {
    fr: "Nommez le certificat racine de votre organisation : NODE_EXTRA_CA_CERTS=racine.pem",
    en: "Name the root certificate of your organisation: NODE_EXTRA_CA_CERTS=root.pem",
  },
};

export const notEncrypted: Fault = {
  what: { fr: "le serveur ne parle pas TLS à ce port", en: "the server speaks no TLS at this port" },
  advice: {
    fr: "Donnez son port chiffré ; si tout le réseau jusqu'à lui est sûr, ajoutez ?secure=0",
    en: "Give its encrypted port; if all of the network on the way is safe, add ?secure=0",
  },
};

export const loginRefused = (prefix: string): Fault => ({
  what: {
    fr: "le serveur n'admet pas cet utilisateur",
    en: "the server does not let this user in",
  },
  advice: {
    fr: `Vérifiez l'utilisateur (dans l'adresse, ou ${prefix}_USER) et le mot de passe (${prefix}_PASSWORD)`,
    en: `Check the user (in the address, or ${prefix}_USER) and the password (${prefix}_PASSWORD)`,
  },
});

export const redirected: Fault = {
  what: {
    fr: "le serveur renvoie à une autre adresse, qui n'a pas été suivie",
    en: "the server sends to another address, which was not followed",
  },
  advice: {
    fr: "Si vous vous fiez à celle-ci, donnez-la à la place",
    en: "If you trust that one, give it instead",
  },
};

export const otherProtocol = (name: string): Fault => ({
  what: {
    fr: `ce qui répond à cette adresse n'est pas ${name}`,
    en: `what answers at this address is not ${name}`,
  },
  advice: {
    fr: "Vérifiez l'hôte et le port de l'interface HTTP",
    en: "Check the host and the port of the HTTP interface",
  },
});

export const answerCut: Fault = {
  what: {
    fr: "la réponse du serveur s'arrête avant sa fin ; rien n'en est utilisé",
    en: "the answer of the server stops before its end; nothing of it is used",
  },
  advice: {
    fr: "Relancez ; si cela se répète, cherchez la cause dans le journal du serveur",
    en: "Run again; if it happens again, look for the cause in the log of the server",
  },
};

export const answerLate = (seconds: number): Fault => ({
  what: {
    fr: `le serveur n'a rien envoyé pendant ${seconds} secondes`,
    en: `the server has sent nothing for ${seconds} seconds`,
  },
  advice: {
    fr: "Demandez moins de variables, ou une table plus petite",
    en: "Ask for fewer variables, or of a smaller table",
  },
});

export const serverFails: Fault = {
  what: { fr: "le serveur est en panne", en: "the server fails" },
  advice: { fr: "Relancez plus tard", en: "Run again later" },
};

export const settingsFixed: Fault = {
  what: {
    fr: "cet utilisateur ne peut pas changer les réglages dont dépend l'exactitude des réponses",
    en: "this user may not change the settings on which the exactness of answers depends",
  },
  advice: {
    fr: "Demandez à l'administrateur readonly = 2 pour son profil, qui ne permet pas d'écrire",
    en: "Ask the administrator for readonly = 2 in its profile, which does not allow to write",
  },
};

export const textNotUtf8: Fault = {
  what: {
    fr: "un texte de ces données n'est pas en UTF-8",
    en: "a text of these data is not UTF-8",
  },
  advice: {
    fr: "Convertissez-le dans une requête : convertCharset(x, 'windows-1252', 'utf-8')",
    en: "Convert it in a query: convertCharset(x, 'windows-1252', 'utf-8')",
  },
};
