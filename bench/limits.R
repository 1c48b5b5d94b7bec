# What R's survey needs for a table and a model of a file of rows, to be seen by /usr/bin/time -v: Rscript bench/limits.R FILE crosstab|model
suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(TRUE)
rows <- read.csv(arguments[1], stringsAsFactors = TRUE)
design <- svydesign(~1, strata = ~stratum, weights = ~weight, data = rows)
if (arguments[2] == "crosstab") {
  print(svytable(~ secretariat + sexe + tranche_age, design))
  print(svyby(~secretariat, ~ sexe + tranche_age, design, svymean))
} else {
  formula <- secretariat ~ sexe + tranche_age + mode + volume + zone + frequence + specialite
  print(summary(svyglm(formula, design, family = quasibinomial())))
}
