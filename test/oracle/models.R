# Expected values of survey-weighted regression models of R's survey and sandwich packages, at the exact maximum.
# Run from the root of the repository, after public.R: Rscript test/oracle/models.R
# Reads test/oracle/public/data/*.csv. Writes test/oracle/models/data/*.csv (data that public.R does not have),
# designs.csv, specs.csv, separation.csv (models that do not exist), terms.csv, tests.csv, fit.csv, gvif.csv,
# margins.csv, effects.csv and contrasts.csv. An empty field is a value that is missing or does not exist.
suppressMessages({
  library(survey)
  library(MASS)
  library(sandwich)
})
stopifnot(packageVersion("survey") >= "4.1", packageVersion("survey") < "4.2")
invisible(Sys.setlocale("LC_COLLATE", "C")) # the order of levels
options(survey.lonely.psu = "fail")
output <- "test/oracle/models/"
dir.create(paste0(output, "data"), showWarnings = FALSE, recursive = TRUE)
write_rows <- function(d, name) {
  field <- function(x) {
    if (is.numeric(x)) return(ifelse(is.na(x), "", sprintf("%.17g", x + 0))) # + 0: no negative zero
    x <- as.character(x)
    ifelse(is.na(x), "", ifelse(grepl("[,\"]", x), paste0('"', gsub('"', '""', x, fixed = TRUE), '"'), x))
  }
  con <- file(paste0(output, name, ".csv"), "wb")
  writeLines(do.call(paste, c(lapply(list(names(d)), field), collapse = ",")), con, sep = "\n")
  writeLines(do.call(paste, c(unname(lapply(d, field)), sep = ",")), con, sep = "\n")
  close(con)
}
read_spec <- function(text) read.csv(colClasses = "character", strip.white = TRUE, quote = "", sep = "|", text = text)

# --- Data and designs ------------------------------------------------------------------------------------------------

write_rows(transform(epil, one = 1), "data/epil")
write_rows(housing, "data/housing")

