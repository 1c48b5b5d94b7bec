# Independent estimates of the study er1245 with R's survey package, from the spreadsheet and the list of estimands.
# Run from the root of the repository: Rscript test/oracle/er1245.R
# Reads  data/panel4/panel4.xlsx, data/studies/er1245/figures.csv (never its published values) and findings.csv.
# Writes test/oracle/er1245-{figures,tables,models,findings}.csv. An empty field is a value that does not exist.
source("test/oracle/panel4.R", encoding = "UTF-8")
study <- "data/studies/er1245/"
output <- "test/oracle/er1245-"

# --- Estimates -------------------------------------------------------------------------------------------------------

memo <- function(f) { # f(wave, ...) computed once per set of arguments
  seen <- list()
  function(...) {
    key <- paste(..., sep = "\t")
    if (is.null(seen[[key]])) seen[[key]] <<- f(...)
    seen[[key]]
  }
}
answered <- memo(function(wave, variable, domain) { # the part of the design in the domain that answered
  inside <- in_domain(waves[[wave]], domain) & !is.na(waves[[wave]][[variable]])
  subset(designs[[wave]], inside)
})
# Percent: survey's logit interval. method = "xlogit" is the limit of method = "logit", which reaches the same bounds
# through an intercept-only regression stopped at glm's default tolerance. Both take Student's t with degf(subset).
# The limits of a proportion of exactly 0 or 1 do not exist.
estimate <- memo(function(wave, statistic, variable, level, domain) {
  if (statistic == "respondents")
    return(list(estimate = NA, se = NA, low = NA, high = NA, n = sum(in_domain(waves[[wave]], domain)), df = NA))
  s <- answered(wave, variable, domain)
  x <- s$variables[[variable]]
  df <- degf(s)
  if (statistic == "percent") {
    stopifnot(level %in% levels(x))
    s <- update(s, y = as.numeric(x == level))
    m <- svyciprop(~y, s, method = "xlogit")
    ci <- if (all(x == level) || all(x != level)) c(NA, NA) else attr(m, "ci")
    scale <- 100
  } else {
    stopifnot(statistic == "mean", level == "", is.numeric(x))
    m <- svymean(reformulate(variable), s)
    ci <- confint(m, df = df)
    scale <- 1
  }
  list(estimate = scale * coef(m)[[1]], se = scale * sqrt(attr(m, "var")[[1]]), low = scale * ci[[1]],
       high = scale * ci[[2]], n = length(x), df = df)
})
rows <- function(list_of_lists) do.call(rbind, lapply(list_of_lists, as.data.frame))
write_rows <- function(d, name) {
  for (v in names(d)) if (!is.character(d[[v]])) d[[v]] <- ifelse(is.na(d[[v]]), "", sprintf("%.17g", d[[v]]))
  lines <- c(paste(names(d), collapse = ","), do.call(paste, c(unname(d), sep = ",")))
  stopifnot(!grepl("\"", lines), nchar(gsub("[^,]", "", lines)) == ncol(d) - 1) # no field needs quotes
  con <- file(paste0(output, name, ".csv"), "wb")
  writeLines(enc2utf8(lines), con, useBytes = TRUE)
  close(con)
}
read_rows <- function(name) read.csv(paste0(study, name), colClasses = "character", encoding = "UTF-8")

# --- Figures ---------------------------------------------------------------------------------------------------------

figures <- read_rows("figures.csv")
figures <- figures[figures$use != "context", c("id", "wave", "statistic", "variable", "level", "domain")]
results <- Map(estimate, figures$wave, figures$statistic, figures$variable, figures$level, figures$domain)
write_rows(cbind(id = figures$id, rows(unname(results))), "figures")

# --- Tables: wave by wave, outcome by outcome ------------------------------------------------------------------------

