# Independent estimates of the study er1245 with R's survey package, from the spreadsheet and the list of estimands.
# Run from the root of the repository: Rscript test/oracle/er1245.R
# Reads  data/panel4/panel4.xlsx, data/studies/er1245/figures.csv (never its published values) and findings.csv.
# Writes test/oracle/er1245-{figures,tables,models,findings}.csv. An empty field is a value that does not exist.
suppressMessages({
  library(survey)
  library(readxl)
})
if (!l10n_info()[["UTF-8"]]) invisible(Sys.setlocale("LC_CTYPE", "C.UTF-8")) # accented level names
workbook <- "data/panel4/panel4.xlsx"
study <- "data/studies/er1245/"
output <- "test/oracle/er1245-"

# --- Variables -------------------------------------------------------------------------------------------------------

yes_no <- c("Oui", "Non")
codes <- list(
  region = c("Pays de la Loire", "Paca", "autre r\u00e9gion"),
  sexe = c("Homme", "Femme"),
  volume = c("faible", "mod\u00e9r\u00e9", "\u00e9lev\u00e9"),
  densite = c("faible", "moyenne", "forte"),
  mode = c("seul", "mono", "pluri"),
  secretariat_physique = yes_no, secretariat_telephonique = yes_no, rdv_en_ligne = yes_no, secretariat_autre = yes_no,
  teleconsultation = c("jamais", "hors plateforme de march\u00e9", "plateforme de march\u00e9")
)
profiles <- c( # answers to physique, telephonique, en ligne
  ONN = "physique seul", NON = "t\u00e9l\u00e9phonique seul", NNO = "en ligne seul",
  OON = "physique et t\u00e9l\u00e9phonique", ONO = "physique et en ligne", NOO = "t\u00e9l\u00e9phonique et en ligne",
  OOO = "les trois", NNN = "aucun des trois"
)

decode <- function(x, labels) { # codes 1, 2, ... in the order of the levels; 9 is no answer
  stopifnot(x %in% c(seq_along(labels), 9))
  factor(labels[match(x, seq_along(labels))], levels = labels)
}
recode <- function(x, groups) { # groups: list of (new level = old levels)
  stopifnot(setequal(unlist(groups), levels(x)))
  factor(rep(names(groups), lengths(groups))[match(x, unlist(groups))], levels = names(groups))
}
read_wave <- function(sheet) {
  d <- as.data.frame(read_excel(workbook, sheet = sheet))
  stopifnot(!anyDuplicated(d$id), d$poids > 0, !is.na(d$age))
  for (v in intersect(names(codes), names(d))) d[[v]] <- decode(d[[v]], codes[[v]])

  d$tranche_age <- cut(d$age, c(-Inf, 40, 50, 60, Inf), right = FALSE,
                       labels = c("moins de 40 ans", "40-49 ans", "50-59 ans", "60 ans ou plus"))
  d$tranche_age3 <- recode(d$tranche_age, list("moins de 50 ans" = c("moins de 40 ans", "40-49 ans"),
                                               "50-59 ans" = "50-59 ans", "60 ans ou plus" = "60 ans ou plus"))
  d$zone_faible_densite <- recode(d$densite, list(Oui = "faible", Non = c("moyenne", "forte")))
  d$groupe <- recode(d$mode, list(Oui = c("mono", "pluri"), Non = "seul"))

  published <- cbind(d$secretariat_physique == "Oui", d$secretariat_telephonique == "Oui", d$rdv_en_ligne == "Oui")
  channels <- cbind(published, d$secretariat_autre == "Oui")
  d$nb_canaux <- rowSums(channels) # NA as soon as one answer is missing
  d$nb_canaux_publies <- rowSums(published)
  some <- rowSums(channels, na.rm = TRUE) > 0 # one "Oui" is enough, whatever is missing
  d$secretariat <- factor(ifelse(some, "Oui", ifelse(is.na(d$nb_canaux), NA, "Non")), levels = yes_no)
  d$plusieurs_canaux <- factor(ifelse(d$nb_canaux >= 2, "Oui", "Non"), levels = c("Non", "Oui"))
  letter <- ifelse(published, "O", "N")
  d$profil_canaux <- factor(unname(profiles[paste0(letter[, 1], letter[, 2], letter[, 3])]), levels = unname(profiles))
  d$usage_en_ligne <- recode(d$profil_canaux, list(
    "classique sans outil en ligne" = unname(profiles[c("ONN", "NON", "OON")]),
    "classique et en ligne" = unname(profiles[c("ONO", "NOO", "OOO")]),
    "en ligne seul" = "en ligne seul", "aucun des trois" = "aucun des trois"
  ))
  if ("teleconsultation" %in% names(d)) d$teleconsulte <- recode(
    d$teleconsultation, list(Oui = codes$teleconsultation[2:3], Non = "jamais")
  )
  d
}

waves <- list("2019" = read_wave("2019"), "2022" = read_wave("2022"))
previous <- waves[["2019"]][match(waves[["2022"]]$id, waves[["2019"]]$id), ]
for (v in setdiff(names(previous), c("id", "poids"))) waves[["2022"]][[paste0(v, "_2019")]] <- previous[[v]]

# --- Designs and estimates -------------------------------------------------------------------------------------------

designs <- lapply(waves, function(d) svydesign(ids = ~1, strata = ~region, weights = ~poids, data = d))

memo <- function(f) { # f(wave, ...) computed once per set of arguments
  seen <- list()
  function(...) {
    key <- paste(..., sep = "\t")
    if (is.null(seen[[key]])) seen[[key]] <<- f(...)
    seen[[key]]
  }
}
in_domain <- function(d, domain) { # "var=level|level; var=level"; a missing answer satisfies no clause
  keep <- rep(TRUE, nrow(d))
  for (clause in strsplit(domain, "; *")[[1]]) {
    parts <- strsplit(clause, "=", fixed = TRUE)[[1]]
    wanted <- strsplit(parts[2], "|", fixed = TRUE)[[1]]
    stopifnot(length(parts) == 2, parts[1] %in% names(d), wanted %in% levels(d[[parts[1]]]))
    keep <- keep & d[[parts[1]]] %in% wanted
  }
  keep
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
