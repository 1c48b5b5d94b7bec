# Small transport files by R's haven, and the answers that were put into them.
# Run from the root of the repository: Rscript test/oracle/formats/transport.R
# Writes to test/oracle/formats/transport/:
#   haven5.xpt, haven8.xpt
#   r.csv  by file: of each variable and row, from 1, the answer; .A and the like where it is missing
suppressMessages(library(haven))
source("test/oracle/writeRows.R")
output <- "test/oracle/formats/transport/"
dir.create(output, showWarnings = FALSE, recursive = TRUE)

d <- data.frame(
  whole = c(1L, NA, -5L, 100000L), real = c(0.1, -1e-70, NA, 1e70), text = c("a", "bb", "", "é œ"),
  day = as.Date(c("1959-12-31", "1960-01-01", NA, "2020-02-29")),
  moment = as.POSIXct(c("1959-12-31 23:59:59", "1960-01-01 00:00:00", NA, "2020-02-29 12:34:56"), tz = "UTC"),
  clock = hms::hms(seconds = c(0, 1.5, NA, 86399)),
  tagged = c(1, tagged_na("A"), tagged_na("Z"), tagged_na("A"))
)
attr(d$real, "label") <- "a label"
seconds <- function(x) as.numeric(x) * if (inherits(x, "Date")) 86400 else 1
answers <- function(file) do.call(rbind, lapply(names(d), function(variable) {
  x <- d[[variable]]
  value <- if (is.character(x)) x else {
    tag <- na_tag(as.double(x))
    ifelse(is.na(x), ifelse(is.na(tag), "", paste0(".", tag)), sprintf("%.17g", seconds(x)))
  }
  data.frame(file, variable, row = seq_along(x), value)
}))
for (version in c(5, 8)) write_xpt(d, paste0(output, "haven", version, ".xpt"), version = version, name = "TABLE", label = "the table")
write_rows(rbind(answers("haven5.xpt"), answers("haven8.xpt")), "r")
