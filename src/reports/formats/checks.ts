import { escapeHtml } from "../../text/escapeHtml.ts";
import { visible } from "../../text/visible.ts";

/** Something that holds, fails, or could not be tried, as systems of continuous integration list it. */
export interface Check {
  /** What it belongs to. */
  readonly suite: string;
  readonly name: string;
  /** Why it fails, if it does. */
  readonly failure?: string | undefined;
  /** Why it was not tried, if it was not. */
  readonly skipped?: string | undefined;
}

/** Formats that continuous integration reads. */
export const checkFormats = ["junit", "github"] as const;

export const renderChecks: Readonly<
  Record<(typeof checkFormats)[number], (checks: readonly Check[], title: string, verdict: string) => string>
> = { junit: renderJunit, github: renderAnnotations };

/** Checks as JUnit's XML, a suite for each of theirs. */
function renderJunit(checks: readonly Check[], title: string): string {
  const suites = new Map<string, Check[]>();
  for (const check of checks) suites.set(check.suite, [...(suites.get(check.suite) ?? []), check]);
  const counts = (own: readonly Check[]) => {
    const count = (key: "failure" | "skipped") => own.filter((check) => check[key] !== undefined).length;
    return `tests="${own.length}" failures="${count("failure")}" errors="0" skipped="${count("skipped")}"`;
  };
  const lines = [...suites].flatMap(([suite, own]) => [
    `  <testsuite name="${escapeHtml(suite)}" ${counts(own)}>`,
    ...own.flatMap((check) => caseLines(check)),
    "  </testsuite>",
  ]);
  return `${['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="${escapeHtml(title)}" ${counts(checks)}>`, ...lines, "</testsuites>"].join("\n")}\n`;
}

function caseLines({ suite, name, failure, skipped }: Check): string[] {
  const start = `    <testcase classname="${escapeHtml(suite)}" name="${escapeHtml(name)}"`;
  const told = ([tag, text]: readonly [string, string]) => [
    `${start}>`,
    `      <${tag} message="${escapeHtml(text)}"/>`,
    "    </testcase>",
  ];
  if (failure !== undefined) return told(["failure", failure]);
  return skipped === undefined ? [`${start}/>`] : told(["skipped", skipped]);
}

/** What fails, as GitHub's workflow commands: an annotation each, below one of what was tried and found. */
function renderAnnotations(checks: readonly Check[], title: string, verdict: string): string {
  const failed = checks.filter(({ failure }) => failure !== undefined);
  const notice = `::notice title=panel::${escapeCommand(`${title}: ${verdict}`)}\n`;
  const errors = failed.map(({ suite, name, failure }) => {
    const title = escapeCommand(`${suite}: ${name}`).replaceAll(":", "%3A").replaceAll(",", "%2C");
    return `::error title=${title}::${escapeCommand(failure!)}\n`;
  });
  return [notice, ...errors].join("");
}

/** A text of one line that ends no command. */
const escapeCommand = (text: string) => visible(text).replaceAll("%", "%25");
