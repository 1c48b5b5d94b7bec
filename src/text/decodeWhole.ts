/** The text of all the bytes. In one call Node 20 takes windows-1252 for Latin-1, and a € for a control; in a stream it does not. */
export const decodeWhole = (decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string =>
  decoder.decode(bytes, { stream: true }) + decoder.decode();
