/** The date in every file that is packed: a fixed one, so that the same content gives the same bytes. */
export const epoch = new Date(Date.UTC(2022, 0, 1));

/** A packed file with its parts in order and with a fixed date, where libraries stamp them with the time; some are changed. */
export async function packedAnew(
  bytes: ArrayBuffer | Uint8Array,
  changeOf: (part: string) => ((text: string) => string) | undefined = () => undefined,
): Promise<Uint8Array> {
  const { default: JSZip } = await import("jszip");
  const packed = await JSZip.loadAsync(bytes);
  const fresh = new JSZip();
  for (const name of Object.keys(packed.files).sort()) {
    const part = packed.files[name]!;
    if (part.dir) continue;
    const change = changeOf(name);
    const content = change ? change(await part.async("string")) : await part.async("uint8array");
    fresh.file(name, content, { date: epoch, createFolders: false });
  }
  return fresh.generateAsync({
    type: "uint8array",
    compression: "DEFLATE",
    compressionOptions: { level: 9 },
    platform: "UNIX",
  });
}
