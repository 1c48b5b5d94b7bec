# Files of SPSS written by GNU PSPP, and what R's haven reads of one of them.
# Run from the root of the repository: Rscript test/oracle/formats/spss.R
# Writes to test/oracle/formats/:
#   spss-plain.sav, spss.sav, spss.zsav, spss.por  the same data plain, in bytecode, in zlib blocks, and portable (without vls)
#   spss.csv  what haven reads of spss.sav, one row for each thing told: variable, what (name, label, value, missing, low, high,
#             answer), key (row, or labelled value), text. Times are in seconds from 1970 or midnight; haven leaves MOYR, QYR,
#             WKYR as the numbers of the file.
suppressMessages(library(haven))
folder <- "test/oracle/formats/"
owd <- setwd(folder); stopifnot(system2("pspp", "spss.sps") == 0); setwd(owd)
d <- read_sav(paste0(folder, "spss.sav"), user_na = TRUE)
text <- function(x) if (is.character(x)) unclass(x) else ifelse(is.na(x), "", sprintf("%.17g", as.numeric(x)))
told <- function(variable, what, key, text) if (length(text)) data.frame(variable, what, key, text)
rows <- do.call(rbind, lapply(names(d), function(name) {
  x <- d[[name]]
  of <- function(which) attr(x, which, exact = TRUE)
  labels <- of("labels")
  range <- of("na_range")
  answers <- if (inherits(x, "Date")) as.numeric(x) * 86400 else as.vector(unclass(x))
  rbind(told(name, "name", "", name), told(name, "label", "", of("label")),
        told(name, "value", text(unname(labels)), names(labels)), told(name, "missing", "", text(of("na_values"))),
        told(name, "low", "", text(range[1][!is.null(range)])), told(name, "high", "", text(range[2][!is.null(range)])),
        told(name, "answer", seq_along(answers), text(answers)))
}))
write.csv(rows, paste0(folder, "spss.csv"), row.names = FALSE, fileEncoding = "UTF-8")
