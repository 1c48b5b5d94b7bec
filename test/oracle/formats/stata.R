# Small .dta files by R's foreign and haven, and the answers that were put into them.
# Run from the root of the repository: Rscript test/oracle/formats/stata.R
# Writes to test/oracle/formats/stata/:
#   foreign113.dta, foreign114.dta, haven118.dta, haven119.dta
#   r.csv  by file: of each variable and row, from 1, the answer; .a and the like where it is missing
suppressMessages(library(haven))
library(foreign)
source("test/oracle/writeRows.R")
output <- "test/oracle/formats/stata/"
dir.create(output, showWarnings = FALSE, recursive = TRUE)

seconds <- function(x) as.numeric(x) * if (inherits(x, "Date")) 86400 else 1
answers <- function(file, d) do.call(rbind, lapply(names(d), function(variable) {
  x <- d[[variable]]
  value <- if (is.character(x) || is.factor(x)) as.character(x) else {
    tag <- na_tag(as.double(x))
    ifelse(is.na(x), ifelse(is.na(tag), "", paste0(".", tag)), sprintf("%.17g", seconds(x)))
  }
  data.frame(file, variable, row = seq_along(x), value = ifelse(is.na(value), "", value))
}))

plain <- data.frame(
  whole = c(1L, NA, -5L, 100000L), real = c(0.1, -1e-300, NA, 1e300), text = c("a", "bb", "ccc", "z z"),
  day = as.Date(c("1959-12-31", "1960-01-01", NA, "2020-02-29")), stringsAsFactors = FALSE
)
labelled_too <- cbind(plain, data.frame(
  tagged = labelled(c(1, 2, tagged_na("a"), tagged_na("z")), c(oui = 1, `né` = 2, refus = tagged_na("a"))),
  moment = as.POSIXct(c("1959-12-31 23:59:59", "1960-01-01 00:00:00", NA, "2020-02-29 12:34:56"), tz = "UTC"),
  accents = c("é", "œuf €", "", "日本")
))
# foreign writes days as numbers, and an integer that is missing as .z.
simple <- transform(plain[c("whole", "real", "text")], whole = c(1L, 7L, -5L, 100000L))
write.dta(simple, paste0(output, "foreign113.dta"), version = 8)
write.dta(simple, paste0(output, "foreign114.dta"), version = 10)
write_dta(labelled_too, paste0(output, "haven118.dta"), version = 14, label = "étude")
write_dta(labelled_too, paste0(output, "haven119.dta"), version = 15, label = "étude")
write_rows(rbind(
  answers("foreign113.dta", simple), answers("foreign114.dta", simple),
  answers("haven118.dta", labelled_too), answers("haven119.dta", labelled_too)
), "r")
