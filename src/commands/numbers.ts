import { InvalidArgumentError } from "commander";

/** Reads a whole number from `least` to `most`. */
export const wholeNumber = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
  return value;
};

/** Reads a positive number. */
export const positiveNumber = (text: string) => {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError("It is a positive number.");
  return value;
};

/** Reads Fay's factor. */
export const fayFactor = (text: string) => {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value < 1))
    throw new InvalidArgumentError("Fay's factor is at least 0 and below 1, such as 0.5.");
  return value;
};
