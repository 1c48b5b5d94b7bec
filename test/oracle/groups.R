# Expected values of R's survey package where groups have no answers, no weight, or a denominator of zero.
# Run from the root of the repository: Rscript test/oracle/groups.R
# Writes to test/oracle/groups/: data.csv, estimates.csv (the groups for which svyby gives a standard error that means something),
# quantiles.csv (with Woodruff's limits).
suppressMessages(library(survey))
output <- "test/oracle/groups/"
write <- function(d, name) write.csv(d, paste0(output, name, ".csv"), row.names = FALSE, quote = FALSE, na = "")
d <- data.frame(group = rep(c("all", "silent", "weightless", "zero"), each = 4),
                y = c(1, 2, 3, 5, NA, NA, NA, NA, 2, 4, 4, 7, 1, 1, 2, 3),
                x = c(1, 2, 3, 4, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0),
                w = c(1, 2, 1, 2, 1, 1, 1, 1, 0, 0, 0, 0, 1, 2, 3, 1), stratum = rep(1:2, 8))
d$answer <- ifelse(d$y > 2, "high", "low")
write(d, "data")
d$answer <- factor(d$answer)
design <- svydesign(~1, weights = ~w, strata = ~stratum, data = d)
rows <- list()
add <- function(statistic, groups, found, column = 1) {
  of <- data.frame(statistic, group = found$group, estimate = sprintf("%.15g", found[[column + 1]]),
                   se = sprintf("%.15g", as.matrix(SE(found))[, column]))
  rows[[length(rows) + 1]] <<- of[of$group %in% groups, ]
}
both <- c("all", "zero")
add("mean", both, svyby(~y, ~group, design, svymean, na.rm = TRUE))
add("total", both, svyby(~y, ~group, design, svytotal, na.rm = TRUE))
add("ratio", "all", svyby(~y, ~group, denominator = ~x, design, svyratio, na.rm = TRUE))
add("proportion", both, svyby(~answer, ~group, design, svymean, na.rm = TRUE))
write(do.call(rbind, rows), "estimates")
quantiles <- list()
for (g in both) for (p in c(0.5, 0.9)) {
  found <- svyquantile(~y, subset(design, group == g), p, qrule = "math", na.rm = TRUE)$y
  quantiles[[length(quantiles) + 1]] <- data.frame(group = g, probability = p, estimate = found[1], low = found[2],
                                                   high = found[3], se = sprintf("%.15g", found[4]))
}
write(do.call(rbind, quantiles), "quantiles")
# Groups that meet other strata of a single cluster than all of them together do.
l <- data.frame(stratum = rep(1:3, each = 3), cluster = c(1, 2, 3, 4, 5, 6, 7, 7, 7), group = rep(c("a", "b", "a"), c(2, 4, 3)),
                y = c(1, 3, 4, 2, 6, 7, 5, 8, 9), w = c(1, 2, 1, 3, 1, 2, 2, 1, 1))
write(l, "lonely")
equality <- lapply(c("certainty", "adjust", "average"), function(rule) {
  options(survey.lonely.psu = rule)
  found <- regTermTest(svyglm(y ~ group, svydesign(~cluster, weights = ~w, strata = ~stratum, data = l)), ~group)
  data.frame(rule, statistic = sprintf("%.15g", found$Ftest), df1 = found$df, df2 = found$ddf, p = sprintf("%.15g", found$p))
})
write(do.call(rbind, equality), "equality")
