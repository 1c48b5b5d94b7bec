# Variances of the studies on panel4 that use what more is known of its design, by R's survey package: the margins that the
# weights were calibrated on, the share of each region's doctors that answered, and both.
# Run from the root of the repository: Rscript test/oracle/variances.R
# Reads  data/panel4/panel4.xlsx, figures.csv (never its published values) and findings.csv of the studies.
# Writes test/oracle/{er1245,collaboration-2022}-variances.csv: standard errors of figures; standard errors and p-values of
# comparisons of figures, and of the coefficients of some models. An empty field is a value that does not exist.
variances <- list(calibrated = "calibrated", fpc = "fpc", "calibrated,fpc" = c("calibrated", "fpc"))

# The spreadsheet has the weights after calibration: calibrate() to their own totals leaves them as they are, and makes
# variances those of residuals. The size of a stratum is the sum of its weights.
known_design <- function(d, ids, strata, auxiliaries, parts) {
  d$size <- ave(d$poids, d[all.vars(strata)], FUN = sum)
  fpc <- if ("fpc" %in% parts) ~size
  design <- svydesign(ids = ids, strata = strata, weights = ~poids, fpc = fpc, data = d, nest = TRUE)
  if (!"calibrated" %in% parts) return(design)
  x <- model.matrix(auxiliaries, d)
  calibrated <- calibrate(design, auxiliaries, population = colSums(d$poids * x), epsilon = 1e-12)
  stopifnot(qr(x)$rank == ncol(x), max(abs(weights(calibrated) / d$poids - 1)) < 1e-12)
  calibrated
}
# Two waves have the margins of each, and no finite population correction: no fraction of the doctors is that of both.
known_stack <- function(d) {
  auxiliaries <- reformulate(margins)
  several <- length(unique(d$wave)) > 1
  if (several) auxiliaries <- update(auxiliaries, ~ wave / (.))
  known_design(d, ~id, ~stratum, auxiliaries, if (several) setdiff(parts, "fpc") else parts)
}

figures_known <- function() {
  f <- read_rows("figures.csv", c("id", "wave", "statistic", "variable", "level", "domain", "use"))
  f <- f[f$use != "context" & !f$statistic %in% c("respondents", "percent-change"), ]
  found <- rows(Map(estimate, f$wave, f$statistic, f$variable, f$level, f$domain))
  data.frame(kind = "figure", id = f$id, term = "", se = found$se, p = NA)
}
findings_known <- function() { # of those that compare figures, or what may stand beside them
  of <- operands()
  g <- read_rows("findings.csv", c("id", "model", "first", "second", "factor"))
  g <- g[g$model == "", ]
  g <- g[of$model[match(g$first, of$id)] == "", ]
  wave <- setNames(of$wave, of$id)
  g <- g[!"fpc" %in% parts | wave[g$first] == wave[g$second], ]
  found <- rows(Map(function(first, second, factor) {
    compare_pair(first, second, factor, design_of = known_stack)[c("se", "p")]
  }, g$first, g$second, g$factor))
  data.frame(kind = "finding", id = g$id, term = "", se = found$se, p = found$p)
}
models_known <- function(models) {
  do.call(rbind, Map(function(id, model) {
    fit <- svyglm_of(model)
    se <- sqrt(diag(vcov(fit)))
    p <- 2 * pt(-abs(coef(fit) / se), fit$df.residual)
    data.frame(kind = "model", id = id, term = names(coef(fit)), se = unname(se), p = unname(p))
  }, names(models), models))
}

models_of <- function(id) { # one of each family
  own <- references[c("tranche_age3", "sexe", "volume", "densite", "mode", "region")]
  scores <- references[c("tranche_age", "sexe", "volume", "region", "mode", "msp", "membre_cpts", "offre_generalistes")]
  switch(id,
    er1245 = list(
      "secretariat-2022" = list(variable = "secretariat", level = "Oui", domain = "", references = own),
      "nb-canaux-2022" = list(variable = "nb_canaux", domain = "secretariat=Oui", references = own)
    ),
    "collaboration-2022" = list(
      "score-generalistes" = list(variable = "score_detaille_generalistes", domain = "", references = scores),
      "score-generalistes-check" = list(variable = "score_generalistes", at_least = 3, domain = "", references = scores)
    )
  )
}

for (id in c("er1245", "collaboration-2022")) {
  results <- list()
  for (name in names(variances)) {
    study <- paste0("data/studies/", id, "/")
    output <- paste0("test/oracle/", id, "-")
    source("test/oracle/study.R") # anew, for it remembers estimates
    parts <- variances[[name]]
    designs <- lapply(waves, known_design, ids = ~1, strata = ~region, auxiliaries = reformulate(margins), parts = parts)
    results[[name]] <- cbind(variance = name, rbind(figures_known(), findings_known(), models_known(models_of(id))))
  }
  write_rows(do.call(rbind, results), "variances")
}