design_rows <- read_spec("
design      | data       | weight   | strata     | cluster | fpc
strat-s     | apistrat   | pw       | stype      |         |
strat-s-fpc | apistrat   | pw       | stype      |         | fpc
strat-s-6   | apistrat   | pw6      | stype      |         |
strat-sc    | apistrat   | pw       | stype      | dnum    |
clus1       | apiclus1   | pw       |            | dnum    |
clus1-fpc   | apiclus1   | pw       |            | dnum    | fpc
clus2-fpc   | apiclus2   | pw       |            | dnum    | fpc1
nhanes      | nhanes     | WTMEC2YR | SDMVSTRA   | SDMVPSU |
quine       | quine      | one      |            |         |
epil        | epil       | one      |            |         |
epil-c      | epil       | one      |            | subject |
housing     | housing    | Freq     |            |         |
birthwt     | birthwt    | one      |            |         |
birthwt-s   | birthwt    | one      | race*smoke |         |
infert      | infert     | one      |            |         |
infert-c    | infert     | one      |            | stratum |
warpbreaks  | warpbreaks | one      |            |         |
esoph       | esoph      | one      |            |         |
zeros-sc    | zeros      | weight   | stratum    | cluster |
")
write_rows(design_rows, "designs")
rownames(design_rows) <- design_rows$design

# Text becomes a factor, its levels in the order of the C locale.
read_table <- function(name) {
  files <- paste0("test/oracle/", c("public", "models"), "/data/", name, ".csv")
  d <- read.csv(files[file.exists(files)], na.strings = "", check.names = FALSE)
  for (v in names(d)) if (is.character(d[[v]])) d[[v]] <- factor(d[[v]], sort(unique(d[[v]]), method = "radix"))
  d
}
tables <- sapply(unique(design_rows$data), read_table, simplify = FALSE)
make_design <- function(row) { # clusters are nested in the strata; strata joined by * are crossed
  d <- tables[[row$data]]
  if (row$strata != "")
    d$strata_ <- do.call(paste, c(unname(lapply(d[strsplit(row$strata, "*", fixed = TRUE)[[1]]], as.character)),
                                  sep = " * "))
  part <- function(name) if (name == "") NULL else reformulate(name)
  svydesign(ids = if (row$cluster == "") ~1 else part(row$cluster), strata = if (row$strata != "") ~strata_,
            weights = part(row$weight), fpc = part(row$fpc), nest = TRUE, data = d)
}
designs <- lapply(split(design_rows, design_rows$design), make_design)

# Domains: the little language and R. A condition that is missing is not satisfied.
where <- c(
  'stype in ("E","H") and enroll > 500' = 'stype %in% c("E", "H") & enroll > 500',
  'stype != "E"' = 'stype != "E"',
  'stype == "E"' = 'stype == "E"',
  'sch.wide == "Yes"' = 'sch.wide == "Yes"',
  'awards == "Yes"' = 'awards == "Yes"',
  'awards == "No"' = 'awards == "No"',
  'avg.ed > 2 or meals >= 50' = 'avg.ed > 2 | meals >= 50',
  'enroll > 100000' = 'enroll > 100000',
  'RIAGENDR == 2 and race in (1, 2)' = 'RIAGENDR == 2 & race %in% c(1, 2)',
  'not (race == 4)' = '!(race == 4)',
  'HI_CHOL == 0' = 'HI_CHOL == 0',
  'Age in ("F0","F1","F2")' = 'Age %in% c("F0", "F1", "F2")',
  'Days == 0' = 'Days == 0',
  'Sat != "Medium"' = 'Sat != "Medium"',
  'ncontrols > 0' = 'ncontrols > 0',
  'ncontrols > 0 and agegp != "25-34"' = 'ncontrols > 0 & agegp != "25-34"',
  'alcgp != "120+"' = 'alcgp != "120+"',
  'stratum == "D"' = 'stratum == "D"',
  'stratum != "D"' = 'stratum != "D"'
)
satisfies <- function(domain, d) {
  if (domain == "") return(rep(TRUE, nrow(d)))
  stopifnot(domain %in% names(where))
  eval(parse(text = where[[domain]]), d) %in% TRUE
}

# --- Models ----------------------------------------------------------------------------------------------------------

specs <- read_spec('
model           | design      | family        | link     | formula                                                    | where                               | reference
strat-logit     | strat-s     | logistic      | logit    | awards ~ stype + meals + ell                               |                                     |
strat-slopes    | strat-s-fpc | quasilogistic | logit    | comp.imp ~ stype * meals + I(ell / 10)                     |                                     |
strat-probit    | strat-s     | logistic      | probit   | comp.imp ~ stype + meals4                                  |                                     | stype=M;meals4=75-100
strat-probit-x  | strat-s-fpc | quasilogistic | probit   | award01 ~ meals * stype                                    |                                     |
strat-cloglog   | strat-s-fpc | logistic      | cloglog  | award01 ~ stype + log(enroll) + sqrt(mobility)             |                                     |
strat-outcome   | strat-s     | logistic      | logit    | awards ~ stype + meals                                     |                                     | awards=Yes;stype=H
strat-one       | strat-s     | logistic      | logit    | awards ~ 1                                                 |                                     |
strat-linear    | strat-s-fpc | linear        | identity | api00 ~ ell + meals + mobility                             |                                     |
strat-cells     | strat-s     | linear        | identity | api00 ~ stype * sch.wide + I(meals - 50)                   |                                     |
strat-square    | strat-s     | linear        | identity | api00 ~ I(meals - 50) + I(meals^2) + I(ell / 10)           |                                     |
strat-count     | strat-s-fpc | quasipoisson  | log      | enroll ~ stype + I(meals / 10) + yr.rnd                    |                                     |
strat-pairs     | strat-s     | linear        | identity | api00 ~ (stype + comp.imp + meals)^2                       |                                     |
strat-numbers   | strat-s     | linear        | identity | api00 ~ meals * ell + stype:meals                          |                                     |
strat-alone     | strat-s     | logistic      | logit    | award01 ~ stype:meals                                      |                                     |
strat-clusters  | strat-sc    | quasipoisson  | log      | ell ~ stype + log(enroll) + sch.wide                       |                                     |
strat-domain    | strat-s     | logistic      | logit    | awards ~ stype + meals                                     | stype in ("E","H") and enroll > 500 |
strat-first     | strat-s-fpc | linear        | identity | api00 ~ stype + ell                                        | stype != "E"                        |
strat-6-logit   | strat-s-6   | logistic      | logit    | awards ~ stype + meals                                     |                                     |
strat-6-count   | strat-s-6   | poisson       | log      | ell ~ stype + log(enroll)                                  |                                     |
strat-6-quasi   | strat-s-6   | quasipoisson  | log      | ell ~ stype + log(enroll)                                  |                                     |
strat-aliased   | strat-s     | linear        | identity | api00 ~ meals + enroll + I(meals / 10) + stype             |                                     |
strat-same      | strat-s     | linear        | identity | api00 ~ awards + award01 + ell                             |                                     |
strat-scales    | strat-s     | logistic      | logit    | award01 ~ I(enroll * 1000) + I(ell / 1000) + frac          |                                     |
strat-far       | strat-s     | linear        | identity | enroll ~ big + meals                                       |                                     |
strat-far-logit | strat-s-fpc | logistic      | logit    | comp.imp ~ big + stype                                     |                                     |
clus1-logit     | clus1       | logistic      | logit    | awards ~ api99 + stype                                     |                                     |
clus1-missing   | clus1-fpc   | linear        | identity | api00 ~ avg.ed + stype + meals                             |                                     |
clus1-both      | clus1-fpc   | logistic      | logit    | small ~ avg.ed + meals + sch.wide                          |                                     |
clus1-outcome   | clus1       | linear        | identity | acs.k3 ~ meals + enroll                                    | sch.wide == "Yes"                   |
clus1-where     | clus1       | quasilogistic | cloglog  | awards ~ avg.ed + meals                                    | avg.ed > 2 or meals >= 50           |
clus1-minus     | clus1       | linear        | identity | api00 ~ stype - 1                                          |                                     |
clus1-zero      | clus1-fpc   | quasilogistic | logit    | awards ~ 0 + stype + meals                                 |                                     |
clus2-linear    | clus2-fpc   | linear        | identity | api00 ~ enroll + meals + awards                            |                                     |
nhanes-logit    | nhanes      | logistic      | logit    | HI_CHOL ~ factor(race) + agecat + RIAGENDR                 |                                     | agecat=(39,59]
nhanes-probit   | nhanes      | logistic      | probit   | HI_CHOL ~ factor(race) * factor(RIAGENDR) + agecat         |                                     |
nhanes-domain   | nhanes      | quasilogistic | cloglog  | HI_CHOL ~ agecat * factor(race)                            | RIAGENDR == 2 and race in (1, 2)    |
nhanes-linear   | nhanes      | linear        | identity | HI_CHOL ~ agecat + factor(RIAGENDR)                        | not (race == 4)                     |
quine-cells     | quine       | quasipoisson  | log      | Days ~ Eth * Sex + Age + Lrn                               |                                     |
quine-empty     | quine       | poisson       | log      | Days ~ Age * Lrn + Sex                                     |                                     |
quine-pairs     | quine       | quasipoisson  | log      | Days ~ (Eth + Sex + Lrn)^2                                 | Age in ("F0","F1","F2")             |
quine-order     | quine       | poisson       | log      | Days ~ Sex + Eth + Eth:Sex                                 |                                     | Sex=M
quine-three     | quine       | quasipoisson  | log      | Days ~ Eth * Sex * Lrn                                     |                                     |
epil-slopes     | epil-c      | quasipoisson  | log      | y ~ trt * lbase + lage + V4                                |                                     |
epil-offset     | epil-c      | poisson       | log      | y ~ trt + factor(period) + offset(log(base))               |                                     |
epil-log        | epil        | poisson       | log      | y ~ trt + log(base) + log(age)                             |                                     | trt=progabide
housing-logit   | housing     | logistic      | logit    | Sat ~ Infl + Type + Cont                                   |                                     | Sat=Low;Infl=Low;Type=Tower
housing-probit  | housing     | quasilogistic | probit   | Sat ~ Infl * Cont + Type                                   | Sat != "Medium"                     |
birthwt-logit   | birthwt     | logistic      | logit    | low ~ factor(race) * smoke + age + lwt + ht + ui           |                                     |
birthwt-linear  | birthwt-s   | linear        | identity | bwt ~ lwt + factor(race) + smoke + ht + ui                 |                                     |
birthwt-cloglog | birthwt     | logistic      | cloglog  | low ~ smoke + I(lwt - 130) + age + I(age^2)                |                                     |
infert-logit    | infert      | logistic      | logit    | case ~ education + age + parity + induced + spontaneous    |                                     |
infert-factors  | infert-c    | logistic      | logit    | case ~ factor(induced) + factor(spontaneous) + I(age / 10) |                                     |
infert-probit   | infert-c    | quasilogistic | probit   | case ~ education + spontaneous * induced                   |                                     | education=6-11yrs
warp-count      | warpbreaks  | poisson       | log      | breaks ~ wool * tension                                    |                                     |
warp-alone      | warpbreaks  | quasipoisson  | log      | breaks ~ wool:tension                                      |                                     |
warp-means      | warpbreaks  | linear        | identity | breaks ~ wool:tension - 1                                  |                                     |
warp-zero       | warpbreaks  | poisson       | log      | breaks ~ wool + tension + 0                                |                                     | tension=M
esoph-rate      | esoph       | quasipoisson  | log      | ncases ~ agegp + alcgp + tobgp + offset(log(ncontrols))    | ncontrols > 0 and agegp != "25-34"  |
zeros-linear    | zeros-sc    | linear        | identity | score ~ meals + region                                     |                                     |
zeros-logit     | zeros-sc    | logistic      | logit    | passed ~ size + gapcat                                     | stratum != "D"                      |
')
specs$formula <- gsub(" +", " ", specs$formula)
write_rows(specs, "specs")
rownames(specs) <- specs$model

family_of <- function(family, link) {
  switch(family, logistic = binomial(link), quasilogistic = quasibinomial(link), poisson = poisson(link),
         quasipoisson = quasipoisson(link), linear = gaussian(link))
}
# The domain of a model, its rows that answered every variable, and the references.
prepare <- function(spec) {
  formula <- as.formula(spec$formula)
  design <- designs[[spec$design]]
  d <- design$variables
  for (part in strsplit(spec$reference, ";", fixed = TRUE)[[1]]) {
    at <- regexpr("=", part, fixed = TRUE)
    v <- substr(part, 1, at - 1)
    stopifnot(is.factor(d[[v]]), substring(part, at + 1) %in% levels(d[[v]]))
    d[[v]] <- relevel(d[[v]], substring(part, at + 1))
  }
  design$variables <- d
  inside <- satisfies(spec$where, d)
  answered <- complete.cases(d[all.vars(formula)])
  list(formula = formula, family = family_of(spec$family, spec$link), domain = design[inside, ],
       used = design[inside & answered, ], outside = sum(!inside), missing = sum(inside & !answered))
}

# --- The exact maximum -----------------------------------------------------------------------------------------------

# Fisher scoring until the step is rounding error. Columns are scaled; each step solves for the change only. Works on
# the rows with weight. Covariances take the expected information, as glm does, with links that are not canonical too.
solve_exactly <- function(x, y, w, offset, family, start) {
  scale <- sqrt(colSums(x^2 * w) / sum(w))
  z <- sweep(x, 2, scale, "/")
  b <- start * scale
  last <- Inf
  for (i in 1:200) {
    eta <- drop(z %*% b) + offset
    d <- family$mu.eta(eta)
    mu <- family$linkinv(eta)
    root <- sqrt(w * d^2 / family$variance(mu))
    step <- qr.coef(qr(z * root, LAPACK = TRUE), root * (y - mu) / d)
    size <- max(abs(step)) / max(abs(b))
    if (size < 1e-12 && size >= last / 2) break
    b <- b + step
    last <- size
  }
  stopifnot(size < 1e-12)
  eta <- drop(z %*% b) + offset
  d <- family$mu.eta(eta)
  mu <- family$linkinv(eta)
  variance <- family$variance(mu)
  work <- w * d^2 / variance
  q <- qr(z * sqrt(work), tol = 1e-12)
  stopifnot(q$rank == ncol(z), q$pivot == seq_len(ncol(z)))
  r <- qr.R(q)
  inverse <- chol2inv(r) / outer(scale, scale)
  dimnames(inverse) <- list(colnames(x), colnames(x))
  hat <- rowSums((z * sqrt(work)) %*% chol2inv(r) * (z * sqrt(work)))
  list(b = setNames(b / scale, colnames(x)), eta = eta, mu = mu, variance = variance,
       residual = w * (y - mu) * d / variance, inverse = inverse, hat = hat)
}
near <- function(a, b, tolerance) all(abs(a - b) <= tolerance * pmax(abs(a), abs(b)))
near_covariance <- function(a, b, tolerance) {
  s <- sqrt(diag(a))
  all(abs(a - b) <= tolerance * outer(s, s))
}
quiet <- suppressWarnings # binomial() warns of weights that are not whole numbers
total_deviance <- function(family, y, mu, w) sum(family$dev.resids(y, mu, w))

# svyglm from its own solution until nothing moves. glm takes min(1e-7, epsilon / 1000) as the tolerance of its pivots:
# with an epsilon of 1e-14 it no longer sees that a column is collinear, so such models stop at 1e-9.
converge <- function(p) {
  call <- function(epsilon, start) {
    quiet(eval(bquote(svyglm(.(p$formula), .(p$domain), family = .(p$family), start = .(start),
                             control = glm.control(epsilon = .(epsilon), maxit = 100)))))
  }
  fit <- call(1e-9, NULL)
  aliased <- is.na(coef(fit, na.rm = FALSE))
  epsilon <- if (any(aliased)) 1e-9 else 1e-14
  plain <- call(epsilon, NULL) # without start, which survey's AIC cannot do with
  moved <- Inf
  for (i in 1:20) {
    start <- coef(fit, na.rm = FALSE)
    start[aliased] <- 0
    again <- call(epsilon, unname(start))
    se <- sqrt(diag(vcov(fit)))
    moved <- max(abs(coef(again) - coef(fit)) / pmax(abs(coef(fit)), se), abs(vcov(again) - vcov(fit)) / outer(se, se))
    fit <- again
    if (moved <= 1e-12) break
  }
  stopifnot(identical(aliased, is.na(coef(fit, na.rm = FALSE))), moved <= 1e-9)
  list(fit = fit, plain = plain, aliased = aliased)
}

fit_model <- function(spec) {
  p <- prepare(spec)
  s <- p$used
  family <- p$family
  converged <- converge(p)
  fit <- converged$fit
  aliased <- converged$aliased
  full <- model.matrix(fit)
  stopifnot(nrow(full) == nrow(s), identical(colnames(full), names(aliased)))
  assign <- attr(full, "assign")[!aliased]
  x <- full[, !aliased, drop = FALSE]
  w <- weights(s)
  y <- unname(fit$y)
  offset <- if (is.null(fit$offset)) rep(0, nrow(x)) else fit$offset
  some <- w > 0
  e <- solve_exactly(x[some, , drop = FALSE], y[some], w[some], offset[some], family, coef(fit))
  stopifnot(all(abs(coef(fit) - e$b) <= 1e-8 * sqrt(diag(vcov(fit)))))
  if (spec$family %in% c("logistic", "quasilogistic")) stopifnot(e$mu > 1e-4, e$mu < 1 - 1e-4)
  n <- sum(some)
  rank <- ncol(x)
  df <- degf(s) + 1 - rank
  stopifnot(fit$rank == rank, fit$df.residual == df, df > 0)
  xs <- x[some, , drop = FALSE]
  ws <- w[some]
  scores <- matrix(0, nrow(x), rank)
  scores[some, ] <- (xs * e$residual) %*% e$inverse
  sandwich_with <- function(omega) e$inverse %*% crossprod(xs * sqrt(omega)) %*% e$inverse
  dispersion <- if (spec$family %in% c("logistic", "poisson")) 1 else
    sum(ws * (y[some] - e$mu)^2 / e$variance) / (n - rank)
  v <- list(design = survey:::svyrecvar(scores, s$cluster, s$strata, s$fpc),
            HC0 = sandwich_with(e$residual^2), HC1 = sandwich_with(e$residual^2 * n / (n - rank)),
            HC2 = sandwich_with(e$residual^2 / (1 - e$hat)), HC3 = sandwich_with(e$residual^2 / (1 - e$hat)^2),
            model = e$inverse * dispersion)
  v <- lapply(v, function(m) matrix((m + t(m)) / 2, rank, rank, dimnames = list(names(e$b), names(e$b))))
  stopifnot(near_covariance(v$design, vcov(fit), 1e-6), max(e$hat) < 0.999)

  # glm with the weights as they are, on the rows with weight. With weights of zero sandwich 3.0 is wrong: it divides by
  # the number of all rows and recycles the hat values, which hatvalues gives for the rows with weight only.
  data <- s$variables[some, , drop = FALSE]
  data$weight_ <- ws
  start <- replace(setNames(numeric(ncol(full)), colnames(full)), names(e$b), e$b)
  g <- quiet(eval(bquote(glm(.(p$formula), family = .(family), data = data, weights = weight_, start = .(unname(start)),
                             control = glm.control(epsilon = 1e-9, maxit = 100)))))
  stopifnot(identical(unname(is.na(coef(g))), unname(aliased)),
            near_covariance(v$model, quiet(vcov(g, complete = FALSE)), 1e-6))
  for (type in c("HC0", "HC1", "HC2", "HC3")) stopifnot(near_covariance(v[[type]], quiet(vcovHC(g, type)), 1e-6))

  list(spec = spec, p = p, family = family, fit = fit, plain = converged$plain, full = full, x = x, y = y, w = w,
       offset = offset, some = some, e = e, b = e$b, v = v, assign = assign, aliased = aliased, n = n, rank = rank,
       df = df, dispersion = dispersion, terms = attr(terms(fit), "term.labels"),
       intercept = attr(terms(fit), "intercept") == 1)
}
models <- lapply(split(specs, factor(specs$model, specs$model)), fit_model)

intervals <- function(estimate, se, df) {
  data.frame(estimate, se, statistic = estimate / se, df, p = 2 * pt(-abs(estimate / se), df),
             low = estimate - qt(0.975, df) * se, high = estimate + qt(0.975, df) * se, row.names = NULL)
}
collect <- function(f) do.call(rbind, unname(lapply(models, f)))

# --- Coefficients ----------------------------------------------------------------------------------------------------

# Intervals of every covariance take the residual df of the design: degf of the used rows + 1 - rank.
terms_of <- function(m) {
  rows <- lapply(names(m$v), function(name) {
    data.frame(model = m$spec$model, vcov = name, term = names(m$b), intervals(m$b, sqrt(diag(m$v[[name]])), m$df),
               aliased = "")
  })
  for (term in names(m$aliased)[m$aliased])
    rows <- c(rows, list(data.frame(model = m$spec$model, vcov = "", term, intervals(NA, NA, NA), aliased = "yes")))
  do.call(rbind, rows)
}
term_rows <- collect(terms_of)
write_rows(term_rows, "terms")

# --- Wald tests of the terms -----------------------------------------------------------------------------------------

# df1 is the number of coefficients of the term that are not aliased. A term that is wholly aliased has no test.
tests_of <- function(m) {
  rows <- lapply(seq_along(m$terms), function(k) {
    at <- which(m$assign == k)
    if (length(at) == 0)
      return(data.frame(model = m$spec$model, term = m$terms[k], F = NA, df1 = 0, df2 = m$df, p = NA))
    s <- sqrt(diag(m$v$design))[at]
    f <- sum(m$b[at] / s * solve(m$v$design[at, at] / outer(s, s), m$b[at] / s)) / length(at)
    r <- regTermTest(m$fit, m$terms[k], method = "Wald")
    stopifnot(near(f, r$Ftest[1], 1e-6), r$df == length(at), r$ddf == m$df)
    data.frame(model = m$spec$model, term = m$terms[k], F = f, df1 = length(at), df2 = m$df,
               p = pf(f, length(at), m$df, lower.tail = FALSE))
  })
  do.call(rbind, rows)
}
write_rows(collect(tests_of), "tests")

# --- Fit -------------------------------------------------------------------------------------------------------------

# n: used rows, n_weighted of them with weight; missing: rows of the domain that did not answer every variable;
# outside: rows outside the domain; df: degf of the used rows + 1 - rank.
# deviance: of weights divided by their mean. svyglm takes the mean over the rows of the domain, before it drops those
# with missing values; *_used take the mean over the used rows. A mean counts rows of weight zero.
# null_deviance: of the intercept alone (with the offset); without an intercept, of mu = linkinv(offset).
# dispersion: of vcov = model: 1, or the Pearson statistic / (n_weighted - rank) with weights as they are.
# dispersion_svyglm: summary(svyglm)$dispersion, svyvar of the Pearson residuals: the weighted variance around their
# weighted mean times n / (n - 1), n the rows with weight.
# cox_snell = 1 - exp((deviance - null) / N), nagelkerke = that / (1 - exp(-null / N)), both with weights as they are
# and N their sum. So of the Poisson family Nagelkerke takes the null deviance, not the log likelihood. Not for linear
# models.
# eff_p = trace of (naive covariance)^-1 (design covariance) of all coefficients but the intercept, naive = inverse
# information with the weights of the deviance, aic = deviance + 2 eff_p. For linear models aic and eff_p are those of
# extractAIC_svylm of survey 4.1, which divides both by sigma^2; aic_later and eff_p_later are those of its later
# versions (the same as aic and eff_p for the other families).
# bic: BIC.svyglm needs a maximal model; it is the model itself, so bic = deviance + rank * log(n), n the rows with
# weight (one more without an intercept, because it is 1 + df.null). bic_null: the model of the intercept alone with
# this model as the maximal one: Wald statistic + log(n) + log det((naive)^-1 design) + deviance of the model.
svylm_aic <- function(m, w, inverse, later) {
  r2 <- (m$y[m$some] - m$e$mu)^2
  total <- sum(w)
  sigma2 <- if (later) sum(w * r2) / total else svyglm_dispersion(m, w)
  at <- -1 # the first column, whether or not it is the intercept
  delta <- solve(inverse[at, at, drop = FALSE] * (if (later) sigma2 else 1), m$v$design[at, at, drop = FALSE])
  information <- total / (2 * sigma2^2)
  spread <- sum(w * (r2 / (2 * sigma2^2) - 1 / (2 * sigma2))^2)
  eff_p <- sum(diag(delta)) + if (later) information / spread else spread / information
  aic <- total * log(sigma2) + total + total * log(2 * pi) + 2 * eff_p
  c(eff_p, aic) / if (later) 1 else sigma2
}
svyglm_dispersion <- function(m, w) { # its residuals divide the weights of glm by weights of mean 1 over the used rows
  of_used <- w / (sum(w) / length(m$w))
  r <- (m$y[m$some] - m$e$mu) * sqrt(w / of_used) / sqrt(m$e$variance)
  centre <- sum(w * r) / sum(w)
  sum(w * (r - centre)^2) / sum(w) * m$n / (m$n - 1)
}
fit_of <- function(m) {
  y <- m$y[m$some]
  weight <- m$w[m$some]
  offset <- m$offset[m$some]
  linear <- m$spec$family == "linear"
  null_mu <- if (m$intercept && m$rank == 1) m$e$mu
    else if (!m$intercept) m$family$linkinv(offset)
    else if (all(offset == 0)) rep(sum(weight * y) / sum(weight), m$n)
    else solve_exactly(matrix(1, m$n, 1), y, weight, offset, m$family, m$b[[1]])$mu
  numbers <- function(mean_weight) {
    w <- weight / mean_weight
    inverse <- m$e$inverse * mean_weight
    deviance <- total_deviance(m$family, y, m$e$mu, w)
    null <- total_deviance(m$family, y, null_mu, w)
    at <- which(m$assign != 0)
    v <- m$v$design[at, at, drop = FALSE]
    eff_p <- if (length(at)) sum(diag(solve(inverse[at, at], v))) else 0
    aic <- c(eff_p, deviance + 2 * eff_p)
    later <- aic
    if (linear) {
      aic <- svylm_aic(m, w, inverse, FALSE)
      later <- svylm_aic(m, w, inverse, TRUE)
    }
    size <- m$n + !m$intercept
    s <- sqrt(diag(v))
    bic_null <- if (!m$intercept) NA else if (length(at) == 0) deviance + log(size) else
      sum(m$b[at] / s * solve(v / outer(s, s), m$b[at] / s)) + log(size) + deviance +
        log(det(solve(inverse[at, at, drop = FALSE], v)))
    list(deviance = deviance, null = null, eff_p = aic[1], aic = aic[2], eff_p_later = later[1], aic_later = later[2],
         bic = deviance + m$rank * log(size), bic_null = bic_null, dispersion = svyglm_dispersion(m, w))
  }
  domain_mean <- mean(weights(m$p$domain))
  a <- numbers(domain_mean)
  u <- numbers(mean(m$w))
  total <- sum(m$w)
  cox_snell <- if (linear) NA else 1 - exp((a$deviance - a$null) * domain_mean / total)
  nagelkerke <- if (linear) NA else cox_snell / (1 - exp(-a$null * domain_mean / total))

  # against R
  fit <- m$fit
  stopifnot(near(a$deviance, deviance(fit), 1e-9), near(a$null, fit$null.deviance, 1e-9),
            near(a$dispersion, coef(quiet(summary(fit))$dispersion)[[1]], 1e-7))
  stopifnot(near(a$bic, BIC(fit, maximal = fit)[["BIC"]], 1e-9))
  if (!linear) stopifnot(abs(cox_snell - quiet(psrsq(fit, "Cox-Snell"))) < 1e-9,
                         abs(nagelkerke - quiet(psrsq(fit, "Nagelkerke"))) < 1e-9)
  stopifnot(near(c(a$eff_p, a$aic), quiet(AIC(m$plain))[c("eff.p", "AIC")], 1e-5))
  if (m$intercept && length(m$terms) && !length(fit$offset)) {
    svyglm_of <- function(formula) quiet(eval(bquote(
      svyglm(.(formula), .(m$p$used), family = .(m$family), control = glm.control(epsilon = 1e-10)))))
    r <- survey:::dBIC(svyglm_of(update(m$p$formula, . ~ 1)), svyglm_of(m$p$formula))
    stopifnot(near(u$bic_null, r[["BIC"]], 1e-5))
  }
  data.frame(
    model = m$spec$model, n = length(m$w), missing = m$p$missing, outside = m$p$outside, rank = m$rank,
    deviance = a$deviance, null_deviance = a$null, dispersion = m$dispersion, cox_snell, nagelkerke, aic = a$aic,
    eff_p = a$eff_p, bic = a$bic, df = m$df, n_weighted = m$n, mean_weight = domain_mean,
    mean_weight_used = mean(m$w), dispersion_svyglm = a$dispersion, aic_later = a$aic_later,
    eff_p_later = a$eff_p_later, bic_null = a$bic_null, deviance_used = u$deviance, null_deviance_used = u$null,
    aic_used = u$aic, eff_p_used = u$eff_p, bic_used = u$bic, dispersion_svyglm_used = u$dispersion,
    aic_later_used = u$aic_later, eff_p_later_used = u$eff_p_later, bic_null_used = u$bic_null
  )
}
write_rows(collect(fit_of), "fit")

# --- Generalised variance inflation ----------------------------------------------------------------------------------

# det(R11) det(R22) / det(R) of the correlations without the intercept, as car does; scaled = gvif^(1 / (2 df)). gvif:
# correlations of the coefficients, from the design covariance. gvif_x: correlations of the columns of the model matrix,
# unweighted, of the used rows. Of models with an intercept and two terms or more, without interactions and aliases.
order_of <- function(m) attr(terms(m$fit), "order")
gvif_of <- function(m) {
  if (length(m$terms) < 2 || any(order_of(m) > 1) || any(m$aliased) || !m$intercept) return(NULL)
  assign <- m$assign[-1]
  gvif <- function(r) sapply(seq_along(m$terms), function(k) {
    at <- assign == k
    det(r[at, at, drop = FALSE]) * det(r[!at, !at, drop = FALSE]) / det(r)
  })
  df <- sapply(seq_along(m$terms), function(k) sum(assign == k))
  a <- gvif(cov2cor(m$v$design[-1, -1]))
  b <- gvif(cor(m$x[, -1]))
  data.frame(model = m$spec$model, term = m$terms, gvif = a, df, scaled = a^(1 / (2 * df)), gvif_x = b,
             scaled_x = b^(1 / (2 * df)))
}
write_rows(collect(gvif_of), "gvif")

# --- Predictive margins, average marginal effects, contrasts ---------------------------------------------------------

# A variable is one of the data: that of the term factor(race) is race, that of I(x - 50) is x. Factors are text and
# numbers inside factor(); other numbers have a derivative. A variable of an offset alone has neither. Levels are those
# of the used rows, and the reference comes first.
variables_of <- function(m) {
  parts <- rownames(attr(terms(m$fit), "factors"))
  parts <- setdiff(parts, rownames(attr(terms(m$fit), "factors"))[c(attr(terms(m$fit), "response"),
                                                                   attr(terms(m$fit), "offset"))])
  found <- lapply(parts, function(part) {
    levels <- m$fit$xlevels[[part]]
    data.frame(variable = all.vars(parse(text = part)), part, factor = !is.null(levels))
  })
  found <- do.call(rbind, found)
  if (is.null(found)) return(found)
  stopifnot(!anyDuplicated(found$variable[found$factor]),
            !any(found$variable[found$factor] %in% found$variable[!found$factor]))
  found
}
# The model matrix and the offset of other data; columns of aliased coefficients are dropped, and estimable says whether
# the prediction of a row is the same whatever the aliased coefficients are.
matrix_of <- function(m, d) {
  tt <- delete.response(terms(m$fit))
  frame <- model.frame(tt, d, xlev = m$fit$xlevels, na.action = na.pass)
  x <- model.matrix(tt, frame, contrasts.arg = m$fit$contrasts)
  stopifnot(identical(colnames(x), colnames(m$full)))
  offset <- model.offset(frame)
  list(x = x[, !m$aliased, drop = FALSE], all = x, offset = if (is.null(offset)) rep(0, nrow(x)) else offset)
}
null_space <- function(m) { # the aliased columns as combinations of the others
  if (!any(m$aliased)) return(NULL)
  some <- m$some
  share <- qr.coef(qr(m$x[some, , drop = FALSE]), m$full[some, m$aliased, drop = FALSE])
  size <- sqrt(colSums(m$x[some, , drop = FALSE]^2))
  of <- sqrt(colSums(m$full[some, m$aliased, drop = FALSE]^2))
  share[abs(share * size) <= 1e-9 * rep(of, each = length(size))] <- 0 # rounding error
  rbind(share, -diag(sum(m$aliased)))
}
estimable <- function(m, all) { # each row of a matrix over all the columns
  null <- null_space(m)
  if (is.null(null)) return(TRUE)
  x <- cbind(all[, !m$aliased, drop = FALSE], all[, m$aliased, drop = FALSE])
  all(abs(x %*% null) <= 1e-8 * (abs(x) %*% abs(null)))
}
w_mean <- function(m, x) colSums(m$w * as.matrix(x)) / sum(m$w)
predictions <- function(m, d) {
  a <- matrix_of(m, d)
  eta <- drop(a$x %*% m$b) + a$offset
  list(mu = m$family$linkinv(eta), gradient = m$family$mu.eta(eta) * a$x, x = a$x, estimable = estimable(m, a$all))
}
margins_at <- function(m, variable, part) {
  d <- m$p$used$variables
  sapply(m$fit$xlevels[[part]], function(level) {
    d[[variable]] <- if (is.factor(d[[variable]])) factor(rep(level, nrow(d)), levels(d[[variable]])) else
      rep(as.numeric(level), nrow(d))
    predictions(m, d)
  }, simplify = FALSE)
}
se_of <- function(m, gradient) sqrt(drop(t(gradient) %*% m$v$design %*% gradient))
# se_full, svypredmeans: adds the variance of the mean prediction under the design, as if it were independent of the
# coefficients. It takes a factor with a main effect and no interaction; its predictions leave offsets out, so none of
# a model with an offset.
predmeans_applies <- function(m, part) {
  f <- attr(terms(m$fit), "factors")
  m$intercept && !any(m$aliased) && is.null(m$fit$offset) && sum(f[part, ] > 0) == 1 &&
    sum(f[, f[part, ] > 0] > 0) == 1
}
se_with_sample <- function(m, part, variable, at) {
  s <- m$p$used
  mu <- sapply(at, `[[`, "mu")
  centre <- w_mean(m, mu)
  sampling <- diag(survey:::svyrecvar(sweep(mu, 2, centre) * m$w / sum(m$w), s$cluster, s$strata, s$fpc))
  se <- sqrt(sapply(at, function(a) se_of(m, w_mean(m, a$gradient)))^2 + sampling)
  if (all(m$w > 0) && nrow(s) < 1000) { # against R
    s$variables$f_ <- factor(as.character(s$variables[[variable]]), m$fit$xlevels[[part]])
    others <- setdiff(m$terms, part)
    adjusted <- update(m$p$formula, if (length(others)) reformulate(others, ".") else . ~ 1)
    fit <- quiet(eval(bquote(svyglm(.(adjusted), .(s), family = .(m$family),
                                    control = glm.control(epsilon = 1e-15, maxit = 50)))))
    r <- quiet(svypredmeans(fit, ~f_))
    stopifnot(near(coef(r)[names(at)], centre, 1e-7),
              near(sqrt(diag(attr(r, "var")))[match(names(at), names(coef(r)))], se, 1e-6))
    checked_predmeans <<- checked_predmeans + 1
  }
  se
}
checked_predmeans <- 0
margins_of <- function(m) {
  v <- variables_of(m)
  if (is.null(v)) return(NULL)
  do.call(rbind, lapply(which(v$factor), function(i) {
    at <- margins_at(m, v$variable[i], v$part[i])
    full <- if (predmeans_applies(m, v$part[i])) se_with_sample(m, v$part[i], v$variable[i], at) else NA
    data.frame(model = m$spec$model, variable = v$variable[i], level = names(at),
               estimate = sapply(at, function(a) if (a$estimable) w_mean(m, a$mu) else NA),
               se = sapply(at, function(a) if (a$estimable) se_of(m, w_mean(m, a$gradient)) else NA), se_full = full,
               row.names = NULL)
  }))
}
write_rows(collect(margins_of), "margins")

# The derivative: five points, steps of a thousandth of the standard deviation, or of the value inside log and sqrt. It
# exists if the change of every row is estimable. Weights and covariates are fixed.
derivative <- function(m, variable, parts) {
  d <- m$p$used$variables
  x <- d[[variable]]
  h <- if (any(grepl("^(log|sqrt)\\(", parts))) x / 1000 else rep(sd(x) / 1000, length(x))
  points <- c(-2, -1, 1, 2)
  share <- c(1, -8, 8, -1) / 12
  at <- lapply(points, function(k) {
    d[[variable]] <- x + k * h
    c(predictions(m, d), list(all = matrix_of(m, d)$all))
  })
  sum_of <- function(name) Reduce(`+`, Map(function(a, s) s * a[[name]] / h, at, share))
  c(exists = estimable(m, (at[[4]]$all - at[[1]]$all) / h), estimate = w_mean(m, sum_of("mu")),
    se = se_of(m, w_mean(m, sum_of("gradient"))))
}
effects_of <- function(m) {
  v <- variables_of(m)
  if (is.null(v)) return(NULL)
  do.call(rbind, lapply(unique(v$variable), function(variable) {
    part <- v$part[v$variable == variable]
    if (v$factor[v$variable == variable][1]) {
      at <- margins_at(m, variable, part)
      value <- sapply(at[-1], function(a) {
        ok <- a$estimable && at[[1]]$estimable
        g <- w_mean(m, a$gradient) - w_mean(m, at[[1]]$gradient)
        if (ok) c(w_mean(m, a$mu - at[[1]]$mu), se_of(m, g)) else c(NA, NA)
      })
      return(data.frame(model = m$spec$model, variable, level = names(at)[-1], estimate = value[1, ], se = value[2, ],
                        row.names = NULL))
    }
    a <- derivative(m, variable, part)
    if (!a[["exists"]]) a[] <- NA
    data.frame(model = m$spec$model, variable, level = "", estimate = a[[2]], se = a[[3]])
  }))
}
effects <- collect(effects_of)
write_rows(effects, "effects")

# All pairs of levels of the factors with three levels or more, of models without aliases. kind = coefficient: on the
# scale of the link, of factors without interactions; kind = margin: differences of predictive margins.
contrasts_of <- function(m) {
  v <- variables_of(m)
  if (is.null(v) || any(m$aliased)) return(NULL)
  f <- attr(terms(m$fit), "factors")
  do.call(rbind, lapply(which(v$factor), function(i) {
    at <- margins_at(m, v$variable[i], v$part[i])
    if (length(at) < 3) return(NULL)
    pairs <- combn(length(at), 2)
    alone <- sum(f[v$part[i], ] > 0) == 1 && sum(f[, f[v$part[i], ] > 0] > 0) == 1
    do.call(rbind, lapply(c(if (alone) "coefficient", "margin"), function(kind) {
      value <- apply(pairs, 2, function(k) {
        a <- at[[k[2]]]
        b <- at[[k[1]]]
        g <- if (kind == "margin") w_mean(m, a$gradient) - w_mean(m, b$gradient) else a$x[1, ] - b$x[1, ]
        c(if (kind == "margin") w_mean(m, a$mu - b$mu) else sum(g * m$b), se_of(m, g))
      })
      data.frame(model = m$spec$model, variable = v$variable[i], level = names(at)[pairs[2, ]],
                 versus = names(at)[pairs[1, ]], intervals(value[1, ], value[2, ], m$df), kind)
    }))
  }))
}
contrasts <- collect(contrasts_of)
write_rows(contrasts, "contrasts")

# --- Models that do not exist ----------------------------------------------------------------------------------------

separation <- read_spec('
model           | design      | family        | link     | formula                                                 | where           | reference               | reason
complete        | strat-s     | logistic      | logit    | award01 ~ comp.imp + sch.wide                           |                 |                         | complete separation: awards if and only if both covariates are Yes
complete-cells  | strat-s-fpc | logistic      | logit    | awards ~ comp.imp * sch.wide                            |                 |                         | complete separation: every cell of the interaction has one answer
complete-number | clus1       | logistic      | logit    | small ~ acs.k3 + meals                                  |                 |                         | complete separation: small is acs.k3 <= 19
complete-probit | zeros-sc    | logistic      | probit   | passed ~ score                                          |                 |                         | complete separation: passed is score > 650
quasi           | strat-s     | logistic      | logit    | sch.wide ~ awards + meals                               |                 |                         | quasi-complete separation: with awards = Yes sch.wide is always Yes
quasi-reference | strat-s     | logistic      | logit    | sch.wide ~ awards + meals                               |                 | awards=Yes;sch.wide=Yes | quasi-complete separation: the reference level of awards has one answer
quasi-factors   | strat-s     | quasilogistic | logit    | awards ~ stype + sch.wide                               |                 |                         | quasi-complete separation: with sch.wide = No awards is always No
quasi-slope     | strat-s-fpc | logistic      | logit    | awards ~ sch.wide * meals                               |                 |                         | quasi-complete separation: with sch.wide = No awards is always No, whatever meals
quasi-cloglog   | clus1       | logistic      | cloglog  | awards ~ sch.wide                                       |                 |                         | quasi-complete separation: with sch.wide = No awards is always No
quasi-probit    | birthwt     | logistic      | probit   | low ~ factor(ftv) + lwt                                 |                 |                         | quasi-complete separation: the one row with ftv = 6 has low = 0
quasi-single    | birthwt     | logistic      | logit    | low ~ smoke + factor(ptl)                               |                 |                         | quasi-complete separation: the one row with ptl = 3 has low = 0
quasi-domain    | strat-s     | logistic      | logit    | awards ~ stype + comp.imp                               | stype != "E"    |                         | quasi-complete separation in the domain: with comp.imp = No awards is always No
cell            | infert      | logistic      | logit    | case ~ education * factor(induced)                      |                 |                         | separated cells of the interaction: education 0-5yrs with induced 0 has no case and with induced 1 nothing else
cell-numbers    | birthwt     | logistic      | cloglog  | low ~ factor(ht) * factor(ptl)                          |                 |                         | separated cells of the interaction: the two rows with ht 1 and ptl 1 have low = 1, the one row with ptl 3 has low = 0
minus           | strat-s     | logistic      | logit    | awards ~ sch.wide - 1                                   |                 |                         | quasi-complete separation without an intercept: with sch.wide = No awards is always No
zero            | nhanes      | logistic      | logit    | HI_CHOL ~ agecat + factor(race)                         | HI_CHOL == 0    |                         | the outcome is always 0
zero-intercept  | nhanes      | quasilogistic | probit   | HI_CHOL ~ 1                                             | HI_CHOL == 0    |                         | the outcome is always 0
ones            | strat-s-fpc | logistic      | logit    | award01 ~ meals                                         | awards == "Yes" |                         | the outcome is always 1
one-answer      | strat-s     | logistic      | logit    | awards ~ meals                                          | awards == "No"  |                         | the outcome has one level in the domain
poisson-zero    | quine       | poisson       | log      | Days ~ Sex                                              | Days == 0       |                         | the count is always 0
poisson-level   | esoph       | poisson       | log      | ncases ~ agegp + alcgp                                  | alcgp != "120+" |                         | the count is always 0 in agegp 25-34
poisson-offset  | esoph       | quasipoisson  | log      | ncases ~ agegp + alcgp + tobgp + offset(log(ncontrols)) | ncontrols > 0   |                         | the count is always 0 in agegp 25-34
poisson-cell    | esoph       | quasipoisson  | log      | ncases ~ agegp * alcgp                                  |                 |                         | the count is always 0 in cells of the interaction
one-level       | strat-s     | linear        | identity | api00 ~ stype + meals                                   | stype == "E"    |                         | the factor stype has one level in the domain
one-level-logit | strat-s     | logistic      | logit    | sch.wide ~ stype + meals                                | stype == "E"    |                         | the factor stype has one level in the domain
one-level-left  | clus1       | linear        | identity | api00 ~ stype + acs.k3                                  |                 |                         | the factor stype has one level among the rows that answered acs.k3
no-rows         | strat-s     | linear        | identity | api00 ~ meals                                           | enroll > 100000 |                         | no row is in the domain
no-weight       | zeros-sc    | linear        | identity | score ~ meals                                           | stratum == "D"  |                         | every row of the domain has a weight of zero
')
separation$formula <- gsub(" +", " ", separation$formula)
# Fisher scoring does not settle: the largest step of a linear predictor stays near 1 (near 1 / |eta| with a probit).
settles <- function(spec) {
  p <- prepare(spec)
  frame <- model.frame(p$formula, p$used$variables, drop.unused.levels = TRUE)
  x <- model.matrix(p$formula, frame)
  y <- model.response(frame)
  y <- if (is.factor(y)) as.numeric(y != levels(y)[1]) else y
  w <- weights(p$used)
  keep <- qr(x)
  x <- x[w > 0, keep$pivot[seq_len(keep$rank)], drop = FALSE]
  y <- y[w > 0]
  w <- w[w > 0] / mean(w)
  eta <- p$family$linkfun(if (grepl("logistic", spec$family)) (w * y + 0.5) / (w + 1) else y + 0.1)
  for (i in 1:12) {
    d <- p$family$mu.eta(eta)
    mu <- p$family$linkinv(eta)
    root <- sqrt(w * d^2 / p$family$variance(mu))
    b <- qr.coef(qr(x * root, tol = 1e-14), root * (eta + (y - mu) / d))
    b[is.na(b)] <- 0
    moved <- max(abs(drop(x %*% b) - eta))
    eta <- drop(x %*% b)
  }
  moved < 0.01
}
for (i in seq_len(nrow(separation))) {
  spec <- separation[i, ]
  s <- prepare(spec)$used
  if (grepl("^one-level", spec$model)) stopifnot(length(unique(s$variables$stype)) == 1)
  else if (spec$model == "no-rows") stopifnot(nrow(s) == 0)
  else if (spec$model == "no-weight") stopifnot(nrow(s) > 0, weights(s) == 0)
  else stopifnot(!settles(spec))
}
stopifnot(sapply(which(specs$family != "linear" & !grepl("offset", specs$formula)), function(i) settles(specs[i, ])))
write_rows(separation, "separation")

# --- Formulas by hand ------------------------------------------------------------------------------------------------

local({
  # the slope of a linear model is its average effect, and the difference of two cells is that of two means
  a <- effects[effects$model == "strat-linear" & effects$variable == "ell", ]
  t <- term_rows[term_rows$model == "strat-linear" & term_rows$term == "ell" & term_rows$vcov == "design", ]
  stopifnot(near(a$estimate, t$estimate, 1e-9), near(a$se, t$se, 1e-9))
  d <- tables$warpbreaks
  t <- term_rows[term_rows$model == "warp-means" & term_rows$vcov == "model", ]
  stopifnot(near(t$estimate, as.numeric(tapply(d$breaks, list(d$wool, d$tension), mean)), 1e-12))
  # the average derivative of a logistic model: b times the mean of p (1 - p)
  m <- models[["strat-logit"]]
  a <- effects[effects$model == "strat-logit" & effects$variable == "meals", ]
  p <- m$e$mu
  g <- m$b[["meals"]] * colSums(m$w * p * (1 - p) * (1 - 2 * p) * m$x) / sum(m$w)
  g[["meals"]] <- g[["meals"]] + sum(m$w * p * (1 - p)) / sum(m$w)
  stopifnot(near(a$estimate, m$b[["meals"]] * sum(m$w * p * (1 - p)) / sum(m$w), 1e-9),
            near(a$se, sqrt(drop(g %*% m$v$design %*% g)), 1e-9))
  # a contrast with the reference is the coefficient
  k <- contrasts[contrasts$model == "strat-probit" & contrasts$versus == "M" & contrasts$kind == "coefficient", ]
  t <- term_rows[term_rows$model == "strat-probit" & grepl("^stype", term_rows$term) & term_rows$vcov == "design", ]
  stopifnot(near(k$estimate, t$estimate, 1e-10), near(k$se, t$se, 1e-10), near(k$p, t$p, 1e-8))
  # the effect of log(enroll): the mean of b * d / enroll
  m <- models[["strat-6-count"]]
  a <- effects[effects$model == "strat-6-count" & effects$variable == "enroll", ]
  stopifnot(near(a$estimate, m$b[["log(enroll)"]] * sum(m$w * m$e$mu / m$p$used$variables$enroll) / sum(m$w), 1e-9))
  # a square: b1 + 2 b2 mean(meals), and its variance from that of the two coefficients
  m <- models[["strat-square"]]
  a <- effects[effects$model == "strat-square" & effects$variable == "meals", ]
  g <- c(0, 1, 2 * sum(m$w * m$p$used$variables$meals) / sum(m$w), 0)
  stopifnot(near(a$estimate, sum(g * m$b), 1e-9), near(a$se, sqrt(drop(g %*% m$v$design %*% g)), 1e-9))
  # a shift of a covariate far from zero changes the intercept alone
  near_shift <- prepare(transform(specs["strat-far", ], formula = "enroll ~ I(big - 1000000) + meals"))
  fit <- svyglm(near_shift$formula, near_shift$used)
  t <- term_rows[term_rows$model == "strat-far" & term_rows$vcov == "design", ]
  stopifnot(near(t$estimate[-1], coef(fit)[-1], 1e-9), near(t$se[-1], sqrt(diag(vcov(fit)))[-1], 1e-9))
  # weights times a million change neither the design covariance nor the effective parameters
  stopifnot(near(models[["strat-6-count"]]$v$design, models[["strat-6-quasi"]]$v$design, 1e-12))
})
stopifnot(checked_predmeans >= 15)
