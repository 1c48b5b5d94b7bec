import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The examples of a command's help, read when it is asked for; of `weight`, those of one of its commands where it is named. */
export function examplesOf(dataFolder: string, command: string, part?: string): () => string {
  return () => {
    const [title, ...lines] = readFileSync(join(dataFolder, "examples", `${command}.txt`), "utf8").split(
      "\n",
    );
    const own = part === undefined ? lines : lines.filter((line) => line.includes(` ${command} ${part} `));
    return `\n${[title, ...own].join("\n").trimEnd()}\n`;
  };
}
