/** Cases in which the program does not hold yet, and what it does. Take out what is mended; the test names those. */
export const known: Readonly<Record<string, string>> = {};
