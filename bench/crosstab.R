# The cross-tab of bench/run.js as an analyst writes it with R's survey: Rscript bench/crosstab.R FILE
suppressMessages(library(survey))
d <- read.csv(commandArgs(trailingOnly = TRUE), na.strings = "", stringsAsFactors = TRUE, encoding = "UTF-8")
design <- svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = d)
print(svyby(~secretariat, ~sexe + tranche_age, design, svymean, na.rm = TRUE))
