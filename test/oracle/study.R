# What the oracles of the studies on panel4 share: estimates, tables, models and contrasts by R's survey package.
# A script sets `study` (the folder of the study) and `output` (how the paths that it writes begin), then sources this.
# The scripts read the list of estimands and of findings of the study, never the published values beside them.
# An empty field is a value that does not exist.
source("test/oracle/panel4.R", encoding = "UTF-8")
source("test/oracle/writeRows.R")

read_rows <- function(name, columns) {
  all <- read.csv(paste0(study, name), colClasses = "character", encoding = "UTF-8")
  if (is.null(all$factor)) all$factor <- rep("", nrow(all))
  all[columns]
}
rows <- function(list_of_lists) do.call(rbind, lapply(unname(list_of_lists), as.data.frame))
same <- function(a, b) max(abs(a / b - 1)) < 1e-9

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
  s <- subset(designs[[wave]], inside)
  x <- s$variables[[variable]] # a calibrated design keeps the others, with weight zero
  if (is.numeric(x)) s$variables[[variable]][is.na(x)] <- 0
  s
})
# Percent of those at any of the levels "level|level": survey's logit interval. method = "xlogit" is the limit of method
# = "logit", which reaches the same bounds through an intercept-only regression stopped at glm's default tolerance. Both
# take Student's t with degf(subset). The limits of a proportion of exactly 0 or 1 do not exist.
estimate <- memo(function(wave, statistic, variable, level, domain) {
  if (statistic == "percent-change") return(percent_change(strsplit(wave, "|", fixed = TRUE)[[1]], variable, level, domain))
  if (statistic == "respondents")
    return(list(estimate = NA, se = NA, low = NA, high = NA, n = sum(in_domain(waves[[wave]], domain)), df = NA))
  s <- answered(wave, variable, domain)
  x <- s$variables[[variable]]
  df <- degf(s)
  if (statistic == "percent") {
    wanted <- strsplit(level, "|", fixed = TRUE)[[1]]
    stopifnot(length(wanted) > 0, wanted %in% levels(x))
    y <- x %in% wanted
    s <- update(s, y = as.numeric(y))
    m <- svyciprop(~y, s, method = "xlogit")
    ci <- if (all(y) || !any(y)) c(NA, NA) else attr(m, "ci")
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
write_figures <- function() {
  f <- read_rows("figures.csv", c("id", "wave", "statistic", "variable", "level", "domain", "use"))
  f <- f[f$use != "context", ]
  write_rows(cbind(f["id"], rows(Map(estimate, f$wave, f$statistic, f$variable, f$level, f$domain))), "figures")
}
write_tables <- function(cells) { # columns table, wave, variable, level, domain
  results <- rows(Map(estimate, cells$wave, "percent", cells$variable, cells$level, cells$domain))
  write_rows(cbind(cells[c("table", "wave", "variable", "level")],
                   results[c("estimate", "se", "low", "high", "n")]), "tables")
}

# --- Models: all on the wave of 2022 ---------------------------------------------------------------------------------

# A model has a variable, a domain, the reference level of each covariate, and either the level or the least value whose
# log-odds it describes; without these it is a Poisson regression of the variable.
outcome <- function(model, x) {
  if (!is.null(model$level)) return(as.numeric(x == model$level))
  if (!is.null(model$at_least)) return(as.numeric(x >= model$at_least))
  x
}
is_poisson <- function(model) is.null(model$level) && is.null(model$at_least)
# svyglm leaves out the rows where a covariate is missing. The second call starts from the coefficients of the first, so
# that the weights inside the variance are those of the solution.
svyglm_of <- function(model) {
  s <- answered("2022", model$variable, model$domain)
  for (v in names(model$references)) s$variables[[v]] <- relevel(s$variables[[v]], model$references[[v]])
  s <- update(s, y = outcome(model, s$variables[[model$variable]]))
  family <- if (is_poisson(model)) quasipoisson() else quasibinomial()
  formula <- reformulate(names(model$references), "y")
  start <- coef(svyglm(formula, s, family = family, control = glm.control(epsilon = 1e-14, maxit = 100)))
  fit <- eval(bquote(svyglm(formula, s, family = family, start = .(start),
                            control = glm.control(epsilon = 1e-14, maxit = 100))))
  stopifnot(fit$converged, max(abs(coef(fit) - start)) < 1e-9)
  fit
}
fit_model <- function(model) {
  fit <- svyglm_of(model)
  own <- newton(model)
  stopifnot(names(coef(fit)) == names(own$b), same(coef(fit), own$b), length(fit$y) == own$n)
  unit <- sqrt(diag(own$v))
  stopifnot(max(abs(vcov(fit) - own$v) / outer(unit, unit)) < 1e-9, fit$df.residual == own$df)
  fit
}
# The same model without svyglm: Newton's steps from the constant alone, and the variance of the linearised coefficients
# between the doctors of each stratum, where doctors whom the model leaves out count as zeros.
newton <- function(model) {
  d <- waves[["2022"]]
  indicators <- function(v) {
    others <- setdiff(levels(d[[v]]), model$references[[v]])
    matrix(outer(d[[v]], others, `==`) + 0, nrow(d), dimnames = list(NULL, paste0(v, others)))
  }
  x <- cbind("(Intercept)" = 1, do.call(cbind, lapply(names(model$references), indicators)))
  y <- outcome(model, d[[model$variable]])
  used <- in_domain(d, model$domain) & !is.na(y) & !is.na(rowSums(x))
  stopifnot(colSums(x[used, ]) > 0)
  x <- x[used, ]
  y <- y[used]
  w <- d$poids[used]
  mean_of <- if (is_poisson(model)) exp else plogis
  link <- if (is_poisson(model)) log else qlogis
  b <- replace(0 * x[1, ], 1, link(sum(w * y) / sum(w)))
  for (i in 1:100) {
    mu <- mean_of(drop(x %*% b))
    information <- crossprod(x, w * (if (is_poisson(model)) mu else mu * (1 - mu)) * x)
    step <- drop(solve(information, crossprod(x, w * (y - mu))))
    if (max(abs(step)) < 1e-13) break
    b <- b + step
  }
  stopifnot(i < 100)
  z <- matrix(0, nrow(d), ncol(x))
  z[used, ] <- (w * (y - mu) * x) %*% solve(information)
  between <- lapply(split(seq_len(nrow(d)), d$region), function(stratum) length(stratum) * cov(z[stratum, ]))
  list(b = b, v = Reduce(`+`, between), z = z, n = sum(used), df = sum(used) - length(unique(d$region[used])) + 1 - ncol(x))
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
write_models <- function(fits) write_rows(rows(Map(coefficients_of, names(fits), fits)), "models")

# --- Findings --------------------------------------------------------------------------------------------------------

# Difference between two groups of levels "level|level", or all ("*"), the reference being zero: a group's coefficient is the
# mean of those of its levels by their weighted shares in the model's rows.
contrast_weights <- function(fit, variable, level, versus) {
  shares <- function(group) {
    all <- fit$xlevels[[variable]]
    wanted <- if (group == "*") all else strsplit(group, "|", fixed = TRUE)[[1]]
    stopifnot(length(wanted) > 0, wanted %in% all)
    rows <- fit$survey.design$variables[[variable]]
    weights <- sapply(wanted, function(l) sum(weights(fit$survey.design)[rows %in% l]))
    rowSums(sapply(wanted, function(l) (names(coef(fit)) == paste0(variable, l)) * weights[[l]] / sum(weights)))
  }
  stopifnot(level != versus)
  shares(level) - shares(versus)
}
contrast <- function(fit, variable, level, versus) {
  k <- contrast_weights(fit, variable, level, versus)
  b <- sum(k * coef(fit))
  se <- sqrt(drop(k %*% vcov(fit) %*% k))
  list(estimate = b, se = se, statistic = b / se, p = 2 * pt(-abs(b / se), fit$df.residual))
}
whole_variable <- function(fit, variable) { # Wald's F: do any of its levels differ?
  test <- regTermTest(fit, reformulate(variable), method = "Wald")
  list(p = drop(test$p), F = drop(test$Ftest), df1 = test$df, df2 = test$ddf)
}
margins <- c("sexe", "tranche_age", "volume", "region", "zone_faible_densite") # of the weights, in each wave
plain_stack <- function(d) svydesign(ids = ~id, strata = ~stratum, weights = ~poids, data = d, nest = TRUE)
# Both of two estimands as totals y and d in one design, in which a doctor of two waves is a cluster of two rows (strata are
# those of the earlier wave). `f` has a row for each: wave, statistic, variable, level, domain.
stacked_design <- function(f, design_of = plain_stack) {
  stacked <- do.call(rbind, lapply(sort(unique(f$wave)), function(wave) {
    d <- waves[[wave]]
    part <- function(k) {
      x <- if (f$variable[k] == "") rep(1, nrow(d)) else d[[f$variable[k]]]
      inside <- f$wave[k] == wave & in_domain(d, f$domain[k]) & !is.na(x)
      value <- if (f$level[k] == "") x else as.numeric(x %in% strsplit(f$level[k], "|", fixed = TRUE)[[1]])
      if (f$statistic[k] == "percent") value <- 100 * value
      data.frame(y = ifelse(inside, value, 0), d = as.numeric(inside))
    }
    data.frame(d[c("id", "poids", margins)], wave, stratum = d$region, part(1), setNames(part(2), c("y2", "d2")))
  }))
  stacked$stratum <- stacked$stratum[match(stacked$id, stacked$id)]
  design_of(stacked)
}
log_interval <- function(ratio, df) { # symmetric on the log scale, of a positive ratio
  r <- coef(ratio)[[1]]
  se <- SE(ratio)[[1]]
  q <- if (r > 0) qt(0.975, df) else NA
  list(ratio = r, ratio_se = se, ratio_low = r * exp(-q * se / r), ratio_high = r * exp(q * se / r))
}
percent_change <- function(two, variable, level, domain) { # of a count, from the earlier wave to the later one
  design <- stacked_design(data.frame(wave = rev(two), statistic = "count", variable, level, domain))
  inside <- subset(design, d + d2 > 0)
  df <- degf(inside) - 1
  found <- log_interval(svycontrast(svytotal(~y + y2, design), quote(y / y2)), df)
  list(estimate = 100 * (found$ratio - 1), se = 100 * found$ratio_se, low = 100 * (found$ratio_low - 1),
       high = 100 * (found$ratio_high - 1), n = nrow(inside), df = df)
}

# What findings compare: figures, and what the study compares beside them: estimands, or contrasts of models.
operands <- function() {
  figures <- read_rows("figures.csv", c("id", "wave", "statistic", "variable", "level", "domain"))
  figures[c("model", "versus")] <- ""
  if (!file.exists(paste0(study, "operands.csv"))) return(figures)
  rbind(figures, read_rows("operands.csv", names(figures)))
}
as_pair <- function(b, v) { # two estimates a and b with their covariance, for svycontrast
  both <- c("a", "b")
  structure(setNames(b, both), var = matrix(v, 2, dimnames = list(both, both)), class = "svystat")
}
tested <- function(b, se, df) list(estimate = b, se = se, statistic = b / se, p = 2 * pt(-abs(b / se), df))
# The first minus `factor` times the second, and the first over the second: of figures as ratios of totals. Student's t has the
# degrees of freedom of both domains, less 1; of contrasts those of the model that has fewer.
compare_pair <- function(first, second, factor, fits, models, design_of = plain_stack) {
  f <- operands()
  f <- f[match(c(first, second), f$id), ]
  factor <- if (factor == "") 1 else as.numeric(factor)
  stopifnot(!anyNA(f$id), f$statistic[1] == f$statistic[2])
  if (all(f$model != "")) {
    k <- lapply(1:2, function(i) contrast_weights(fits[[f$model[i]]], f$variable[i], f$level[i], f$versus[i]))
    b <- mapply(function(model, weights) sum(weights * coef(fits[[model]])), f$model, k)
    z <- mapply(function(model, weights) newton(models[[model]])$z %*% weights, f$model, k)
    d <- designs[["2022"]]
    v <- svyrecvar(z, d$cluster, d$strata, d$fpc)
    pair <- as_pair(unname(b), v)
    df <- min(sapply(fits[f$model], `[[`, "df.residual"))
  } else {
    stopifnot(f$statistic %in% c("percent", "mean"))
    design <- stacked_design(f, design_of)
    ratios <- svyratio(~y + y2, ~d + d2, design, covmat = TRUE)
    own <- c("y/d", "y2/d2")
    pair <- as_pair(coef(ratios)[own], vcov(ratios)[own, own])
    df <- degf(subset(design, d + d2 > 0)) - 1
  }
  found <- svycontrast(pair, list(difference = c(a = 1, b = -factor)))
  test <- tested(coef(found)[[1]], SE(found)[[1]], df)
  if (abs(coef(pair)[["b"]]) <= qt(0.975, df) * SE(pair)[["b"]]) return(test) # no ratio to what may be zero
  c(test, log_interval(svycontrast(pair, quote(a / b)), df))
}
