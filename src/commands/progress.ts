const width = 30;
/** Work that takes less than this many milliseconds shows no progress. */
const patience = 500;

/** A bar on the terminal's standard error that shows, from its first call on, how much of long work is done; nothing elsewhere. */
export function progressBar(what: string): (done: number, total: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  let start: number | undefined;
  let shown = 0;
  return (done, total) => {
    const now = performance.now();
    start ??= now;
    if (done === total && shown > 0) {
      process.stderr.write("\r\u001b[K");
      return;
    }
    if (now - start < patience || now - shown < 100) return;
    shown = now;
    const filled = Math.round((width * done) / total);
    process.stderr.write(`\r${what} [${"#".repeat(filled)}${"-".repeat(width - filled)}] ${done}/${total}`);
  };
}
