/** Why a workbook cannot be read; the message is for those who mend this program. */
export class WorkbookFault extends Error {
  readonly kind: "no workbook" | "damaged" | "too large";
  /** The part of the workbook that cannot be read. */
  readonly part: string | undefined;

  constructor(kind: WorkbookFault["kind"], message: string, part?: string) {
    super(message);
    this.kind = kind;
    this.part = part;
  }

  in(part: string): WorkbookFault {
    return new WorkbookFault(this.kind, this.message, part);
  }
}

export const damaged = (message: string) => new WorkbookFault("damaged", message);
export const tooLarge = (message: string) => new WorkbookFault("too large", message);
export const noWorkbook = (message: string) => new WorkbookFault("no workbook", message);
