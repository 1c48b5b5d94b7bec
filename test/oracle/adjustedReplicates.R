# Expected values of replicate weights that a step of weighting adjusts one by one, as it does the weights.
# Run from the root of the repository: Rscript test/oracle/adjustedReplicates.R
# Writes to test/oracle/adjustedReplicates/:
#   data.csv     strata h of two clusters c, weights w, groups g and s, a number u, response r; rep1 ...: balanced half samples
#                with Fay's factor 0.3
#   margins.csv  population totals of g and s; numbers.csv: of g and the number u; cells.csv: of g alone
#   weights.csv  by step and row: w and the replicates after calibrate (`calibrate` of a svrepdesign: linear on g and u,
#                raking and logit on g and s), rake, postStratify; nonresponse by classes and by propensity, and trimming
#                (`trimWeights` of a svydesign with each column: that of a svrepdesign leaves the weights as they are, and takes
#                the rows apart), column by column
suppressMessages(library(survey))
source("test/oracle/writeRows.R")
output <- "test/oracle/adjustedReplicates/"
dir.create(output, showWarnings = FALSE)
set.seed(5)
d <- expand.grid(row = 1:5, c = 1:2, h = 1:4)[c("h", "c")]
n <- nrow(d)
d$w <- round(runif(n, 2, 12), 2)
d$g <- sample(c("a", "b", "c"), n, TRUE)
d$s <- sample(c("f", "m"), n, TRUE)
d$u <- round(runif(n, 1, 5), 1)
d$r <- as.numeric(runif(n) < 0.7)
half <- as.svrepdesign(svydesign(~c, strata = ~h, weights = ~w, data = d, nest = TRUE), type = "Fay", fay.rho = 0.3,
                       compress = FALSE)
replicates <- unclass(as.matrix(weights(half, "analysis")))
names <- paste0("rep", seq_len(ncol(replicates)))
colnames(replicates) <- names
d <- cbind(d, replicates)
write_rows(d, "data")

total <- 1.1 * sum(d$w)
of_g <- data.frame(g = c("a", "b", "c"), Freq = total * c(0.3, 0.4, 0.3))
of_s <- data.frame(s = c("f", "m"), Freq = total * c(0.52, 0.48))
of_u <- 1.13 * sum(d$w * d$u)
write_rows(rbind(data.frame(variable = "g", level = of_g$g, total = of_g$Freq),
                 data.frame(variable = "u", level = "", total = of_u)), "numbers")
write_rows(rbind(data.frame(variable = "g", level = of_g$g, total = of_g$Freq),
                 data.frame(variable = "s", level = of_s$s, total = of_s$Freq)), "margins")
write_rows(data.frame(variable = "g", level = of_g$g, total = of_g$Freq), "cells")

found <- list()
add <- function(step, weights) {
  colnames(weights) <- c("w", names)
  found[[length(found) + 1]] <<- data.frame(step, row = seq_len(n), weights)
}
adjusted <- function(step, design)
  add(step, cbind(weights(design, "sampling"), unclass(as.matrix(weights(design, "analysis")))))
design <- svrepdesign(data = d, weights = d$w, repweights = replicates, combined.weights = TRUE, type = "Fay", rho = 0.3)
levels_of <- function(t) setNames(t$Freq, paste0(names(t)[1], t[[1]]))
both <- c(levels_of(of_g), levels_of(of_s)[-1])
calibrated <- function(formula, population, ...)
  calibrate(design, formula, population, epsilon = 1e-13, maxit = 200, compress = FALSE, ...)
adjusted("linear", calibrated(~ g + u - 1, c(levels_of(of_g), u = of_u), calfun = "linear"))
adjusted("raking", calibrated(~ g + s - 1, both[c("ga", "gb", "gc", "sm")], calfun = "raking"))
adjusted("logit", calibrated(~ g + s - 1, both[c("ga", "gb", "gc", "sm")], calfun = "logit", bounds = c(0.2, 4)))
adjusted("rake", rake(design, list(~g, ~s), list(of_g, of_s), control = list(maxit = 1000, epsilon = 1e-13),
                      compress = FALSE))
adjusted("post-stratify", postStratify(design, ~g, of_g, compress = FALSE))

by_column <- function(step, adjust) add(step, apply(as.matrix(d[c("w", names)]), 2, adjust))
by_column("classes", function(w) {
  share <- tapply(w * d$r, d$g, sum) / tapply(w, d$g, sum)
  w * d$r / as.vector(share[d$g])
})
by_column("propensity", function(w) {
  d$own <- w / mean(w) # a name that the data do not have yet
  model <- glm(r ~ u + s, quasibinomial(), d, weights = own, control = glm.control(epsilon = 1e-14, maxit = 100))
  w * d$r / fitted(model)
})
by_column("trim", function(w)
  weights(trimWeights(svydesign(~1, weights = w, data = d), lower = 1, upper = 12, strict = TRUE)))
write_rows(do.call(rbind, found), "weights")
