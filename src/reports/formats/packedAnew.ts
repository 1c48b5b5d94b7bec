/** The date in every file that is packed: a fixed one, so that the same content gives the same bytes. */
export const epoch = new Date(Date.UTC(2022, 0, 1));
/** The same date as packed files have it: they tell the local time. */
const localEpoch = () => new Date(2022, 0, 1);

/** A packed file with its parts in order and with a fixed date, where libraries stamp them with the time; some are changed. */
export async function packedAnew(
  bytes: ArrayBuffer | Uint8Array,
  changeOf: (part: string) => ((text: string) => string) | undefined = () => undefined,
): Promise<Uint8Array> {
  const { strFromU8, strToU8, unzipSync, zipSync } = await import("fflate");
  const packed = unzipSync(new Uint8Array(bytes), { filter: ({ name }) => !name.endsWith("/") });
  const parts = Object.entries(packed).sort(([one], [other]) => (one < other ? -1 : 1));
  const changed = parts.map(([name, content]) => {
    const change = changeOf(name);
    return [name, change ? strToU8(change(strFromU8(content))) : content];
  });
  return zipSync(Object.fromEntries(changed), { mtime: localEpoch(), level: 6 });
}
