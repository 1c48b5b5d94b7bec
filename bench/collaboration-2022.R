# The figures, tables, models (those that check others too) and findings of collaboration-2022 as an analyst writes them with R's
# survey: the peer of `panel reproduce collaboration-2022`. Run from the root of the repository: Rscript bench/collaboration-2022.R
study <- "collaboration-2022"
source("bench/study.R", encoding = "UTF-8")

everywhere <- c("tranche_age", "sexe", "volume", "region", "mode", "msp", "membre_cpts", "offre_generalistes")
supply_of <- c(infirmieres = "offre_infirmieres", specialistes = "offre_specialistes", pharmaciennes = "offre_pharmacies",
               kines = "offre_kines")
model <- function(outcome, profession, family) {
  covariates <- c(everywhere, if (profession %in% names(supply_of)) supply_of[[profession]])
  list(outcome, "", references[covariates], family)
}
models <- list()
add <- function(id, profession, score, checked = score) {
  models[[id]] <<- model(score, profession, quasipoisson())
  models[[paste0(id, "-check")]] <<- model(sprintf("I(%s >= 3)", checked), profession, quasibinomial())
}
for (p in sub("echange_", "", exchanges))
  add(paste0("score-", p), p, paste0(if (p %in% names(motives)) "score_detaille_" else "score_", p), paste0("score_", p))
for (p in names(motives)) for (m in motives[[p]]) add(gsub("_", "-", m), p, paste0("score_", m))
without <- models[["score-infirmieres"]]
without[[3]] <- without[[3]][setdiff(names(without[[3]]), c("msp", "membre_cpts"))]
models[["score-infirmieres-sans-coordination"]] <- without

run(
  cells = expand.grid(statistic = "percent", level = c(frequency, "nsp"), variable = c(exchanges, unlist(motives)),
                      wave = "2022", domain = "", stringsAsFactors = FALSE),
  models = models
)
