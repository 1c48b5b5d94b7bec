# Writes a data frame as CSV into the folder `output`, numbers in full precision and nothing where a value is missing.
# Sourced by the scripts beside it, which run from the root of the repository.
write_rows <- function(d, name) {
  field <- function(x) {
    if (is.numeric(x)) return(ifelse(is.na(x), "", sprintf("%.17g", x + 0))) # + 0: no negative zero
    x <- enc2utf8(as.character(x))
    ifelse(is.na(x), "", ifelse(grepl("[,\"]", x), paste0('"', gsub('"', '""', x, fixed = TRUE), '"'), x))
  }
  con <- file(paste0(output, name, ".csv"), "wb")
  writeLines(do.call(paste, c(lapply(list(names(d)), field), collapse = ",")), con, sep = "\n", useBytes = TRUE)
  writeLines(do.call(paste, c(unname(lapply(d, field)), sep = ",")), con, sep = "\n", useBytes = TRUE)
  close(con)
}
