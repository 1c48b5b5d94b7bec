/** What is said of the answers in a file, which declares nothing itself. */
export interface CodingRequest {
  /** `variable=level,level`: the levels of a text in their order, or classes of a number. */
  readonly levels?: readonly string[] | undefined;
  /** `9,99` of all variables, or `variable=8,9`: codes of missing answers. */
  readonly missingCode?: readonly string[] | undefined;
  /** A file of the labels of variables and codes. */
  readonly labels?: string | undefined;
}

/** What was said of the answers, without what was not. */
export const codingSaid = ({ levels, missingCode, labels }: CodingRequest): CodingRequest =>
  Object.fromEntries(
    Object.entries({ levels, missingCode, labels }).filter(([, value]) => value !== undefined),
  );
