# Expected values of survey-weighted regression models of R's survey and sandwich packages, at the exact maximum.
# Run from the root of the repository, after public.R: Rscript test/oracle/models.R
# Reads test/oracle/public/data/*.csv. Writes test/oracle/models/data/*.csv (data that public.R does not have),
# designs.csv, specs.csv, separation.csv (models that do not exist), terms.csv, tests.csv and tests-vcov.csv (under the
# design covariance and under each), normal.csv and normal-tests.csv, fit.csv, gvif.csv, influence.csv, margins.csv,
# effects.csv, contrasts.csv and adjust.csv. An empty field is a value that is missing or does not exist.
# The formulas are in modelFunctions.R; here R's own functions check them.
suppressMessages(library(MASS))
source("test/oracle/modelFunctions.R")
options(survey.lonely.psu = "fail")
output <- "test/oracle/models/"
dir.create(paste0(output, "data"), showWarnings = FALSE, recursive = TRUE)
write_rows <- function(d, name) {
  field <- function(x) {
    if (is.numeric(x)) return(number_text(x))
    x <- as.character(x)
    ifelse(is.na(x), "", quoted(x))
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

read_table <- function(name) {
  files <- paste0("test/oracle/", c("public", "models"), "/data/", name, ".csv")
  d <- read.csv(files[file.exists(files)], na.strings = "", check.names = FALSE)
  for (v in names(d)) if (is.character(d[[v]])) d[[v]] <- text_factor(d[[v]])
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
condition_of <- function(spec) {
  stopifnot(spec$where %in% c("", names(where)))
  if (spec$where == "") "" else where[[spec$where]]
}
prepare <- function(spec) prepare_in(spec, designs[[spec$design]], condition_of(spec))

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

# The exact maximum, and R's own functions to compare it with.
fit_model <- function(spec) {
  p <- prepare(spec)
  s <- p$used
  converged <- converge(p)
  fit <- converged$fit
  m <- fit_exactly(spec, p, matrices_of(p, frame_of(p)))
  e <- m$e
  stopifnot(identical(m$aliased, converged$aliased), all(abs(coef(fit) - e$b) <= 1e-8 * sqrt(diag(vcov(fit)))),
            fit$rank == m$rank, fit$df.residual == m$df, m$df > 0, (fit$y == m$y)[m$some],
            near_covariance(m$v$design, vcov(fit), 1e-6), max(e$hat) < 0.999)
  if (is_logistic(spec)) stopifnot(e$mu > 1e-4, e$mu < 1 - 1e-4)

  # glm with the weights as they are, on the rows with weight. With weights of zero sandwich 3.0 is wrong: it divides by
  # the number of all rows and recycles the hat values, which hatvalues gives for the rows with weight only.
  data <- s$variables[m$some, , drop = FALSE]
  data$weight_ <- m$w[m$some]
  start <- replace(setNames(numeric(ncol(m$full)), colnames(m$full)), names(e$b), e$b)
  formula <- p$formula
  environment(formula) <- environment()
  g <- quiet(eval(bquote(glm(.(formula), family = .(p$family), data = data, weights = weight_, start = .(unname(start)),
                             control = glm.control(epsilon = 1e-9, maxit = 100)))))
  stopifnot(identical(unname(is.na(coef(g))), unname(m$aliased)), near(hatvalues(g), e$hat, 1e-6),
            near_covariance(m$v$model, quiet(vcov(g, complete = FALSE)), 1e-6))
  stopifnot(near_covariance(m$v$CR1, quiet(vcovCL(g, m$clusters, type = "HC1")), 1e-6))
  for (type in c("HC0", "HC1", "HC2", "HC3")) stopifnot(near_covariance(m$v[[type]], quiet(vcovHC(g, type)), 1e-6))
  c(m, converged[c("fit", "plain")])
}
models <- lapply(split(specs, factor(specs$model, specs$model)), fit_model)

intervals <- function(estimate, se, df) {
  data.frame(estimate, se, statistic = estimate / se, df, p = 2 * pt(-abs(estimate / se), df),
             low = estimate - qt(0.975, df) * se, high = estimate + qt(0.975, df) * se, row.names = NULL)
}
collect <- function(f) {
  do.call(rbind, unname(lapply(models, function(m) {
    d <- f(m)
    if (!is.null(d)) data.frame(model = m$spec$model, d)
  })))
}

# --- Coefficients ----------------------------------------------------------------------------------------------------

# Intervals of every covariance take the residual df of the design: degf of the used rows + 1 - rank.
terms_of <- function(m) {
  rows <- lapply(names(m$v), function(name) {
    data.frame(vcov = name, term = names(m$b), intervals(m$b, sqrt(diag(m$v[[name]])), m$df),
               aliased = "")
  })
  for (term in names(m$aliased)[m$aliased])
    rows <- c(rows, list(data.frame(vcov = "", term, intervals(NA, NA, NA), aliased = "yes")))
  do.call(rbind, rows)
}
term_rows <- collect(terms_of)
write_rows(term_rows, "terms")

# --- Wald tests of the terms -----------------------------------------------------------------------------------------

all_tests <- collect(function(m) {
  do.call(rbind, lapply(names(m$v), function(vcov) {
    d <- tests_with(m, vcov)
    if (vcov == "design") for (k in which(d$df1 > 0)) { # against R
      r <- regTermTest(m$fit, d$term[k], method = "Wald")
      stopifnot(near(d$F[k], r$Ftest[1], 1e-6), r$df == d$df1[k], r$ddf == m$df)
    }
    if (!is.null(d)) data.frame(vcov, d)
  }))
})
stopifnot(all_tests$df1 == 0 | all_tests$rcond > 1e-8)
design_tests <- all_tests[all_tests$vcov == "design", ]
write_rows(design_tests[c("model", "term", "F", "df1", "df2", "p")], "tests")
write_rows(all_tests[c("model", "vcov", "term", "F", "df1", "df2", "p", "adjusted_F", "adjusted_df2", "adjusted_p")], "tests-vcov")

# By the normal and the chi-square distribution, for a few models.
by_normal <- c("strat-logit", "clus1-logit", "nhanes-logit", "quine-cells")
local({
  d <- term_rows[term_rows$model %in% by_normal, ]
  z <- d$estimate / d$se
  half <- qnorm(0.975) * d$se
  write_rows(data.frame(d[c("model", "vcov", "term")], statistic = z, p = 2 * pnorm(-abs(z)), low = d$estimate - half,
                        high = d$estimate + half), "normal")
  d <- design_tests[design_tests$model %in% by_normal, ]
  chisq <- d$df1 * d$F
  write_rows(data.frame(d[c("model", "term")], chisq, df1 = d$df1,
                        p = pchisq(chisq, d$df1, lower.tail = FALSE)), "normal-tests")
})

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
# extractAIC_svylm of survey 4.1, which divides both by sigma^2; aic_normal and eff_p_normal are Lumley and Scott's for the
# normal likelihood with sigma^2 as a parameter: trace + spread / information (the same as aic for the other families).
# bic: BIC.svyglm needs a maximal model; it is the model itself, so bic = deviance + rank * log(n), n the rows with
# weight (one more without an intercept, because it is 1 + df.null). bic_null: the model of the intercept alone with
# this model as the maximal one: Wald statistic + log(n) + log det((naive)^-1 design) + deviance of the model.
fit_of <- function(m) {
  f <- fit_numbers(m)
  a <- f$domain
  u <- f$used
  linear <- m$spec$family == "linear"

  # against R
  fit <- m$fit
  stopifnot(near(a$deviance, deviance(fit), 1e-9), near(a$null, fit$null.deviance, 1e-9),
            near(a$dispersion, coef(quiet(summary(fit))$dispersion)[[1]], 1e-7))
  stopifnot(near(a$bic, BIC(fit, maximal = fit)[["BIC"]], 1e-9))
  if (!linear) stopifnot(abs(f$cox_snell - quiet(psrsq(fit, "Cox-Snell"))) < 1e-9,
                         abs(f$nagelkerke - quiet(psrsq(fit, "Nagelkerke"))) < 1e-9)
  stopifnot(near(c(a$eff_p, a$aic), quiet(AIC(m$plain))[c("eff.p", "AIC")], 1e-5))
  if (m$intercept && length(m$terms) && !m$has_offset) {
    svyglm_of <- function(formula) quiet(eval(bquote(
      svyglm(.(formula), .(m$p$used), family = .(m$family), control = glm.control(epsilon = 1e-10)))))
    r <- survey:::dBIC(svyglm_of(update(m$p$formula, . ~ 1)), svyglm_of(m$p$formula))
    stopifnot(near(u$bic_null, r[["BIC"]], 1e-5))
  }
  data.frame(
    n = length(m$w), missing = m$p$missing, outside = m$p$outside, rank = m$rank,
    deviance = a$deviance, null_deviance = a$null, dispersion = m$dispersion, cox_snell = f$cox_snell,
    nagelkerke = f$nagelkerke, aic = a$aic, eff_p = a$eff_p, bic = a$bic, df = m$df, n_weighted = m$n,
    mean_weight = f$domain_mean, mean_weight_used = mean(m$w), dispersion_svyglm = a$dispersion,
    aic_normal = a$aic_normal, eff_p_normal = a$eff_p_normal, bic_null = a$bic_null, deviance_used = u$deviance,
    null_deviance_used = u$null, aic_used = u$aic, eff_p_used = u$eff_p, bic_used = u$bic,
    dispersion_svyglm_used = u$dispersion, aic_normal_used = u$aic_normal, eff_p_normal_used = u$eff_p_normal,
    bic_null_used = u$bic_null
  )
}
write_rows(collect(fit_of), "fit")

# --- Variance inflation, influence, predictive margins, average marginal effects --------------------------------------

write_rows(collect(gvif_of), "gvif")
write_rows(collect(influence_of)[c("model", "row", "cook", "leverage")], "influence")

margins <- collect(margins_of)
write_rows(margins, "margins")
local({ # the standard error with the sample, written out with survey's own functions for a margin of strat-logit
  m <- models[["strat-logit"]]
  s <- m$p$used
  fit <- quiet(eval(bquote(svyglm(.(m$p$formula), .(s), family = .(m$family),
                                  control = glm.control(epsilon = 1e-15, maxit = 50)))))
  w <- weights(s)
  d <- s$variables
  d$stype <- factor("H", levels(d$stype))
  x <- model.matrix(delete.response(terms(fit)), d, xlev = fit$xlevels)
  mu <- fit$family$linkinv(drop(x %*% coef(fit)))
  gradient <- colSums(w * fit$family$mu.eta(drop(x %*% coef(fit))) * x) / sum(w)
  own <- model.matrix(fit)
  p <- fitted(fit)
  bread <- solve(crossprod(own * sqrt(w * p * (1 - p))))
  s <- update(s, influence_ = (mu - sum(w * mu) / sum(w)) / sum(w) + drop((own * (fit$y - p)) %*% bread %*% gradient))
  stopifnot(near(SE(svytotal(~influence_, s)),
                 margins$se_full[margins$model == "strat-logit" & margins$variable == "stype" & margins$level == "H"], 1e-6))
})
effects <- collect(effects_of)
for (model in names(models)) { # the derivatives against differences
  m <- models[[model]]
  d <- effects[effects$model == model & effects$level == "" & !is.na(effects$estimate), ]
  for (k in seq_len(nrow(d))) {
    x <- m$p$used$variables[[d$variable[k]]]
    h <- 1e-4 * sd(x)
    mean_at <- function(x) w_mean(m, predictions(m, replace(m$p$used$variables, d$variable[k], list(x)))$mu)
    stopifnot(near(d$estimate[k], (mean_at(x + h) - mean_at(x - h)) / (2 * h), 1e-5))
  }
}
write_rows(effects, "effects")

# All pairs of levels of the factors with three levels or more, of models without aliases. kind = coefficient: on the
# scale of the link, of factors without interactions; kind = margin: differences of predictive margins.
contrasts_of <- function(m) {
  v <- variables_of(m)
  if (is.null(v) || any(m$aliased)) return(NULL)
  do.call(rbind, lapply(which(v$factor), function(i) {
    at <- margins_at(m, v$variable[i], v$part[i])
    if (length(at) < 3) return(NULL)
    pairs <- combn(length(at), 2)
    do.call(rbind, lapply(c(if (alone(m, v$part[i])) "coefficient", "margin"), function(kind) {
      value <- apply(pairs, 2, function(k) {
        a <- at[[k[2]]]
        b <- at[[k[1]]]
        g <- if (kind == "margin") w_mean(m, a$gradient) - w_mean(m, b$gradient) else a$x[1, ] - b$x[1, ]
        c(if (kind == "margin") w_mean(m, a$mu - b$mu) else sum(g * m$b), se_of(m, g),
          if (kind == "margin") se_with_sample(m, a$mu - b$mu, g) else NA)
      })
      data.frame(variable = v$variable[i], level = names(at)[pairs[2, ]],
                 versus = names(at)[pairs[1, ]], intervals(value[1, ], value[2, ], m$df), kind,
                 se_full = value[3, ])
    }))
  }))
}
contrasts <- collect(contrasts_of)
write_rows(contrasts, "contrasts")

# p of the pairs of a variable, adjusted for their number.
local({
  group <- interaction(contrasts$model, contrasts$variable, contrasts$kind)
  adjusted <- function(method) ave(contrasts$p, group, FUN = function(p) p.adjust(p, method))
  write_rows(data.frame(contrasts[c("model", "variable", "kind", "level", "versus", "p")], holm = adjusted("holm"),
                        bonferroni = adjusted("bonferroni"), bh = adjusted("BH")), "adjust")
})

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
  m <- matrices_of(p, frame_of(p))
  x <- m$x[m$some, , drop = FALSE]
  y <- m$y[m$some]
  offset <- m$offset[m$some]
  w <- m$w[m$some] / mean(m$w)
  eta <- p$family$linkfun(if (is_logistic(spec)) (w * y + 0.5) / (w + 1) else y + 0.1)
  for (i in 1:12) {
    d <- p$family$mu.eta(eta)
    mu <- p$family$linkinv(eta)
    root <- sqrt(w * d^2 / p$family$variance(mu))
    b <- qr.coef(qr(x * root, tol = 1e-14), root * (eta - offset + (y - mu) / d))
    b[is.na(b)] <- 0
    moved <- max(abs(drop(x %*% b) + offset - eta))
    eta <- drop(x %*% b) + offset
  }
  stopifnot(separated(x, y, if (is_logistic(spec)) 1 else Inf) == (moved >= 0.01))
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
stopifnot(sapply(which(specs$family != "linear"), function(i) settles(specs[i, ])))
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
  for (model in c("strat-far", "strat-far-logit")) {
    spec <- specs[model, ]
    spec$formula <- sub("big", "I(big - 1000000)", spec$formula)
    shifted <- fit_model(spec)
    far <- models[[model]]
    stopifnot(near(far$b[-1], shifted$b[-1], 1e-9))
    for (name in names(far$v)) stopifnot(near_covariance(far$v[[name]][-1, -1], shifted$v[[name]][-1, -1], 1e-9))
    a <- effects_of(far)
    b <- effects_of(shifted)
    stopifnot(near(a$estimate, b$estimate, 1e-9), near(a$se, b$se, 1e-9))
    stopifnot(near(influence_of(far)$cook, influence_of(shifted)$cook, 1e-9))
  }
  # weights times a million change neither the design covariance nor the effective parameters
  stopifnot(near(models[["strat-6-count"]]$v$design, models[["strat-6-quasi"]]$v$design, 1e-12))
})

# --- Formulas as R expands them --------------------------------------------------------------------------------------

# labels: the terms in R's order, joined by |; intercept 1 or 0.
formulas <- c("y ~ a", "y ~ a + b + a:b", "y ~ a * b * c", "y ~ (a + b + c)^2", "y ~ (a + b + c)^3 - a:b:c", "y ~ a * b - a",
              "y ~ c + a:b + b", "y ~ a:b + a", "y ~ b:a + a:b", "y ~ a + a:a", "y ~ a / b", "y ~ (a + b) / c", "y ~ a / b / c",
              "y ~ a - 1", "y ~ 0 + a", "y ~ a + 0 + b", "y ~ -1 + a:b", "y ~ a + 1 - 1 + 1", "y ~ (a - 1) * b",
              "y ~ a * (b - 1)", "y ~ (a - 1):b", "y ~ (0 + a)^2", "y ~ log(a) * I(b/2) + sqrt(c)", "y ~ I(a - b)",
              "y ~ factor(a):b + offset(c)", "y ~ a + b - b", "y ~ (a * b) - (a + b)", "y ~ a * b + c - a:b - c", "y ~ 1")
expanded <- lapply(formulas, function(f) terms(as.formula(f)))
write_rows(data.frame(formula = formulas, labels = sapply(expanded, function(t) paste(attr(t, "term.labels"), collapse = "|")),
                      intercept = sapply(expanded, attr, "intercept")), "formulas")
