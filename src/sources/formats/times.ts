/**
 * A moment as ISO 8601 writes it: of seconds since 1970-01-01T00:00:00, or since midnight of a time. Fractions are of
 * milliseconds; a database has moments before and after all others.
 */
export function isoTime(seconds: number, kind: "date" | "datetime" | "time"): string {
  if (!Number.isFinite(seconds)) return seconds < 0 ? "-infinity" : "infinity";
  if (kind === "time") return clock(seconds);
  const day = Math.floor(seconds / 86_400);
  const date = new Date(day * 86_400_000);
  const written = Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().slice(0, -14);
  return kind === "date" ? written : `${written}T${clock(seconds - day * 86_400)}`;
}

function clock(seconds: number): string {
  const sign = seconds < 0 ? "-" : "";
  const days = Math.floor(Math.abs(seconds) / 86_400);
  // The last moment of a day is not rounded to the next day, which the date does not tell.
  const thousandths = Math.min(Math.round(Math.abs(seconds) * 1000), (days + 1) * 86_400_000 - 1);
  const whole = Math.floor(thousandths / 1000);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const rest = thousandths % 1000;
  const fraction = rest === 0 ? "" : `.${String(rest).padStart(3, "0")}`;
  return `${sign}${parts.map((part) => String(part).padStart(2, "0")).join(":")}${fraction}`;
}
