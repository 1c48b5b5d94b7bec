# Expected values of R's survey package for rows with missing answers that are deleted before the design is made, as Stata
# and SAS do: `svydesign` of the complete rows, and `subset` of them for a condition.
# Run from the root of the repository: Rscript test/oracle/missing.R
# Writes to test/oracle/missing/:
#   data.csv       four strata h of clusters c, sizes N in clusters, fractions f, weights w (some missing), answers y, z, x, a, k (`svyglm` takes no g),
#                  replicate weights rep1 ... of a jackknife of all rows. All of cluster 3 in stratum h1 and all of stratum h4
#                  lack y; of stratum h3 one cluster has z.
#   estimates.csv  by design, lonely rule and condition: estimate, se, df (`degf`), rows, strata and clusters of the domain
#   tests.csv      Rao-Scott tests of a by k; models.csv: coefficients, se and residual df
suppressMessages(library(survey))
source("test/oracle/lonelyStrata.R")
source("test/oracle/writeRows.R")
output <- "test/oracle/missing/"
dir.create(output, showWarnings = FALSE)
set.seed(11)

sizes <- list(h1 = c(4, 5, 3, 6), h2 = c(5, 4, 6), h3 = c(4, 4, 5), h4 = c(5, 3))
d <- do.call(rbind, lapply(names(sizes), function(h) do.call(rbind, lapply(seq_along(sizes[[h]]), function(c)
  data.frame(h, c, level = rnorm(1), row = seq_len(sizes[[h]][c]))))))
n <- nrow(d)
d$N <- c(h1 = 12, h2 = 9, h3 = 20, h4 = 6)[d$h]
d$f <- c(h1 = 0.3, h2 = 0.25, h3 = 0.1, h4 = 0.4)[d$h]
d$w <- round(runif(n, 2, 30), 2)
d$x <- round(runif(n, 1, 9), 1)
d$k <- rep(c("p", "q", "q"), length.out = n)
d$a <- ifelse(d$x + 3 * d$level + rnorm(n) > 5, "yes", "no")
d$y <- round(10 + 2 * d$level + 0.7 * d$x + rnorm(n), 2)
d$z <- round(5 + d$level + rnorm(n), 2)
jackknife <- as.svrepdesign(svydesign(~c, strata = ~h, weights = ~w, data = d, nest = TRUE), type = "JKn", compress = FALSE)
factors <- jackknife$rscales
replicates <- as.data.frame(unclass(as.matrix(weights(jackknife, "analysis"))))
names(replicates) <- paste0("rep", seq_along(replicates))
d <- cbind(d, replicates)
d$y[(d$h == "h1" & d$c == 3) | d$h == "h4"] <- NA
d$y[c(1, 20, 33)] <- NA
d$z[d$h == "h3" & d$c > 1] <- NA
d$x[c(7, 25)] <- NA
d$a[c(9, 28, 53)] <- NA
d$k[c(12, 40)] <- NA
d$level <- NULL
d$row <- NULL
written <- d
written$w[c(5, 30)] <- NA
write_rows(written, "data")
d <- written

designs <- list(
  rows = function(d) svydesign(~1, weights = ~w, data = d),
  strata = function(d) svydesign(~1, strata = ~h, weights = ~w, data = d),
  clusters = function(d) svydesign(~c, strata = ~h, weights = ~w, data = d, nest = TRUE),
  sizes = function(d) svydesign(~c, strata = ~h, weights = ~w, fpc = ~N, data = d, nest = TRUE),
  fractions = function(d) svydesign(~c, strata = ~h, weights = ~w, fpc = ~f, data = d, nest = TRUE),
  columns = function(d) svrepdesign(d, weights = d$w, repweights = as.matrix(d[names(replicates)]), combined.weights = TRUE,
                                    type = "other", scale = 1, rscales = factors),
  jackknife = function(d) as.svrepdesign(svydesign(~c, strata = ~h, weights = ~w, data = d, nest = TRUE), type = "JKn",
                                         compress = FALSE)
)
complete <- function(variables) d[complete.cases(d[c("w", variables)]), ]
count <- function(own) {
  rows <- own$variables
  c(strata = length(unique(rows$h)), clusters = nrow(unique(rows[c("h", "c")])))
}
estimates <- list(); tests <- list(); models <- list()
conditions <- list(none = function(s) s, domain = function(s) subset(s, k == "q" | x > 6))

