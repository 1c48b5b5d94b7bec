# Means, proportions, totals and regressions of R's survey package on its public example of Californian schools (apistrat:
# 200 schools, three strata by school type, weights pw, no finite population correction).
# Run from the root of the repository: Rscript test/oracle/estimators.R
# Writes test/oracle/apistrat.csv (the data) and estimators.csv, estimators-models.csv, estimators-model-specs.csv.
# An empty field is a value that does not exist.
suppressMessages(library(survey))
output <- "test/oracle/"
write_rows <- function(d, name) {
  for (v in names(d)) {
    if (is.numeric(d[[v]])) d[[v]] <- ifelse(is.na(d[[v]]), "", sprintf("%.17g", d[[v]]))
    stopifnot(!grepl("[,\"]", d[[v]])) # no field needs quotes
  }
  con <- file(paste0(output, name, ".csv"), "wb")
  write.csv(d, con, row.names = FALSE, quote = FALSE, eol = "\n")
  close(con)
}

# --- Data ------------------------------------------------------------------------------------------------------------

# pw2: the weights of five schools times a million. They cover the four combinations of sch.wide and comp.imp, so that
# no regression of one on the other is separated by them. ell10: round(ell / 10), halves to the even integer, as R does.
data(api)
schools <- apistrat[c("cds", "stype", "pw", "sch.wide", "comp.imp", "awards", "yr.rnd", "meals", "ell", "api00",
                      "api99", "enroll")]
rownames(schools) <- NULL
first <- function(rows) which(schools$yr.rnd == "No" & rows)[1]
heavy <- with(schools, c(
  first(stype == "E" & sch.wide == "Yes" & comp.imp == "Yes"),
  first(stype == "H" & sch.wide == "Yes" & comp.imp == "No"),
  first(stype == "M" & sch.wide == "Yes" & comp.imp == "Yes"),
  first(stype == "E" & sch.wide == "No" & comp.imp == "Yes"),
  first(stype == "M" & sch.wide == "No" & comp.imp == "No")
))
schools$pw2 <- schools$pw * ifelse(seq_len(nrow(schools)) %in% heavy, 1e6, 1)
schools$ell10 <- round(schools$ell / 10)
schools$meals3 <- cut(schools$meals, c(-Inf, 25, 50, Inf), right = FALSE, labels = c("0-24", "25-49", "50-100"))
stopifnot(!anyNA(heavy), !anyDuplicated(heavy), !anyNA(schools))
write_rows(schools, "apistrat")

designs <- list(
  pw = svydesign(ids = ~1, strata = ~stype, weights = ~pw, data = schools),
  pw2 = svydesign(ids = ~1, strata = ~stype, weights = ~pw2, data = schools)
)
in_domain <- function(domain) { # "var=level|level; var=level"
  keep <- rep(TRUE, nrow(schools))
  for (clause in strsplit(domain, "; *")[[1]]) {
    parts <- strsplit(clause, "=", fixed = TRUE)[[1]]
    wanted <- strsplit(parts[2], "|", fixed = TRUE)[[1]]
    stopifnot(wanted %in% levels(schools[[parts[1]]]))
    keep <- keep & schools[[parts[1]]] %in% wanted
  }
  keep
}

# --- Means and proportions -------------------------------------------------------------------------------------------

