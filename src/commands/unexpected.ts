import { refusedBySystem, unexpectedError } from "../text/messages/usage.ts";
import { tell } from "./tell.ts";

/** The exit status of a defect of the program (EX_SOFTWARE of sysexits). */
const defect = 70;
/** The exit status of what is not the program's fault. */
const refused = 2;

/**
 * Says in one sentence what nobody foresaw, and returns the exit status. What the system refuses, for want of files or of
 * permission, is no defect; all else is one, which should be reported. PANEL_DEBUG=1 shows the trace.
 */
export function tellUnexpected(error: unknown): number {
  const { code, syscall, path, message } = (error ?? {}) as NodeJS.ErrnoException;
  // A thread that cannot start gives the system's code at the end of its message.
  const refusal = code === "ERR_WORKER_INIT_FAILED" ? message.split(": ").at(-1) : syscall && code;
  tell(refusal ? refusedBySystem(refusal, path) : unexpectedError(String(error)));
  if (process.env.PANEL_DEBUG === "1" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return refusal ? refused : defect;
}
