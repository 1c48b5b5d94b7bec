# Writes a value of R as JSON, the same bytes on every machine: a named list or vector is an object, an unnamed list an array, a
# vector of one an atom, and `I(x)` an array whatever its length. Numbers have at most 12 significant digits.
as_json <- function(x, indent = "") {
  if (is.null(x)) return("null")
  inner <- paste0(indent, "  ")
  named <- !is.null(names(x))
  if (named || is.list(x) || inherits(x, "AsIs")) {
    brackets <- if (named) c("{", "}") else c("[", "]")
    if (length(x) == 0) return(paste0(brackets, collapse = ""))
    parts <- vapply(unclass(x), as_json, "", indent = inner)
    if (named) parts <- paste0('"', names(x), '": ', parts)
    line <- paste0(brackets[1], if (named) " ", paste(parts, collapse = ", "), if (named) " ", brackets[2])
    if (!grepl("\n", line) && nchar(indent) + nchar(line) <= 180) return(line)
    return(paste0(brackets[1], "\n", paste0(inner, parts, collapse = ",\n"), "\n", indent, brackets[2]))
  }
  if (is.logical(x)) return(if (x) "true" else "false")
  if (is.numeric(x)) return(sprintf("%.12g", x + 0)) # + 0: no negative zero
  paste0('"', x, '"')
}

write_json <- function(x, file) {
  con <- file(file, "wb")
  writeLines(enc2utf8(as_json(x)), con, sep = "\n", useBytes = TRUE)
  close(con)
}
