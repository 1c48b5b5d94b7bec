# R's svychisq of a table of 12 x 15 cells, from strata, clusters and unequal weights, and from strata and weights alone.
# The rows are made by whole numbers, so that the test makes the same (test/survey/largeTable.test.ts).
# Run from the root of the repository: Rscript test/oracle/largeTable.R
# Writes test/oracle/largeTable.csv.
suppressMessages(library(survey))
state <- 20240229
below <- function(n) { # Park and Miller 1988; the products are exact in double precision
  state <<- (state * 16807) %% 2147483647
  state %% n
}
clusters <- 400
rows <- do.call(rbind, lapply(seq_len(clusters) - 1, function(cluster) {
  home <- below(12)
  do.call(rbind, lapply(seq_len(10 + below(11)), function(i) {
    a <- if (below(8) == 0) home else below(12)
    b <- if (below(40) == 0) a else below(15)
    data.frame(stratum = cluster %% 20, cluster, w = 1 + below(40) / 8, a, b)
  }))
}))
designs <- list(
  clusters = svydesign(~cluster, strata = ~stratum, weights = ~w, data = rows),
  rows = svydesign(~1, strata = ~stratum, weights = ~w, data = rows)
)
number <- function(x) trimws(formatC(x, digits = 17, format = "g"))
results <- do.call(rbind, lapply(names(designs), function(design) {
  do.call(rbind, lapply(c("F", "Chisq", "Wald", "adjWald"), function(statistic) {
    r <- svychisq(~a + b, designs[[design]], statistic = statistic)
    data.frame(design, statistic, value = number(unname(r$statistic)), df1 = number(unname(r$parameter[1])),
               df2 = if (statistic == "Chisq") "" else number(unname(r$parameter[2])),
               p = number(unname(r$p.value)), rows = nrow(rows), weights = number(sum(rows$w)))
  }))
}))
write.csv(results, "test/oracle/largeTable.csv", row.names = FALSE, quote = FALSE)
