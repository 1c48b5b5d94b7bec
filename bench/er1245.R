# The figures, tables and models of er1245 as an analyst writes them with R's survey: the peer of `panel reproduce er1245`.
# Run from the root of the repository: Rscript bench/er1245.R
source("test/oracle/panel4.R", encoding = "UTF-8")

percent <- function(wave, variable, level, domain) {
  design <- subset(designs[[wave]], in_domain(waves[[wave]], domain) & !is.na(waves[[wave]][[variable]]))
  design <- update(design, y = as.numeric(design$variables[[variable]] == level))
  p <- svyciprop(~y, design, method = "logit")
  cat(wave, variable, level, domain, coef(p), SE(p), confint(p), "\n")
}

figures <- read.csv("data/studies/er1245/figures.csv", colClasses = "character", encoding = "UTF-8")
figures <- figures[figures$use != "context" & !figures$statistic %in% c("respondents", "percent-change"), ]
for (i in seq_len(nrow(figures))) {
  f <- figures[i, ]
  if (f$statistic == "percent") {
    percent(f$wave, f$variable, f$level, f$domain)
  } else {
    design <- subset(designs[[f$wave]], in_domain(waves[[f$wave]], f$domain) & !is.na(waves[[f$wave]][[f$variable]]))
    m <- svymean(reformulate(f$variable), design)
    cat(f$id, coef(m), SE(m), confint(m, df = degf(design)), "\n")
  }
}
for (variable in c("secretariat", "secretariat_physique", "secretariat_telephonique", "rdv_en_ligne"))
  for (wave in c("2019", "2022")) percent(wave, variable, "Oui", "")
for (level in levels(waves[["2022"]]$profil_canaux)) percent("2022", "profil_canaux", level, "secretariat=Oui")

covariates <- c(tranche_age3 = "60 ans ou plus", sexe = "Homme", volume = "faible", densite = "faible", mode = "seul",
                region = "autre r\u00e9gion")
model <- function(outcome, domain, family, age = covariates[["tranche_age3"]]) {
  design <- subset(designs[["2022"]], in_domain(waves[["2022"]], domain))
  for (v in names(covariates)) design$variables[[v]] <- relevel(design$variables[[v]], covariates[[v]])
  design$variables$tranche_age3 <- relevel(design$variables$tranche_age3, age)
  fit <- svyglm(reformulate(names(covariates), outcome), design, family = family)
  print(cbind(coef(summary(fit)), confint(fit)))
}
model('I(secretariat == "Oui")', "", quasibinomial())
model("nb_canaux", "secretariat=Oui", quasipoisson())
model('I(secretariat == "Oui")', "secretariat_2019=Non", quasibinomial())
model('I(rdv_en_ligne == "Non")', "rdv_en_ligne_2019=Oui", quasibinomial(), "moins de 50 ans")