cells <- rbind(
  expand.grid(
    level = "Oui", variable = c("secretariat", "secretariat_physique", "secretariat_telephonique", "rdv_en_ligne"),
    wave = c("2019", "2022"), domain = "", table = "graphique-1", stringsAsFactors = FALSE
  ),
  data.frame(level = unname(profiles), variable = "profil_canaux", wave = "2022", domain = "secretariat=Oui",
             table = "schema-2")
)
results <- Map(estimate, cells$wave, "percent", cells$variable, cells$level, cells$domain)
write_rows(cbind(cells[c("table", "wave", "variable", "level")],
                 rows(unname(results))[c("estimate", "se", "low", "high", "n")]), "tables")

# --- Models: all on the wave of 2022 ---------------------------------------------------------------------------------

references <- c(tranche_age3 = "60 ans ou plus", sexe = "Homme", volume = "faible", densite = "faible", mode = "seul",
                region = "autre r\u00e9gion")
models <- list(
  "secretariat-2022" = list(variable = "secretariat", level = "Oui", domain = "", references = references),
  "nb-canaux-2022" = list(variable = "nb_canaux", domain = "secretariat=Oui", references = references),
  "adoption-2019-2022" = list(variable = "secretariat", level = "Oui", domain = "secretariat_2019=Non",
                              references = references),
  "abandon-en-ligne-2019-2022" = list(variable = "rdv_en_ligne", level = "Non", domain = "rdv_en_ligne_2019=Oui",
                                      references = replace(references, "tranche_age3", "moins de 50 ans"))
)
# A model without a level is a Poisson regression. svyglm leaves out the rows where a covariate is missing. The second
# call starts from the coefficients of the first, so that the weights inside the variance are those of the solution.
fit_model <- function(model) {
  s <- answered("2022", model$variable, model$domain)
  for (v in names(model$references)) s$variables[[v]] <- relevel(s$variables[[v]], model$references[[v]])
  x <- s$variables[[model$variable]]
  s <- update(s, y = if (is.null(model$level)) x else as.numeric(x == model$level))
  family <- if (is.null(model$level)) quasipoisson() else quasibinomial()
  formula <- reformulate(names(model$references), "y")
  start <- coef(svyglm(formula, s, family = family, control = glm.control(epsilon = 1e-14, maxit = 100)))
  fit <- eval(bquote(svyglm(formula, s, family = family, start = .(start),
                            control = glm.control(epsilon = 1e-14, maxit = 100))))
  stopifnot(fit$converged, max(abs(coef(fit) - start)) < 1e-9)
  fit
}
coefficients_of <- function(id, fit) {
  terms <- do.call(rbind, lapply(names(fit$xlevels), function(v) cbind(v, fit$xlevels[[v]][-1])))
  stopifnot(identical(names(coef(fit))[-1], paste0(terms[, 1], terms[, 2])))
  b <- unname(coef(fit))
  se <- unname(sqrt(diag(vcov(fit))))
  df <- fit$df.residual # degf of the rows used + 1 - number of coefficients
  data.frame(model = id, variable = c("(Intercept)", terms[, 1]), level = c("", terms[, 2]), estimate = b, se = se,
             statistic = b / se, df = df, p = 2 * pt(-abs(b / se), df), low = b - qt(0.975, df) * se,
             high = b + qt(0.975, df) * se, n = length(fit$y))
}
fits <- lapply(models, fit_model)
write_rows(do.call(rbind, unname(Map(coefficients_of, names(fits), fits))), "models")

# --- Findings: difference between a level and another, the reference being zero --------------------------------------

contrast <- function(id, model, variable, level, versus) {
  fit <- fits[[model]]
  stopifnot(c(level, versus) %in% fit$xlevels[[variable]])
  k <- (names(coef(fit)) == paste0(variable, level)) - (names(coef(fit)) == paste0(variable, versus))
  b <- sum(k * coef(fit))
  se <- sqrt(drop(k %*% vcov(fit) %*% k))
  list(id = id, estimate = b, se = se, statistic = b / se, p = 2 * pt(-abs(b / se), fit$df.residual))
}
findings <- read_rows("findings.csv")[c("id", "model", "variable", "level", "versus")]
write_rows(rows(unname(do.call(Map, c(list(contrast), unname(findings))))), "findings")
