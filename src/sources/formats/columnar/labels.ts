/** The key of a variable's label in the metadata of an Arrow field. */
export const labelKey = "label";
/** The key of all labels in the metadata of a Parquet file. */
export const labelsKey = "labels";

/** The labels of variables by their names, which a Parquet file may have in its metadata as a JSON object. */
export function labelsOf(json: string | undefined): ReadonlyMap<string, string> {
  try {
    const labels: unknown = JSON.parse(json ?? "{}");
    const entries = typeof labels === "object" && labels !== null ? Object.entries(labels) : [];
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  } catch {
    // Another program means something else by this key.
    return new Map();
  }
}
