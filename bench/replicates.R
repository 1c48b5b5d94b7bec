# Rscript bench/replicates.R DATA.csv: a cross-tab by two variables with a thousand bootstrap replicates made from the strata;
# with a second argument "read", with those that the file has as rep1, rep2 ...
suppressMessages(library(survey))
arguments <- commandArgs(TRUE)
data <- read.csv(arguments[1], stringsAsFactors = TRUE)
set.seed(1)
replicated <- if (length(arguments) > 1) {
  svrepdesign(data = data, weights = ~weight, repweights = "^rep[0-9]+$", type = "bootstrap", combined.weights = TRUE)
} else {
  design <- svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = data)
  as.svrepdesign(design, type = "subbootstrap", replicates = 1000)
}
table <- svyby(~secretariat, ~ sexe + tranche_age, replicated, svymean)
print(confint(table, df = degf(replicated)))
