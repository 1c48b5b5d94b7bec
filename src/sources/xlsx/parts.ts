import { posix } from "node:path";
import { WorkbookFault } from "./faults.ts";
import { type XmlHandler, XmlReader } from "./xml.ts";
import { textOfEntry, type ZipEntry, zipEntries } from "./zip.ts";

/** Of a relation from one part to another. */
export interface Relation {
  readonly id: string;
  /** The last word of its type, such as `worksheet`: what stands before differs between the two variants of the standard. */
  readonly type: string;
  /** The path of the part that it leads to. */
  readonly part: string;
}

/** The parts of an Office Open XML package (ECMA-376, part 2), by names in which capitals do not matter. */
export class Parts {
  readonly #archive: Buffer;
  readonly #entries: ReadonlyMap<string, ZipEntry>;

  constructor(archive: Buffer) {
    this.#archive = archive;
    this.#entries = new Map(
      Array.from(zipEntries(archive), ([name, entry]) => [nameOf(name), entry] as const),
    );
  }

  has(part: string): boolean {
    return this.#entries.has(nameOf(part));
  }

  /** Reads a part piece by piece; where there is none it reads nothing. Throws a WorkbookFault. */
  async read(part: string, handler: XmlHandler): Promise<void> {
    const entry = this.#entries.get(nameOf(part));
    if (!entry) return;
    const reader = new XmlReader(handler);
    try {
      for await (const piece of textOfEntry(this.#archive, entry)) {
        reader.write(piece);
        if (handler.isDone?.()) return;
      }
      reader.end();
    } catch (error) {
      throw error instanceof WorkbookFault ? error.in(entry.name) : error;
    }
  }

  /** The relations of a part, or of the package, to other parts within. */
  async relationsOf(part: string): Promise<Relation[]> {
    const { dir, base } = posix.parse(part);
    const relations: Relation[] = [];
    await this.read(`${dir}/_rels/${base}.rels`, {
      open: (name, attributes) => {
        const target = name === "Relationship" ? attributes.get("Target") : undefined;
        if (target === undefined || attributes.get("TargetMode") === "External") return;
        relations.push({
          id: attributes.get("Id") ?? "",
          type: /[^/]*$/.exec(attributes.get("Type") ?? "")![0],
          part: posix.resolve("/", dir, target),
        });
      },
    });
    return relations;
  }
}

/** Entries are named with or without a slash in front, and by some programs with backslashes. */
const nameOf = (part: string) => part.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();
