# What the peers of `panel reproduce` share: a study's figures, tables, models and findings as an analyst writes them with R's
# survey. Every file is read once, every wave has one design, and what several results need (the part of a design that
# answered, the shares of a variable's levels, both waves in one design) is computed once. It makes no charts and no report.
# A script sets `study` and sources this from the root of the repository.
source("test/oracle/panel4.R", encoding = "UTF-8")

read_rows <- function(name) {
  file <- paste0("data/studies/", study, "/", name)
  if (file.exists(file)) read.csv(file, colClasses = "character", encoding = "UTF-8")
}
once <- function(f) {
  known <- new.env()
  function(...) {
    key <- paste(..., sep = "\t")
    if (is.null(known[[key]])) assign(key, f(...), known)
    known[[key]]
  }
}
parts_of <- function(text) strsplit(text, "|", fixed = TRUE)[[1]]

# --- Figures and tables ----------------------------------------------------------------------------------------------

answered <- once(function(wave, variable, domain) {
  d <- waves[[wave]]
  subset(designs[[wave]], in_domain(d, domain) & !is.na(d[[variable]]))
})
mean_of <- once(function(wave, variable, domain) svymean(reformulate(variable), answered(wave, variable, domain)))
estimate <- function(statistic, wave, variable, level, domain) {
  if (statistic == "respondents") return(c(n = sum(in_domain(waves[[wave]], domain))))
  if (statistic == "percent-change") return(change(parts_of(wave), variable, level, domain))
  m <- mean_of(wave, variable, domain)
  df <- degf(answered(wave, variable, domain))
  if (statistic == "mean") return(c(coef(m), SE(m), confint(m, df = df)))
  p <- svycontrast(m, as.numeric(names(coef(m)) %in% paste0(variable, parts_of(level))))
  half <- qt(0.975, df) * SE(p) / (coef(p) * (1 - coef(p)))
  100 * c(coef(p), SE(p), plogis(qlogis(coef(p)) + c(-half, half)))
}
print_estimates <- function(e) for (i in seq_len(nrow(e)))
  cat(unlist(e[i, ]), estimate(e$statistic[i], e$wave[i], e$variable[i], e$level[i], e$domain[i]), "\n")

# --- Two quantities: a doctor of both waves is a cluster of two rows, in the stratum of the first ---------------------

delayedAssign("both_waves", {
  shared <- Reduce(intersect, lapply(waves, names))
  d <- do.call(rbind, lapply(names(waves), function(wave) cbind(waves[[wave]][shared], wave)))
  d$stratum <- d$region[match(d$id, d$id)]
  svydesign(ids = ~id, strata = ~stratum, weights = ~poids, data = d, nest = TRUE)
})
with_parts <- function(f) { # of two estimands the variables y1, y2, and d1, d2 of their domains
  design <- if (f$wave[1] == f$wave[2]) designs[[f$wave[1]]] else both_waves
  d <- design$variables
  for (k in 1:2) {
    x <- if (f$variable[k] == "") rep(1, nrow(d)) else d[[f$variable[k]]]
    inside <- in_domain(d, f$domain[k]) & !is.na(x)
    if (f$wave[1] != f$wave[2]) inside <- inside & d$wave == f$wave[k]
    value <- if (f$level[k] == "") x else as.numeric(x %in% parts_of(f$level[k]))
    design$variables[[paste0("y", k)]] <- ifelse(inside, value, 0)
    design$variables[[paste0("d", k)]] <- as.numeric(inside)
  }
  list(design = design, df = degf(subset(design, d1 + d2 > 0)) - 1)
}
change <- function(two, variable, level, domain) {
  both <- with_parts(data.frame(wave = rev(two), variable, level, domain))
  of_totals(svytotal(~y1 + y2, both$design), quote(y1), quote(y2), 1, both$df)
}
compare_estimands <- function(f, factor) {
  both <- with_parts(f)
  of_totals(svytotal(~y1 + d1 + y2 + d2, both$design), quote(y1 / d1), quote(y2 / d2), factor, both$df)
}
of_totals <- function(totals, first, second, factor, df) { # difference, test, ratio and its interval on the log scale
  found <- svycontrast(totals, list(difference = bquote(.(first) - .(factor) * .(second)),
                                    ratio = bquote((.(first)) / (.(second))), second = second))
  b <- coef(found)
  se <- SE(found)
  spread <- exp(qt(0.975, df) * se[[2]] / b[[2]])
  c(b, se, p = 2 * pt(-abs(b[[1]] / se[[1]]), df), low = b[[2]] / spread, high = b[[2]] * spread)
}

