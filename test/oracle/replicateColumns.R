# Expected values of R's survey package for columns of replicates that are weights or factors of the weights, and for
# replicates that have a factor each (rscales).
# Run from the root of the repository: Rscript test/oracle/replicateColumns.R
# Writes to test/oracle/replicateColumns/: weights.csv and factors.csv (h, w, y, r1 ..: a stratified jackknife), halves.csv
# (two half samples as factors), rscales.csv (the factor of each replicate) and estimates.csv.
suppressMessages(library(survey))
output <- "test/oracle/replicateColumns/"
write <- function(d, name) write.csv(d, paste0(output, name, ".csv"), row.names = FALSE, quote = FALSE)
set.seed(7)
d <- data.frame(h = rep(c("a", "b", "c"), c(3, 5, 4)), w = rep(c(40, 65.5, 120), c(3, 5, 4)), y = round(rnorm(12, 20, 6), 2))
size <- as.numeric(table(d$h)[d$h])
factors <- sapply(seq_len(nrow(d)), function(r) {
  ifelse(d$h != d$h[r], 1, ifelse(seq_len(nrow(d)) == r, 0, size / (size - 1)))
})
colnames(factors) <- paste0("r", seq_len(nrow(d)))
rscales <- (size - 1) / size
write(cbind(d, factors), "factors")
write(cbind(d, factors * d$w), "weights")
write(data.frame(factor = rscales), "rscales")
halves <- data.frame(w = 100, y = c(1, 2.5, 7, 4.25), r1 = c(2, 2, 0, 0), r2 = c(0, 0, 2, 2))
write(halves, "halves")
rows <- list()
add <- function(case, design) {
  for (stat in c("mean", "total")) {
    found <- if (stat == "mean") svymean(~y, design) else svytotal(~y, design)
    rows[[length(rows) + 1]] <<- data.frame(case = case, statistic = stat, estimate = sprintf("%.15g", coef(found)),
                                            se = sprintf("%.15g", SE(found)))
  }
}
for (mse in c(FALSE, TRUE)) {
  suffix <- if (mse) "-mse" else ""
  add(paste0("factors", suffix), svrepdesign(data = d, weights = ~w, repweights = factors, combined.weights = FALSE,
                                             type = "other", scale = 1, rscales = rscales, mse = mse))
  add(paste0("weights", suffix), svrepdesign(data = d, weights = ~w, repweights = factors * d$w, combined.weights = TRUE,
                                             type = "other", scale = 1, rscales = rscales, mse = mse))
  add(paste0("halves", suffix), svrepdesign(data = halves, weights = ~w, repweights = as.matrix(halves[3:4]),
                                            combined.weights = FALSE, type = "BRR", mse = mse))
}
write(do.call(rbind, rows), "estimates")
