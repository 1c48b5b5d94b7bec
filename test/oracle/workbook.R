# The numbers of a workbook of published tables of the study er1245, with R's survey package, at the cell where
# test/support/publishedWorkbook.ts shows each. Run from the root of the repository: Rscript test/oracle/workbook.R
# Writes test/oracle/er1245-workbook.csv: a row for each number of a cell, so two for `1,25**` (a ratio and its stars) and for
# `[0,81 ; 1,42]` (low and high). Percentages and effects count 0 to 100; the value of stars is the p-value that they stand for;
# the ratio of a reference level is 1.
study <- "data/studies/er1245/"
output <- "test/oracle/er1245-"
source("test/oracle/study.R")
source("test/oracle/modelFunctions.R")

# A cell for each row from `first` down; a row whose `level` or `domain` is NA has none.
cells <- function(sheet, column, first, kind, variable, level, domain = "", wave = "2022", model = "") {
  d <- data.frame(sheet, row = first, kind, wave, variable, level, domain, model)
  d$cell <- paste0(column, d$row + seq_len(nrow(d)) - 1)
  d[!is.na(d$level) & !is.na(d$domain), names(d) != "row"]
}
section <- function(variable, levels) c(NA, paste0(variable, "=", levels)) # a row of its own, and the levels below
women_first <- rev(codes$sexe)
ages <- levels(waves[["2022"]]$tranche_age3)
modes <- c("seul", "mono", "pluri")
channels <- c("secretariat", "secretariat_physique", "secretariat_telephonique", "rdv_en_ligne")

# --- Tables ----------------------------------------------------------------------------------------------------------

chart <- do.call(rbind, Map(function(column, wave) {
  cells("Graphique 1", column, 5, "percent", c(channels[-1], channels[1]), "Oui", wave = wave)
}, c("C", "D"), c("2019", "2022")))

combinations <- cells("Sch\u00e9ma 2", "B", 4, "percent", "profil_canaux",
                      c(unname(profiles), paste(profiles, collapse = "|")), "secretariat=Oui")

characteristics <- c(
  section("sexe", women_first), section("tranche_age3", ages), section("volume", codes$volume), section("mode", modes),
  section("region", codes$region), section("zone_faible_densite", yes_no), section("teleconsulte", yes_no), ""
)
shares <- do.call(rbind, Map(function(column, variable) {
  cells("Tableau compl 1", column, 6, "percent", variable, "Oui", characteristics)
}, c("C", "D", "E", "F"), channels))

of_sex <- c(paste0("; sexe=", women_first), "")
of_age <- c("", paste0("; tranche_age3=", ages))
means <- do.call(rbind, Map(function(column, sex) {
  cells("Tableau compl 2", column, 4, "mean", "nb_canaux", "", paste0("secretariat=Oui", of_age, sex))
}, c("B", "C", "D"), of_sex))

estimated <- rbind(chart, combinations, shares, means)
estimated$value <- with(estimated, rows(Map(estimate, wave, kind, variable, level, domain)))$estimate
stopifnot(!anyNA(estimated$value))

# --- Models ----------------------------------------------------------------------------------------------------------

own <- references[c("tranche_age3", "sexe", "volume", "densite", "mode", "region")]
having <- list(variable = "secretariat", level = "Oui", domain = "", references = own)
counting <- list(variable = "nb_canaux", domain = "secretariat=Oui", references = own)
having_fit <- fit_model(having)
having_estimates <- coefficients_of("secretariat-2022", having_fit)
counting_estimates <- coefficients_of("nb-canaux-2022", fit_model(counting))

# Average marginal effects in points, with the variance of the coefficients by the delta method; the covariates are fixed.
effects_in_points <- function() {
  spec <- list(formula = paste("I(secretariat == \"Oui\") ~", paste(names(own), collapse = " + ")), family = "logistic",
               link = "logit", reference = paste0(names(own), "=", own, collapse = ";"))
  p <- prepare_in(spec, designs[["2022"]], "!is.na(secretariat)")
  m <- fit_exactly(spec, p, matrices_of(p, frame_of(p)))
  stopifnot(same(m$b, coef(having_fit)), same(sqrt(diag(m$v$design)), sqrt(diag(vcov(having_fit)))))
  effects <- effects_of(m)
  data.frame(effects[c("variable", "level")], estimate = 100 * effects$estimate, se = 100 * effects$se,
             p = 2 * pt(-abs(effects$estimate / effects$se), m$df))
}

# The cells of one number of a model, which is `of(estimates)`. `levels` names the variable of each row, NA where it has none.
model_cells <- function(sheet, column, first, kind, levels, estimates, of, model, domain = "") {
  d <- cells(sheet, column, first, kind, names(levels), unname(levels), domain, model = model)
  at <- match(paste(d$variable, d$level), paste(estimates$variable, estimates$level))
  reference <- d$level == references[d$variable] & kind == "ratio"
  d$value <- ifelse(reference %in% TRUE, 1, of(estimates)[at])
  d[!is.na(d$value), ]
}
of_covariates <- function(levels_of) unlist(unname(lapply(names(own), function(v) {
  found <- levels_of(v)
  setNames(found, rep(v, length(found)))
})))
levels_of <- function(v) having_fit$xlevels[[v]] # the reference first
in_order <- function(v) if (v == "sexe") women_first else levels(waves[["2022"]][[v]])

with_headings <- of_covariates(function(v) c(NA, in_order(v)))
logistic <- function(column, kind, of) model_cells(
  "Tableau compl A", column, 4, kind, with_headings, having_estimates, of, "secretariat-2022"
)
table_a <- rbind(
  logistic("B", "ratio", function(e) exp(e$estimate)), logistic("C", "stars", function(e) e$p),
  logistic("D", "low", function(e) exp(e$low)), logistic("D", "high", function(e) exp(e$high))
)

# Two rows for a coefficient, the second for its standard error; one for a reference.
two_rows <- c("(Intercept)" = "", "(Intercept)" = NA, of_covariates(function(v) {
  c(levels_of(v)[1], rbind(levels_of(v)[-1], NA))
}))
poisson_cells <- function(column, first, kind, of) model_cells(
  "Tableau compl B", column, first, kind, two_rows, counting_estimates, of, "nb-canaux-2022", "secretariat=Oui"
)
table_b <- rbind(
  poisson_cells("D", 5, "coefficient", function(e) e$estimate), poisson_cells("D", 5, "stars", function(e) e$p),
  poisson_cells("D", 6, "se", function(e) e$se), poisson_cells("E", 5, "ratio", function(e) exp(e$estimate))
)

without_references <- of_covariates(function(v) c(NA, setdiff(in_order(v), own[[v]])))
effects <- effects_in_points()
effect_cells <- function(column, kind, of) model_cells(
  "Tableau compl C", column, 6, kind, without_references, effects, of, "secretariat-2022"
)
table_c <- rbind(
  effect_cells("C", "effect", function(e) e$estimate), effect_cells("C", "stars", function(e) e$p),
  effect_cells("D", "se", function(e) e$se)
)

all_cells <- rbind(estimated, table_a, table_b, table_c)
stopifnot(!anyDuplicated(all_cells[c("sheet", "cell", "kind")]))
write_rows(all_cells[c("sheet", "cell", "kind", "wave", "variable", "level", "domain", "model", "value")], "workbook")
