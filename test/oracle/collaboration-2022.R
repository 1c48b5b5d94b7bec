# Independent estimates of the study collaboration-2022 with R's survey package, from the spreadsheet and the list of
# estimands. Run from the root of the repository: Rscript test/oracle/collaboration-2022.R
# Reads  data/panel4/panel4.xlsx, data/studies/collaboration-2022/figures.csv (never its published values) and
# findings.csv. Writes test/oracle/collaboration-2022-{figures,tables,models,findings,scores,quartiles}.csv. An empty
# field is a value that does not exist.
study <- "data/studies/collaboration-2022/"
output <- "test/oracle/collaboration-2022-"
source("test/oracle/study.R")

write_figures()

# --- Tables: every answer, "nsp" too ---------------------------------------------------------------------------------

charts <- unname(c(list(exchanges), motives))
write_tables(do.call(rbind, Map(function(table, variables) {
  expand.grid(level = c(frequency, "nsp"), variable = variables, wave = "2022", domain = "", table = table,
              stringsAsFactors = FALSE)
}, paste0("graphique-", seq_along(charts)), charts)))

# --- Models: Poisson regressions of the scores, then the logistic regressions that check them ------------------------

all_scores <- c("tranche_age", "sexe", "volume", "region", "mode", "msp", "membre_cpts", "offre_generalistes")
covariates <- list(
  infirmieres = c(all_scores, "offre_infirmieres"), generalistes = all_scores,
  specialistes = c(all_scores, "offre_specialistes"), pharmaciennes = c(all_scores, "offre_pharmacies"),
  kines = c(all_scores, "offre_kines")
)
model <- function(profession, score, checked = score) {
  list(variable = score, checked = checked, domain = "", references = references[covariates[[profession]]])
}
models <- list()
for (p in names(covariates)) models[[paste0("score-", p)]] <- model(
  p, paste0(if (p %in% names(motives)) "score_detaille_" else "score_", p), paste0("score_", p)
)
for (p in names(motives)) for (m in motives[[p]]) models[[gsub("_", "-", m)]] <- model(p, paste0("score_", m))
checks <- lapply(models, function(m) replace(m, c("variable", "at_least"), list(m$checked, 3)))
names(checks) <- paste0(names(models), "-check")
models <- c(models, checks)
without <- models[["score-infirmieres"]]
without$references <- without$references[setdiff(names(without$references), c("msp", "membre_cpts"))]
models[["score-infirmieres-sans-coordination"]] <- without
fits <- lapply(models, fit_model)
write_models(fits)

# --- Findings: of a sign, the difference of two levels; of no difference, the whole variable -------------------------

findings <- read_rows("findings.csv", c("id", "model", "first", "second", "factor", "variable", "level", "versus", "sign"))
columns <- c("estimate", "se", "statistic", "p", "F", "df1", "df2", "ratio", "ratio_se", "ratio_low", "ratio_high")
results <- lapply(split(findings, seq_len(nrow(findings))), function(f) {
  if (f$model == "") return(compare_pair(f$first, f$second, f$factor, fits, models))
  fit <- fits[[f$model]]
  stopifnot(f$sign %in% c("+", "-", "0"), (f$sign == "0") == (f$level == ""), (f$level == "") == (f$versus == ""))
  if (f$sign != "0") return(contrast(fit, f$variable, f$level, f$versus))
  test <- whole_variable(fit, f$variable)
  own <- newton(models[[f$model]])
  at <- paste0(f$variable, setdiff(levels(waves[["2022"]][[f$variable]]), references[[f$variable]]))
  at <- match(at, names(own$b))
  stopifnot(test$df1 == length(at), test$df2 == own$df,
            same(test$F, drop(own$b[at] %*% solve(own$v[at, at], own$b[at])) / length(at)))
  test
})
results <- lapply(results, function(r) replace(setNames(as.list(rep(NA_real_, length(columns))), columns), names(r), r))
write_rows(cbind(findings["id"], rows(results)), "findings")

# --- Scores, and quartiles of the supply of care ---------------------------------------------------------------------

write_rows(rows(lapply(names(scores), function(v) {
  x <- waves[["2022"]][[v]]
  m <- estimate("2022", "mean", v, "", "")
  list(variable = v, n = m$n, missing = sum(is.na(x)), mean = m$estimate, se = m$se, min = min(x, na.rm = TRUE),
       max = max(x, na.rm = TRUE))
})), "scores")

write_rows(rows(lapply(names(supply), function(v) {
  list(variable = v, class = levels(areas[[v]]), upper = c(quartiles[[v]], NA), territories = c(table(areas[[v]])),
       population = c(tapply(areas$population, areas[[v]], sum)), respondents = c(table(waves[["2022"]][[v]])))
})), "quartiles")