add <- function(how, statistic, group, found, own, se = SE(found)) {
  estimates[[length(estimates) + 1]] <<- data.frame(how, statistic, group, estimate = as.numeric(coef(found)),
    se = as.numeric(se), df = degf(own), rows = nrow(own$variables), t(count(own)))
}
estimate_all <- function(make, how, condition) {
  of <- function(...) condition(make(complete(c(...))))
  s <- of("y")
  add(how, "mean", "", svymean(~y, s), s)
  add(how, "total", "", svytotal(~y, s), s)
  if (!inherits(s, "svyrep.design")) {
    q <- suppressWarnings(svyquantile(~y, s, 0.5, qrule = "math", interval.type = "mean", df = degf(s)))[[1]][1, ]
    estimates[[length(estimates) + 1]] <<- data.frame(how, statistic = "median", group = "", estimate = q[[1]], se = q[["se"]],
      df = degf(s), rows = nrow(s$variables), t(count(s)))
  }
  s <- of("y", "x")
  add(how, "ratio", "", svyratio(~y, ~x, s), s, as.numeric(SE(svyratio(~y, ~x, s))))
  s <- of("y", "k")
  for (level in c("p", "q")) {
    own <- subset(s, k == level)
    if (nrow(own$variables) > 0) add(how, "mean", level, svymean(~y, own), own)
  }
  s <- of("a", "k")
  for (level in c("p", "q")) {
    own <- subset(s, k == level)
    if (nrow(own$variables) > 0) add(how, "share", level, svymean(~I(as.numeric(a == "yes")), own), own)
  }
  if (length(unique(s$variables$k)) == 2) {
    found <- suppressWarnings(svychisq(~a + k, s))
    tests[[length(tests) + 1]] <<- data.frame(how, statistic = as.numeric(found$statistic), df1 = found$parameter[[1]],
      df2 = found$parameter[[2]], p = as.numeric(found$p.value))
  }
  s <- of("y", "x", "k")
  fit <- function(model, formula, family) {
    first <- suppressWarnings(eval(bquote(svyglm(.(formula), .(s), family = .(family)))))
    m <- suppressWarnings(eval(bquote(svyglm(.(formula), .(s), family = .(family), start = .(coef(first)),
                                             control = glm.control(epsilon = 1e-14, maxit = 100)))))
    models[[length(models) + 1]] <<- data.frame(how, model, term = names(coef(m)), estimate = as.numeric(coef(m)),
      se = as.numeric(SE(m)), df = m$df.residual, rows = nrow(s$variables), t(count(s)))
  }
  fit("linear", y ~ x + k, gaussian())
  s <- of("a", "x", "k")
  # Some replicates of the domain have no maximum: two of its rows are in p.
  if (!inherits(s, "svyrep.design") || grepl("none", how))
    fit("logistic", I(a == "yes") ~ x + k, quasibinomial())
}
for (design in names(designs)) for (condition in names(conditions))
  estimate_all(designs[[design]], paste(design, condition), conditions[[condition]])
# Of stratum h3 a single cluster has z.
for (rule in c("certainty", "adjust", "average")) for (design in c("clusters", "sizes")) {
  options(survey.lonely.psu = rule)
  s <- designs[[design]](complete("z"))
  add(paste(design, rule), "mean z", "", svymean(~z, s), s)
  add(paste(design, rule), "total z", "", svytotal(~z, s), s)
}
write_rows(do.call(rbind, estimates), "estimates")
write_rows(do.call(rbind, tests), "tests")
write_rows(do.call(rbind, models), "models")
