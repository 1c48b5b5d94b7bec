import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

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

export const addressUnreadable = (scheme: string): Fault => ({
  what: {
    fr: "l'adresse du serveur ne se lit pas",
    en: "the address of the server cannot be read",
  },
  advice: {
    fr: `Écrivez ${scheme}://utilisateur@hôte:port/base, et %25 pour un signe pour cent`,
    en: `Write ${scheme}://user@host:port/database, and %25 for a percent sign`,
  },
});

export const parameterUnknown = (known: readonly string[]): Fault => ({
  what: {
    fr: "l'adresse du serveur a un paramètre qui n'est pas connu ici",
    en: "the address of the server has a parameter that is not known here",
  },
  advice: { fr: `Sont connus : ${known.join(", ")}`, en: `Known are: ${known.join(", ")}` },
});

export const notSeconds = (name: string): Fault => ({
  what: {
    fr: `${name} n'est pas un nombre entier de secondes`,
    en: `${name} is no whole number of seconds`,
  },
});

export const tlsModeUnknown = (modes: readonly string[]): Fault => ({
  what: { fr: "ce sslmode n'est pas connu ici", en: "this sslmode is not known here" },
  advice: { fr: `Sont connus : ${modes.join(", ")}`, en: `Known are: ${modes.join(", ")}` },
});

export const certificateUnreadable: Fault = {
  what: {
    fr: "le certificat racine (sslrootcert, PGSSLROOTCERT) ne se lit pas",
    en: "the root certificate (sslrootcert, PGSSLROOTCERT) cannot be read",
  },
};

export const certificateUnverified: Fault = {
  what: {
    fr: "le certificat du serveur ne peut être vérifié",
    en: "the certificate of the server cannot be verified",
  },
  advice: {
    fr: "Nommez le certificat racine de votre organisation : PGSSLROOTCERT=racine.pem (voir docs/engines.md)",
    en: "Name the root certificate of your organisation: PGSSLROOTCERT=root.pem (see docs/engines.md)",
  },
};

export const serverWithoutTls: Fault = {
  what: {
    fr: "le serveur ne chiffre pas la connexion",
    en: "the server does not encrypt the connection",
  },
  advice: {
    fr: "Si tout le réseau jusqu'à lui est sûr, ajoutez à l'adresse ?sslmode=disable",
    en: "If all of the network on the way is safe, add ?sslmode=disable to the address",
  },
};

export const serverUnreachable: Fault = {
  what: { fr: "le serveur ne répond pas", en: "the server does not answer" },
  advice: {
    fr: "Vérifiez l'hôte et le port, et que le serveur y tourne",
    en: "Check the host and the port, and that the server runs there",
  },
};

export const passwordAbsent: Fault = {
  what: {
    fr: "le serveur demande un mot de passe, et il n'y en a pas",
    en: "the server asks for a password, and there is none",
  },
  advice: {
    fr: "Mettez-le dans PGPASSWORD, ou dans ~/.pgpass, que vous seul pouvez lire (chmod 600)",
    en: "Put it into PGPASSWORD, or into ~/.pgpass, which you alone can read (chmod 600)",
  },
};

export const passwordRefused: Fault = {
  what: {
    fr: "le serveur n'admet pas cet utilisateur",
    en: "the server does not let this user in",
  },
  advice: {
    fr: "Vérifiez l'utilisateur, la base et le mot de passe (PGPASSWORD, ~/.pgpass)",
    en: "Check the user, the database and the password (PGPASSWORD, ~/.pgpass)",
  },
};

export const queryCancelled: Fault = {
  what: { fr: "le serveur a interrompu la requête", en: "the server cancelled the query" },
  advice: {
    fr: "S'il lui faut plus de temps : PGOPTIONS='-c statement_timeout=1h'",
    en: "If it needs more time: PGOPTIONS='-c statement_timeout=1h'",
  },
};

export const connectionLost: Fault = {
  what: { fr: "le serveur a fermé la connexion", en: "the server closed the connection" },
  advice: { fr: "Relancez quand il tourne", en: "Run again when it is up" },
};

export const tlsWeak = (mode: "disable" | "require" | "verify-ca"): Label => ({
  fr: `sslmode=${mode} : ${weaknesses[mode].fr}`,
  en: `sslmode=${mode}: ${weaknesses[mode].en}`,
});

const weaknesses: Readonly<Record<"disable" | "require" | "verify-ca", Label>> = {
  disable: {
    fr: "la connexion n'est pas chiffrée, d'autres peuvent lire les données et les changer",
    en: "the connection is not encrypted, others can read the data and change them",
  },
  require: {
    fr: "le certificat du serveur n'est pas vérifié, un autre peut répondre à sa place",
    en: "the certificate of the server is not verified, another can answer in its place",
  },
  "verify-ca": {
    fr: "le nom du serveur n'est pas vérifié, un autre du même certificat racine peut répondre à sa place",
    en: "the name of the server is not verified, another of the same root certificate can answer in its place",
  },
};

export const passwordFileOpen: Fault = {
  what: {
    fr: "d'autres que vous peuvent lire le fichier des mots de passe, qui n'est donc pas lu",
    en: "others than you can read the file of passwords, which therefore is not read",
  },
  advice: { fr: "Fermez-le : chmod 600", en: "Close it: chmod 600" },
};

export const loginUnknown: Fault = {
  what: {
    fr: "le serveur demande une authentification qui n'est pas connue ici",
    en: "the server asks for an authentication that is not known here",
  },
  advice: {
    fr: "Sont connus : les mots de passe (SCRAM, MD5), et ce qui n'en demande pas (peer, trust) ; ni GSSAPI ni SSPI",
    en: "Known are passwords (SCRAM, MD5), and what asks for none (peer, trust); neither GSSAPI nor SSPI",
  },
};
