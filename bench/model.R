# The models of bench/run.js as an analyst writes them with R's survey: Rscript bench/model.R FILE FAMILY
suppressMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
d <- read.csv(arguments[1], na.strings = "", stringsAsFactors = TRUE, encoding = "UTF-8")
design <- svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = d)
right <- ~ sexe + tranche_age + mode + volume + zone + frequence + reponse + specialite
fit <- if (arguments[2] == "logistic") svyglm(update(right, I(secretariat == "Oui") ~ .), design, family = quasibinomial()) else
  svyglm(update(right, canaux ~ .), design, family = quasipoisson())
print(summary(fit))
