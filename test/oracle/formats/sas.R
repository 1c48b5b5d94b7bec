# A data set of SAS as R's haven writes it (write_sas), and what is in it, for test/sources/sas.test.ts.
#   sas.sas7bdat.gz  texts with accents and blanks, numbers of every size and missing ones, dates, times, labels; 90 rows on
#                    three pages after two of description
#   sas.csv          the same values, with 17 digits; dates as seconds since 1970, times as seconds since midnight
suppressMessages(library(haven))
set.seed(5)
n <- 90
d <- data.frame(
  id = sprintf("é%02d", seq_len(n)),
  number = c(1.5, NA, -3, 1e300, 5e-324, 0.1, 2^53, -1 / 3, rnorm(n - 8)),
  text = rep(c("Île-de-France", "", " lead", "œuf"), length.out = n),
  day = as.Date("1960-01-01") + c(-1, 0, 3653, NA, round(runif(n - 4, -40000, 80000))),
  moment = as.POSIXct(c(-1, 0, NA, round(runif(n - 3, -2e9, 4e9))), origin = "1970-01-01", tz = "UTC"),
  hour = hms::hms(seconds = c(0, 86399, NA, round(runif(n - 3, 0, 86399))))
)
attr(d$number, "label") <- "Un nombre, étiqueté"
for (k in 1:30) {
  d[[sprintf("q%d", k)]] <- rep(c(k, NA, 9), length.out = n)
  attr(d[[sprintf("q%d", k)]], "label") <- paste("Question", k)
}
path <- tempfile(fileext = ".sas7bdat")
suppressWarnings(write_sas(d, path))
bytes <- readBin(path, "raw", file.size(path))
# Nothing of the file depends on when it was written.
bytes[165:180] <- as.raw(0)
gz <- gzfile("test/oracle/formats/sas.sas7bdat.gz", "wb", compression = 9)
writeBin(bytes, gz)
close(gz)
plain <- lapply(d, function(column) {
  if (is.character(column)) return(column)
  seconds <- if (inherits(column, "Date")) as.numeric(column) * 86400 else as.numeric(column)
  ifelse(is.na(seconds), "", formatC(seconds, digits = 17, width = 1, format = "g"))
})
write.csv(as.data.frame(plain), "test/oracle/formats/sas.csv", row.names = FALSE, fileEncoding = "UTF-8")
