# Writes tables by saveRDS and what is no table, for test/sources/rds.test.ts: Rscript rds.R FOLDER
suppressMessages(library(haven))
setwd(commandArgs(TRUE)[1])
d <- data.frame(
  whole = c(1L, NA, -5L), part = c(1.5, NA, NaN), truth = c(TRUE, NA, FALSE), word = c("a", NA, "\u00e9"),
  level = factor(c("low", "high", NA), levels = c("low", "mid", "high")),
  day = as.Date(c("2020-02-29", NA, "1969-12-31")), moment = as.POSIXct(c(1577880000.25, NA, -60), origin = "1970-01-01", tz = "Europe/Paris")
)
d$lag <- as.difftime(c(1, 2, NA), units = "mins")
d$number <- 1:3
d$answer <- labelled(c(1, 2, NA), c(Oui = 1, Non = 2), label = "Question 1")
d$spss <- labelled_spss(c(1, 8, 99), c(a = 1, refus = 99), na_values = 8, na_range = c(90, 99))
d$sex <- labelled(c("M", "F", "M"), c(Homme = "M", Femme = "F"))
d$tagged <- labelled(c(1, tagged_na("z"), tagged_na("a")), c(x = 1))
d$clock <- hms::hms(1, 2, 3)
d$extra <- addNA(factor(c("x", NA, "x")))
d$latin <- c("\xe9", "a", "b")
Encoding(d$latin) <- "latin1"
# The class of the package bit64, whose numbers are the bytes of doubles: 2^53 + 1, a missing one, 7.
long <- function(texts) {
  bytes <- as.raw(unlist(lapply(texts, function(hex) strtoi(substring(hex, seq(15, 1, -2), seq(16, 2, -2)), 16L))))
  structure(readBin(bytes, "double", length(texts), endian = "little"), class = "integer64")
}
d$long <- long(c("0020000000000001", "8000000000000000", "0000000000000007"))
d$short <- long(c("ffffffffffffffff", "8000000000000000", "0000000000000007"))
attr(d, "label") <- "Fichier"
attr(d, "spec") <- list(quote(f(x, y = 2)), new.env(), globalenv(), asNamespace("stats"))
saveRDS(d, "version3.rds")
saveRDS(d, "version2.rds", version = 2)
saveRDS(d, "plain.rds", compress = FALSE)
saveRDS(tibble::as_tibble(d), "tibble.rds")
saveRDS(d["whole"], "bzip2.rds", compress = "bzip2")
saveRDS(d["whole"], "xz.rds", compress = "xz")
saveRDS(d["whole"], "ascii.rds", ascii = TRUE)
connection <- file("native.rds", "wb")
serialize(d["whole"], connection, xdr = FALSE)
close(connection)
save(d, file = "workspace.rds")
saveRDS(data.frame(id = 1:1000, text = as.character(1:1000)), "compact.rds")
e <- data.frame(plain = 1:3)
e$list <- list(1, 2, 3)
e$matrix <- matrix(1:6, 3)
e$complex <- complex(3)
saveRDS(e, "columns.rds")
saveRDS(data.frame(x = numeric(0), y = character(0)), "empty.rds")
saveRDS(1:10, "vector.rds")
saveRDS(list(1, 2), "list.rds")
saveRDS(matrix(1:4, 2), "matrix.rds")
saveRDS(lm(dist ~ speed, cars), "model.rds")
saveRDS(function(x) x, "function.rds")
