# Expected values of R's survey package for weights some of which are negative, as linear calibration makes them.
# Run from the root of the repository: Rscript test/oracle/negativeWeights.R
# Writes to test/oracle/negativeWeights/: data.csv, estimates.csv, trimmed.csv (trimWeights between 0.5 and 25, strict).
suppressMessages(library(survey))
output <- "test/oracle/negativeWeights/"
write <- function(d, name) write.csv(d, paste0(output, name, ".csv"), row.names = FALSE, quote = FALSE)
set.seed(3)
d <- data.frame(h = rep(c("a", "b"), each = 8), g = rep(c("x", "y"), 8), a = rep(c("no", "no", "yes"), length.out = 16),
                y = round(rnorm(16, 10, 3), 1), w = round(runif(16, 4, 30), 1))
d$w[c(3, 10, 11)] <- c(-2.5, -6, -0.8)
write(d, "data")
design <- svydesign(~1, strata = ~h, weights = ~w, data = d)
rows <- list()
add <- function(statistic, by, level, found) {
  rows[[length(rows) + 1]] <<- data.frame(statistic, by, level, estimate = sprintf("%.15g", coef(found)),
                                          se = sprintf("%.15g", SE(found)))
}
for (g in c("", "x", "y")) {
  own <- if (g == "") design else design[d$g == g, ]
  add("mean", g, "", svymean(~y, own))
  add("total", g, "", svytotal(~y, own))
  share <- svymean(~I(as.numeric(a == "yes")), own)
  add("share", g, "yes", share)
}
write(do.call(rbind, rows), "estimates")
trimmed <- trimWeights(design, lower = 0.5, upper = 25, strict = TRUE)
write(data.frame(w = sprintf("%.15g", weights(trimmed))), "trimmed")
