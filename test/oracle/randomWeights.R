# Calibrated weights, and standard errors after calibration and of the jackknife, of R's survey package (4.1) on random
# samples, the R side of a live comparison. Usage: Rscript test/oracle/randomWeights.R DIR
# Reads DIR/cases.csv and the files that it names; writes DIR/results.csv (id,item,value), empty where R gives no number.
suppressMessages(library(survey))
dir <- commandArgs(trailingOnly = TRUE)
cases <- read.csv(file.path(dir, "cases.csv"))
results <- list()
add <- function(id, item, value) {
  results[[length(results) + 1]] <<- data.frame(id = id, item = item, value = as.vector(value))
}
estimates <- function(id, prefix, design) {
  put <- function(name, m) {
    add(id, paste0(prefix, name, "|estimate"), coef(m))
    add(id, paste0(prefix, name, "|se"), SE(m))
  }
  put("mean", svymean(~y, design))
  put("total", svytotal(~y, design))
  put("ratio", svyratio(~y, ~z1, design))
  own <- subset(design, grp == "g0")
  put("domain", svymean(~y, own))
  put("share", svymean(~z, own))
}
glms <- function(id, prefix, design, logistic) {
  put <- function(name, formula, family) {
    # From the maximum itself, so that standard errors do not lag a step behind.
    fit <- svyglm(formula, design, family = family, control = glm.control(epsilon = 1e-14, maxit = 100))
    start <- coef(fit)
    fit <- eval(bquote(svyglm(formula, design, family = family, start = .(start),
                              control = glm.control(epsilon = 1e-14, maxit = 100))))
    add(id, paste0(prefix, name, "|", names(coef(fit)), "|estimate"), coef(fit))
    add(id, paste0(prefix, name, "|", names(coef(fit)), "|se"), SE(fit))
  }
  put("linear", y ~ a, gaussian())
  if (logistic) put("logistic", z ~ grp, quasibinomial())
}
for (k in seq_len(nrow(cases))) {
  case <- cases[k, ]
  d <- read.csv(file.path(dir, case$file), stringsAsFactors = TRUE)
  m <- read.csv(file.path(dir, case$margins))
  d$z1 <- d$z + 1
  d$xs <- (d$x - case$centre) / case$scale
  strata <- if (case$strata > 0) ~s
  ids <- if (case$clusters > 0) ~c else ~1
  design <- svydesign(ids = ids, strata = strata, weights = ~d, data = d, nest = TRUE)
  n <- sum(m$total[m$variable == "a"])
  dummies <- function(v) {
    own <- m[m$variable == v, ][-1, ]
    setNames(own$total, paste0(v, own$level))
  }
  terms <- c("a", if (nlevels(d$b) > 1) "b", if (case$x == 1) "xs")
  population <- c(`(Intercept)` = n, dummies("a"), if (nlevels(d$b) > 1) dummies("b"))
  if (case$x == 1)
    population <- c(population, xs = (m$total[m$variable == "x"] - case$centre * n) / case$scale)
  bounds <- if (is.na(case$low)) c(-Inf, Inf) else c(case$low, case$high)
  calfun <- if (case$method == "truncated") "linear" else case$method
  calibrated <- calibrate(design, reformulate(terms), population, calfun = calfun, bounds = bounds,
                          epsilon = 1e-12, maxit = 500)
  add(case$id, paste0("weight|", seq_len(nrow(d))), weights(calibrated))
  estimates(case$id, "calibrated|", calibrated)
  glms(case$id, "calibrated|", calibrated, case$logistic == 1)
  type <- if (case$strata > 0) "JKn" else "JK1"
  if (nrow(unique(d[c("s", "c")])) <= 80) {
    replicated <- as.svrepdesign(design, type = type)
    add(case$id, "jackknife|df", degf(replicated))
    estimates(case$id, "jackknife|", replicated)
    glms(case$id, "jackknife|", replicated, case$logistic == 1)
  }
}
all <- do.call(rbind, results)
all$value <- ifelse(is.finite(all$value), sprintf("%.17g", all$value), "")
write.csv(all, file.path(dir, "results.csv"), row.names = FALSE, quote = FALSE)