cases <- read.csv(colClasses = "character", strip.white = TRUE, text = "
case,                        kind,       variable, level, domain,                                weight
mean-overall,                mean,       api00,    ,      ,                                      pw
mean-domain,                 mean,       enroll,   ,      comp.imp=Yes,                          pw
mean-one-stratum,            mean,       api00,    ,      stype=E,                               pw
mean-two-strata,             mean,       ell,      ,      stype=H|M,                             pw
mean-two-clauses,            mean,       api99,    ,      comp.imp=No; sch.wide=Yes,             pw
mean-three-rows,             mean,       api00,    ,      comp.imp=Yes; sch.wide=No,             pw
mean-two-rows-one-stratum,   mean,       meals,    ,      stype=M; yr.rnd=Yes,                   pw
mean-two-rows-two-strata,    mean,       enroll,   ,      stype=H|M; yr.rnd=Yes; sch.wide=No,    pw
mean-one-row,                mean,       enroll,   ,      stype=H; yr.rnd=Yes,                   pw
mean-awkward-overall,        mean,       api00,    ,      ,                                      pw2
mean-awkward-domain,         mean,       enroll,   ,      comp.imp=Yes,                          pw2
share-overall,               proportion, sch.wide, Yes,   ,                                      pw
share-complement,            proportion, sch.wide, No,    ,                                      pw
share-domain,                proportion, sch.wide, Yes,   comp.imp=Yes,                          pw
share-one-stratum,           proportion, sch.wide, Yes,   stype=E,                               pw
share-two-strata,            proportion, sch.wide, Yes,   stype=H|M,                             pw
share-two-clauses,           proportion, meals3,   25-49, comp.imp=No; sch.wide=Yes,             pw
share-three-rows,            proportion, stype,    H,     comp.imp=Yes; sch.wide=No,             pw
share-two-rows-one-stratum,  proportion, sch.wide, Yes,   stype=M; yr.rnd=Yes,                   pw
share-two-rows-two-strata,   proportion, stype,    H,     stype=H|M; yr.rnd=Yes; sch.wide=No,    pw
share-all,                   proportion, comp.imp, Yes,   awards=Yes,                            pw
share-none,                  proportion, awards,   Yes,   comp.imp=No,                           pw
share-one-row-all,           proportion, sch.wide, No,    stype=H; yr.rnd=Yes,                   pw
share-one-row-none,          proportion, sch.wide, Yes,   stype=H; yr.rnd=Yes,                   pw
share-awkward-overall,       proportion, sch.wide, Yes,   ,                                      pw2
total-overall,               total,      enroll,   ,      ,                                      pw
total-domain,                total,      ell,      ,      comp.imp=Yes; sch.wide=Yes,            pw
total-one-stratum,           total,      enroll,   ,      stype=E,                               pw
total-one-row,               total,      enroll,   ,      stype=H; yr.rnd=Yes,                   pw
total-awkward-domain,        total,      enroll,   ,      comp.imp=Yes,                          pw2
count-overall,               total,      sch.wide, Yes,   ,                                      pw
count-domain,                total,      sch.wide, No,    comp.imp=No,                           pw
count-whole-stratum,         total,      stype,    H,     ,                                      pw
")

# Intervals take Student's t with df = degf(subset) = rows - strata present; with df = 0 they do not exist. Proportions:
# svyciprop's logit interval, written with method = "xlogit", the limit of method = "logit". That one goes through an
# intercept-only regression stopped at glm's default tolerance, and its upper bound is NaN when df = 1, where the level
# of confint.svyglm rounds to 1. A proportion of exactly 0 or 1 has a standard error of 0 and no interval.
estimate <- function(kind, variable, level, domain, weight) {
  inside <- in_domain(domain)
  s <- subset(designs[[weight]], inside)
  df <- degf(s)
  x <- s$variables[[variable]]
  if (kind == "mean") {
    m <- svymean(reformulate(variable), s)
    ci <- if (df > 0) confint(m, df = df) else c(NA, NA)
  } else if (kind == "total") { # a count is the total of an indicator
    s <- update(s, y = if (level == "") x else as.numeric(x == level))
    m <- svytotal(~y, s)
    ci <- if (df > 0) confint(m, df = df) else c(NA, NA)
  } else {
    stopifnot(level %in% levels(x))
    s <- update(s, y = as.numeric(x == level))
    if (all(x == level) || all(x != level))
      return(data.frame(estimate = mean(x == level), se = 0, low = NA, high = NA, n = length(x), df = df))
    m <- suppressWarnings(svyciprop(~y, s, method = "xlogit")) # qt warns when df = 0
    ci <- if (df > 0) attr(m, "ci") else c(NA, NA)
  }
  data.frame(estimate = coef(m)[[1]], se = sqrt(attr(m, "var")[[1]]), low = ci[[1]], high = ci[[2]], n = length(x),
             df = df)
}
results <- Map(estimate, cases$kind, cases$variable, cases$level, cases$domain, cases$weight)
write_rows(cbind(cases[c("case", "kind", "variable", "level", "domain")], do.call(rbind, unname(results)),
                 cases["weight"]), "estimators")

# --- Regressions -----------------------------------------------------------------------------------------------------

# awards is Yes exactly when comp.imp and sch.wide are both Yes: as a predictor of either it separates the logistic
# regression, whose coefficients are then infinite. So yr.rnd and meals3 take its place. The reference is the first
# level present in the domain, in alphabetical order, but in the last model, where it is the last level.
specs <- read.csv(colClasses = "character", strip.white = TRUE, text = "
model,            family,   outcome,  level, domain,      weight, covariates,            reference
logistic,         logistic, sch.wide, Yes,   ,            pw,     stype comp.imp meals3, first
poisson,          poisson,  ell10,    ,      ,            pw,     stype comp.imp,        first
logistic-domain,  logistic, comp.imp, Yes,   stype=H|M,   pw,     stype sch.wide meals3, first
poisson-domain,   poisson,  ell10,    ,      comp.imp=No, pw,     stype sch.wide,        first
logistic-awkward, logistic, comp.imp, Yes,   ,            pw2,    sch.wide yr.rnd,       first
logistic-last,    logistic, sch.wide, Yes,   ,            pw,     stype comp.imp meals3, last
")

# The second call starts from the coefficients of the first, so that the weights inside the variance are those of the
# solution. Every logistic model converges in a few iterations to fitted chances away from 0 and 1: none is separated.
fit_model <- function(family, outcome, level, domain, weight, covariates, reference) {
  inside <- in_domain(domain)
  s <- subset(designs[[weight]], inside)
  covariates <- strsplit(covariates, " ")[[1]]
  for (v in covariates) {
    x <- droplevels(s$variables[[v]])
    s$variables[[v]] <- relevel(x, if (reference == "first") levels(x)[1] else levels(x)[nlevels(x)])
  }
  x <- s$variables[[outcome]]
  s <- update(s, y = if (family == "poisson") x else as.numeric(x == level))
  errors <- if (family == "poisson") quasipoisson() else quasibinomial()
  formula <- reformulate(covariates, "y")
  fit <- svyglm(formula, s, family = errors, control = glm.control(epsilon = 1e-14, maxit = 100))
  stopifnot(fit$converged, fit$iter <= 12, family == "poisson" || all(fitted(fit) > 0.01 & fitted(fit) < 0.999))
  eval(bquote(svyglm(formula, s, family = errors, start = .(coef(fit)),
                     control = glm.control(epsilon = 1e-14, maxit = 100))))
}
coefficients_of <- function(id, fit) {
  terms <- do.call(rbind, lapply(names(fit$xlevels), function(v) cbind(v, fit$xlevels[[v]][-1], fit$xlevels[[v]][1])))
  stopifnot(identical(names(coef(fit))[-1], paste0(terms[, 1], terms[, 2])))
  b <- unname(coef(fit))
  se <- unname(sqrt(diag(vcov(fit))))
  df <- fit$df.residual # degf(subset) + 1 - number of coefficients
  data.frame(model = id, variable = c("(Intercept)", terms[, 1]), level = c("", terms[, 2]), estimate = b, se = se,
             statistic = b / se, df = df, p = 2 * pt(-abs(b / se), df), low = b - qt(0.975, df) * se,
             high = b + qt(0.975, df) * se, n = length(fit$y), reference = c("", terms[, 3]))
}
fits <- do.call(Map, c(list(fit_model), unname(specs[-1])))
write_rows(do.call(rbind, unname(Map(coefficients_of, specs$model, fits))), "estimators-models")
write_rows(specs, "estimators-model-specs")