# --- Models and their contrasts --------------------------------------------------------------------------------------

fit_model <- function(outcome, domain, references, family) {
  design <- subset(designs[["2022"]], in_domain(waves[["2022"]], domain))
  for (v in names(references)) design$variables[[v]] <- relevel(design$variables[[v]], references[[v]])
  fit <- eval(bquote(svyglm(.(reformulate(names(references), outcome)), design, family = family)))
  print(cbind(coef(summary(fit)), confint(fit)))
  fit
}
weights_of <- function(fit, variable, level, versus) { # of the coefficients; a group has the mean of its levels by their shares
  used <- fit$survey.design$variables[[variable]]
  size <- tapply(weights(fit$survey.design), used, sum, default = 0)
  share <- function(group) {
    own <- if (group == "*") names(size) else parts_of(group)
    k <- setNames(0 * coef(fit), names(coef(fit)))
    at <- match(paste0(variable, own), names(k))
    k[at[!is.na(at)]] <- (size[own] / sum(size[own]))[!is.na(at)]
    k
  }
  share(level) - share(versus)
}
test_contrast <- function(fit, variable, level, versus) {
  found <- svycontrast(fit, weights_of(fit, variable, level, versus))
  c(coef(found), SE(found), p = 2 * pt(-abs(coef(found) / SE(found)), fit$df.residual))
}
compare_contrasts <- function(f, factor, fits) { # by the influences of both models' rows on their coefficients
  design <- designs[["2022"]]
  own <- fits[f$model]
  k <- Map(weights_of, own, f$variable, f$level, f$versus)
  z <- mapply(function(fit, weights) {
    rows <- numeric(nrow(design))
    scores <- model.matrix(fit) * resid(fit, "working") * fit$weights
    rows[match(rownames(scores), rownames(design$variables))] <- scores %*% fit$naive.cov %*% weights
    rows
  }, own, k)
  v <- svyrecvar(z, design$cluster, design$strata, design$fpc)
  pair <- structure(c(a = sum(k[[1]] * coef(own[[1]])), b = sum(k[[2]] * coef(own[[2]]))), class = "svystat",
                    var = matrix(v, 2, dimnames = list(c("a", "b"), c("a", "b"))))
  of_totals(pair, quote(a), quote(b), factor, min(sapply(own, `[[`, "df.residual")))
}

# --- The whole study -------------------------------------------------------------------------------------------------

run <- function(cells, models) { # tables' cells: statistic, wave, variable, level, domain; models: arguments of fit_model
  figures <- read_rows("figures.csv")
  columns <- c("statistic", "wave", "variable", "level", "domain")
  print_estimates(figures[figures$use != "context", columns])
  print_estimates(cells[columns])
  fits <- lapply(models, function(model) do.call(fit_model, model))
  findings <- read_rows("findings.csv")
  operands <- figures[c("id", columns)]
  operands[c("model", "versus")] <- ""
  more <- read_rows("operands.csv")
  if (!is.null(more)) operands <- rbind(operands, more[names(operands)])
  for (i in seq_len(nrow(findings))) {
    f <- findings[i, ]
    pair <- operands[match(c(f$first, f$second), operands$id), ]
    factor <- if (is.null(f$factor) || f$factor == "") 1 else as.numeric(f$factor)
    found <- if (f$model == "" && pair$model[1] != "") compare_contrasts(pair, factor, fits)
      else if (f$model == "") compare_estimands(pair, factor)
      else if (f$sign != "0") test_contrast(fits[[f$model]], f$variable, f$level, f$versus)
      else unlist(regTermTest(fits[[f$model]], reformulate(f$variable), method = "Wald")[c("Ftest", "df", "ddf", "p")])
    cat(f$id, found, "\n")
  }
}
