import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { expect, test, vi } from "vitest";
import { usageError } from "../../src/text/messages/usage.ts";

/** The error of a command line, as a program like ours throws it. */
function errorOf(argv: readonly string[]): CommanderError {
  const wholeNumber = (): number => {
    throw new InvalidArgumentError("C'est un nombre entier de 0 à 9.");
  };
  const program = new Command("panel").exitOverride().configureOutput({ writeErr: () => {} });
  program
    .command("synth")
    .argument("<study>")
    .addArgument(new Argument("[kind]").choices(["a", "b"]))
    .requiredOption("--seed <number>", "seed", (text) => (text === "x" ? wholeNumber() : Number(text)))
    .addOption(new Option("--format <format>").choices(["text", "json"]))
    .addOption(new Option("--raw").conflicts("plain"))
    .option("--plain");
  program
    .command("env")
    .addOption(new Option("--size <number>").env("PANEL_TEST_SIZE").argParser(wholeNumber));
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}

test.each<[string, string, string]>([
  ["synth --seed 1", "commander.missingArgument", "erreur : il manque l'argument « study »"],
  ["synth a", "commander.missingMandatoryOptionValue", "erreur : il manque l'option « --seed <number> »"],
  [
    "synth a --seed",
    "commander.optionMissingArgument",
    "erreur : il manque la valeur de l'option « --seed <number> »",
  ],
  [
    "synth a --seed 1 --sed 2",
    "commander.unknownOption",
    "erreur : option inconnue « --sed »\n(Vouliez-vous dire --seed ?)",
  ],
  ["synth a --seed 1 --zzzzzz", "commander.unknownOption", "erreur : option inconnue « --zzzzzz »"],
  ["synht", "commander.unknownCommand", "erreur : commande inconnue « synht »\n(Vouliez-vous dire synth ?)"],
  [
    "synth a b c d --seed 1",
    "commander.excessArguments",
    "erreur : trop d'arguments pour « synth » : 2 attendus, 4 donnés.",
  ],
  ["env a", "commander.excessArguments", "erreur : trop d'arguments pour « env » : 0 attendu, 1 donné."],
  [
    "synth a --seed 1 --raw --plain",
    "commander.conflictingOption",
    "erreur : l'option « --raw » ne peut pas être employée avec l'option « --plain »",
  ],
  [
    "synth a --seed 1 --format xml",
    "commander.invalidArgument",
    "erreur : la valeur « xml » de l'option « --format <format> » n'est pas admise. Choix possibles : text, json.",
  ],
  [
    "synth a c --seed 1",
    "commander.invalidArgument",
    "erreur : la valeur « c » de l'argument « kind » n'est pas admise. Choix possibles : a, b.",
  ],
  [
    "synth a --seed x",
    "commander.invalidArgument",
    "erreur : la valeur « x » de l'option « --seed <number> » n'est pas admise. C'est un nombre entier de 0 à 9.",
  ],
])("panel %s", (line, code, french) => {
  const error = errorOf(line.split(" "));
  expect(error.code).toBe(code);
  expect(usageError(error.code, error.message)).toEqual({ fr: french, en: error.message });
});

test("a value from the environment", () => {
  vi.stubEnv("PANEL_TEST_SIZE", "x");
  const error = errorOf(["env"]);
  vi.unstubAllEnvs();
  expect(usageError(error.code, error.message).fr).toBe(
    "erreur : la valeur « x » de l'option « --size <number> », que donne la variable d'environnement « PANEL_TEST_SIZE », n'est pas admise. C'est un nombre entier de 0 à 9.",
  );
});

test("several names that may be meant", () => {
  const message = "error: unknown option '--clustr'\n(Did you mean one of --cluster, --clusters?)";
  expect(usageError("commander.unknownOption", message).fr).toBe(
    "erreur : option inconnue « --clustr »\n(Vouliez-vous dire --cluster ou --clusters ?)",
  );
});

test("what is not known stays in English", () => {
  expect(usageError("commander.help", "(outputHelp)")).toEqual({ fr: "(outputHelp)", en: "(outputHelp)" });
  expect(usageError("commander.unknownOption", "error: something new").fr).toBe("error: something new");
});
