# Expected values of R's survey package on public and constructed data sets: estimates and their intervals, tests of
# association, t tests, differences and ratios of domains, covariances of domains, and the difference of two waves.
# Run from the root of the repository: Rscript test/oracle/public.R
# Writes test/oracle/public/data/*.csv (the data), designs.csv, estimates.csv, tests.csv, ttests.csv, contrasts.csv,
# covariances.csv and waves.csv. An empty field is a value that is missing or does not exist.
suppressMessages({
  library(survey)
  library(MASS)
  library(readxl)
})
stopifnot(packageVersion("survey") >= "4.1", packageVersion("survey") < "4.2")
invisible(Sys.setlocale("LC_COLLATE", "C")) # the order of levels
output <- "test/oracle/public/"
source("test/oracle/writeRows.R")
source("test/oracle/lonelyStrata.R")

# --- Data ------------------------------------------------------------------------------------------------------------

data(api)
data(nhanes)
data(scd)
data(mu284)
data(fpc)
tables <- list()

# Schools. pw6: weights times a million. big: a mean far from zero. small: a category with missing values. award01: an
# outcome of 0 and 1. frac: the sampling fraction of the stratum.
school_columns <- c("snum", "dnum", "stype", "sch.wide", "comp.imp", "awards", "yr.rnd", "api00", "api99", "enroll",
                    "meals", "ell", "mobility", "acs.k3", "avg.ed", "full", "pw")
schools <- function(d, more) {
  d <- d[c(school_columns, more)]
  for (v in more) d[[v]] <- as.numeric(d[[v]])
  d$pw6 <- d$pw * 1e6
  d$big <- 1e6 + d$api00
  d$small <- factor(ifelse(d$acs.k3 <= 19, "Yes", "No"))
  d$meals4 <- cut(d$meals, c(-Inf, 25, 50, 75, Inf), right = FALSE, labels = c("0-24", "25-49", "50-74", "75-100"))
  d$award01 <- as.numeric(d$awards == "Yes")
  d
}
tables$apistrat <- schools(apistrat, "fpc")
tables$apistrat$frac <- as.numeric(table(apistrat$stype)[as.character(apistrat$stype)]) / tables$apistrat$fpc
tables$apiclus1 <- schools(apiclus1, "fpc")
tables$apiclus2 <- schools(apiclus2, "fpc1")

tables$nhanes <- nhanes
tables$scd <- transform(scd, one = 1, pop = 5)
# w: the two-stage weight, although the designs below know the first stage only.
tables$mu284 <- transform(mu284[c("id1", "n1", "id2", "y1", "n2")], w = n1 / 5 * n2 / 3,
                          high = ifelse(y1 > 45, "Yes", "No"))
# census: every cluster of every stratum was drawn.
tables$fpc <- transform(fpc, census = nh, high = ifelse(x > 5, "Yes", "No"))
tables$quine <- transform(quine, one = 1)
tables$birthwt <- transform(birthwt, one = 1)
tables$warpbreaks <- transform(warpbreaks, one = 1)
tables$infert <- transform(infert, one = 1)
tables$esoph <- transform(esoph, one = 1)

# lonely: 15 persons of each cluster of eight strata, but strata 76, 79 and 81 keep one cluster. pop: the number of
# clusters in the population; 76 (one of one) and 80 (two of two) are fully sampled.
keep <- with(nhanes, SDMVSTRA %in% 75:82 & !(SDMVSTRA %in% c(76, 79) & SDMVPSU == 2) & !(SDMVSTRA == 81 & SDMVPSU == 1))
keep <- keep & ave(seq_len(nrow(nhanes)), nhanes$SDMVSTRA, nhanes$SDMVPSU, FUN = seq_along) <= 15
tables$lonely <- nhanes[keep, ]
tables$lonely$pop <- c(10, 1, 8, 12, 6, 2, 9, 20)[tables$lonely$SDMVSTRA - 74]
# lonelyrows: no clusters; zones H2 and M1 hold a single school. popzone: H2 is fully sampled.
lonely <- tables$apistrat[c("snum", "stype", "sch.wide", "awards", "api00", "enroll", "meals", "pw")]
lonely$zone <- paste0(lonely$stype, ifelse(lonely$enroll > ave(lonely$enroll, lonely$stype, FUN = median), 2, 1))
lonely$popzone <- c(E1 = 2200, E2 = 2221, H1 = 754, H2 = 1, M1 = 500, M2 = 518)[lonely$zone]
keep <- ave(seq_len(nrow(lonely)), lonely$zone, FUN = seq_along) <=
  c(E1 = 12, E2 = 12, H1 = 9, H2 = 1, M1 = 1, M2 = 9)[lonely$zone]
tables$lonelyrows <- lonely[keep, ]

# zeros: clusters are numbered anew in each stratum. Every seventh weight is zero, and so are all the weights of cluster
# 2 of stratum B and of stratum D. Region east lies in stratum A; answer c does not occur in region north; kind one is a
# single row, kind ghost four rows without weight; flag and seven are constant; gap and gapcat have missing values.
zeros <- rbind(apistrat[which(apistrat$stype == "E")[1:36], ], apistrat[which(apistrat$stype == "H")[1:18], ],
               apistrat[which(apistrat$stype == "M")[1:18], ])
i <- seq_len(nrow(zeros))
zeros <- data.frame(
  stratum = rep(c("A", "D", "B", "C"), c(30, 6, 18, 18)), cluster = c((0:29) %/% 3, (0:5) %/% 3, (0:17) %/% 3,
                                                                     (0:17) %/% 3) + 1,
  weight = ifelse(i %% 7 == 0, 0, zeros$pw), score = zeros$api00, size = zeros$enroll, meals = zeros$meals, seven = 7,
  flag = "Yes", region = ifelse(i <= 12, "east", ifelse(i %% 2 == 0, "north", "south"))
)
zeros$weight[with(zeros, stratum == "D" | (stratum == "B" & cluster == 2))] <- 0
zeros$answer <- ifelse(zeros$region == "north", c("a", "b")[1 + i %/% 2 %% 2], c("a", "b", "c")[1 + i %% 3])
zeros$kind <- "many"
zeros$kind[i %in% c(14, 21, 28, 35)] <- "ghost"
zeros$kind[i %in% c(16, 40, 60)] <- "few"
zeros$kind[i == 65] <- "one"
zeros$gap <- ifelse(i %% 9 == 4, NA, zeros$meals)
zeros$gapcat <- ifelse(i %% 11 == 3, NA, ifelse(zeros$meals > 40, "x", "y"))
zeros$passed <- as.numeric(zeros$score > 650)
tables$zeros <- zeros
stopifnot(zeros$weight[zeros$kind == "ghost"] == 0, zeros$weight[zeros$kind == "one"] > 0,
          !any(zeros$region == "north" & zeros$answer == "c"))

for (name in names(tables)) write_rows(tables[[name]], paste0("data/", name))

# --- Designs ---------------------------------------------------------------------------------------------------------

# One stage. Clusters are nested in the strata; strata joined by * are crossed.
design_rows <- read.csv(colClasses = "character", strip.white = TRUE, text = "
design,              data,       weight,   strata,         cluster,   fpc,     lonely
strat-w,             apistrat,   pw,       ,               ,          ,        fail
strat-s,             apistrat,   pw,       stype,          ,          ,        fail
strat-s-fpc,         apistrat,   pw,       stype,          ,          fpc,     fail
strat-s-frac,        apistrat,   pw,       stype,          ,          frac,    fail
strat-s-6,           apistrat,   pw6,      stype,          ,          ,        fail
strat-w-6,           apistrat,   pw6,      ,               ,          ,        fail
strat-cross,         apistrat,   pw,       stype*sch.wide, ,          ,        fail
strat-sc,            apistrat,   pw,       stype,          dnum,      ,        fail
strat-c,             apistrat,   pw,       ,               dnum,      ,        fail
year-fail,           apistrat,   pw,       stype*yr.rnd,   ,          ,        fail
year-certainty,      apistrat,   pw,       stype*yr.rnd,   ,          ,        certainty
year-adjust,         apistrat,   pw,       stype*yr.rnd,   ,          ,        adjust
year-average,        apistrat,   pw,       stype*yr.rnd,   ,          ,        average
clus1,               apiclus1,   pw,       ,               dnum,      ,        fail
clus1-fpc,           apiclus1,   pw,       ,               dnum,      fpc,     fail
clus1-6,             apiclus1,   pw6,      ,               dnum,      ,        fail
clus2,               apiclus2,   pw,       ,               dnum,      ,        fail
clus2-fpc,           apiclus2,   pw,       ,               dnum,      fpc1,    fail
nhanes,              nhanes,     WTMEC2YR, SDMVSTRA,       SDMVPSU,   ,        fail
nhanes-w,            nhanes,     WTMEC2YR, ,               ,          ,        fail
scd,                 scd,        one,      ESA,            ambulance, ,        fail
scd-fpc,             scd,        one,      ESA,            ambulance, pop,     fail
mu284,               mu284,      w,        ,               id1,       ,        fail
mu284-fpc,           mu284,      w,        ,               id1,       n1,      fail
fpc,                 fpc,        weight,   stratid,        psuid,     ,        fail
fpc-fpc,             fpc,        weight,   stratid,        psuid,     Nh,      fail
fpc-census,          fpc,        weight,   stratid,        psuid,     census,  fail
quine,               quine,      one,      ,               ,          ,        fail
birthwt,             birthwt,    one,      ,               ,          ,        fail
birthwt-s,           birthwt,    one,      race*smoke,     ,          ,        fail
warpbreaks,          warpbreaks, one,      ,               ,          ,        fail
infert,              infert,     one,      ,               ,          ,        fail
infert-c,            infert,     one,      ,               stratum,   ,        fail
esoph,               esoph,      one,      ,               ,          ,        fail
lonely-fail,         lonely,     WTMEC2YR, SDMVSTRA,       SDMVPSU,   ,        fail
lonely-certainty,    lonely,     WTMEC2YR, SDMVSTRA,       SDMVPSU,   ,        certainty
lonely-adjust,       lonely,     WTMEC2YR, SDMVSTRA,       SDMVPSU,   ,        adjust
lonely-average,      lonely,     WTMEC2YR, SDMVSTRA,       SDMVPSU,   ,        average
lonely-fpc-fail,     lonely,     WTMEC2YR, SDMVSTRA,       SDMVPSU,   pop,     fail
lonely-fpc-certainty,lonely,     WTMEC2YR, SDMVSTRA,       SDMVPSU,   pop,     certainty
lonely-fpc-adjust,   lonely,     WTMEC2YR, SDMVSTRA,       SDMVPSU,   pop,     adjust
lonely-fpc-average,  lonely,     WTMEC2YR, SDMVSTRA,       SDMVPSU,   pop,     average
rows-fail,           lonelyrows, pw,       zone,           ,          ,        fail
rows-certainty,      lonelyrows, pw,       zone,           ,          ,        certainty
rows-adjust,         lonelyrows, pw,       zone,           ,          ,        adjust
rows-average,        lonelyrows, pw,       zone,           ,          ,        average
rows-fpc-fail,       lonelyrows, pw,       zone,           ,          popzone, fail
rows-fpc-adjust,     lonelyrows, pw,       zone,           ,          popzone, adjust
rows-fpc-average,    lonelyrows, pw,       zone,           ,          popzone, average
zeros-w,             zeros,      weight,   ,               ,          ,        fail
zeros-s,             zeros,      weight,   stratum,        ,          ,        fail
zeros-sc,            zeros,      weight,   stratum,        cluster,   ,        fail
zeros-c,             zeros,      weight,   ,               cluster,   ,        fail
")
write_rows(design_rows, "designs")
rownames(design_rows) <- design_rows$design

split_names <- function(x) strsplit(x, "*", fixed = TRUE)[[1]]
crossed <- function(d, names) do.call(paste, c(unname(lapply(d[split_names(names)], as.character)), sep = " * "))
make_design <- function(row) {
  d <- tables[[row$data]]
  d$strata_ <- if (row$strata == "") NULL else crossed(d, row$strata)
  part <- function(name) if (name == "") NULL else reformulate(name)
  svydesign(ids = if (row$cluster == "") ~1 else part(row$cluster), strata = if (row$strata != "") ~strata_,
            weights = part(row$weight), fpc = part(row$fpc), nest = TRUE, data = d)
}
designs <- lapply(split(design_rows, design_rows$design), make_design)
lonely_of <- function(name) options(survey.lonely.psu = design_rows[name, "lonely"])

# Domains: the little language and R.
where <- c(
  'stype == "E"' = 'stype == "E"',
  'sch.wide == "Yes"' = 'sch.wide == "Yes"',
  'comp.imp != "Yes"' = 'comp.imp != "Yes"',
  'enroll > 500 and stype in ("E","H")' = 'enroll > 500 & stype %in% c("E", "H")',
  'not (stype == "H") or meals >= 50' = '!(stype == "H") | meals >= 50',
  'stype == "H" and yr.rnd == "Yes"' = 'stype == "H" & yr.rnd == "Yes"',
  'yr.rnd == "No"' = 'yr.rnd == "No"',
  'stype != "H" and (meals < 20 or meals > 60)' = 'stype != "H" & (meals < 20 | meals > 60)',
  'avg.ed > 3' = 'avg.ed > 3',
  'not (avg.ed > 3)' = '!(avg.ed > 3)',
  'avg.ed > 3 or stype == "H"' = 'avg.ed > 3 | stype == "H"',
  'dnum == 61' = 'dnum == 61',
  'dnum in (61, 135)' = 'dnum %in% c(61, 135)',
  'meals <= 5' = 'meals <= 5',
  'HI_CHOL == 1' = 'HI_CHOL == 1',
  'kind != "ghost"' = 'kind != "ghost"',
  'RIAGENDR == 2 and race in (1, 2)' = 'RIAGENDR == 2 & race %in% c(1, 2)',
  'race == 4' = 'race == 4',
  'SDMVSTRA == 86' = 'SDMVSTRA == 86',
  'SDMVSTRA in (75, 77, 78)' = 'SDMVSTRA %in% c(75, 77, 78)',
  'SDMVSTRA in (75, 76, 77)' = 'SDMVSTRA %in% c(75, 76, 77)',
  'SDMVSTRA in (79, 81)' = 'SDMVSTRA %in% c(79, 81)',
  'SDMVSTRA == 80' = 'SDMVSTRA == 80',
  'not (SDMVSTRA in (76, 79, 81))' = '!(SDMVSTRA %in% c(76, 79, 81))',
  'zone != "M1"' = 'zone != "M1"',
  'zone in ("E1","H1")' = 'zone %in% c("E1", "H1")',
  'zone in ("E1","H2")' = 'zone %in% c("E1", "H2")',
  'ESA != 2' = 'ESA != 2',
  'ESA == 3' = 'ESA == 3',
  'stratid == 1' = 'stratid == 1',
  'x > 4' = 'x > 4',
  'id1 == 19' = 'id1 == 19',
  'y1 > 40' = 'y1 > 40',
  'Days > 10' = 'Days > 10',
  'lwt < 120 or ht == 1' = 'lwt < 120 | ht == 1',
  'smoke == 1' = 'smoke == 1',
  'age >= 30' = 'age >= 30',
  'region == "east"' = 'region == "east"',
  'region == "north"' = 'region == "north"',
  'kind == "one"' = 'kind == "one"',
  'kind in ("one","few")' = 'kind %in% c("one", "few")',
  'not (kind == "many")' = '!(kind == "many")',
  'stratum != "D"' = 'stratum != "D"'
)
satisfies <- function(domain, d) { # a condition that is missing is not satisfied
  if (domain == "") return(rep(TRUE, nrow(d)))
  stopifnot(domain %in% names(where))
  eval(parse(text = where[[domain]]), d) %in% TRUE
}
levels_of <- function(x) if (is.factor(x)) levels(x) else as.character(sort(unique(x)))

# --- Estimates -------------------------------------------------------------------------------------------------------

# The smallest value whose cumulative share of the weights reaches p. The rule "math" of survey 4.1 gives the second
# smallest value when p lies below the first share.
quantile_rule <- function(x, w, p) {
  x <- x[w > 0]
  w <- w[w > 0]
  o <- order(x)
  share <- cumsum(w[o]) / sum(w)
  share[length(share)] <- 1
  x[o][which(share >= p * (1 - 1e-12))[1]]
}
first_share <- function(x, w) sum(w[x == min(x[w > 0])]) / sum(w)
local({ # the two rules agree from the first share on
  for (at in list(list(tables$apistrat, "api00", "pw"), list(tables$apiclus2, "mobility", "pw"),
                  list(tables$nhanes, "race", "WTMEC2YR"), list(tables$zeros, "score", "weight"),
                  list(tables$quine, "Days", "one"), list(tables$infert, "age", "one"))) {
    x <- at[[1]][[at[[2]]]]
    w <- at[[1]][[at[[3]]]]
    first <- w[w > 0][order(x[w > 0])][1] / sum(w)
    p <- seq(0.0031, 0.9999, length.out = 300) # no exact ties, but for rounding
    p <- p[p >= first]
    stopifnot(length(p) > 250, sapply(p, function(p) quantile_rule(x, w, p)) ==
                sapply(p, function(p) survey:::qrule_math(x, w, p)))
  }
  stopifnot(quantile_rule(1:5, rep(1, 5), 0.1) == 1, quantile_rule(1:5, rep(1, 5), 0.2) == 1,
            quantile_rule(1:5, rep(1, 5), 0.6) == 3, quantile_rule(1:5, rep(1, 5), 0.61) == 4,
            quantile_rule(1:5, rep(1, 5), 1) == 5, quantile_rule(1:3, c(0, 1, 1), 0) == 2)
})

t_quantile <- function(df) if (df >= 1) qt(0.975, df) else NA
finite <- function(x) ifelse(is.finite(x), as.numeric(x), NA)
expit <- function(x) 1 / (1 + exp(-x))
logit <- function(p) log(p / (1 - p))

# Intervals of a proportion. n: rows with a positive weight. Where p is 0 or 1 the effective sample size of svyciprop
# does not exist; it is then that of Korn and Graubard (1998) with a design effect of 1.
proportion_intervals <- function(p, se, n, df) {
  none <- c(NA, NA)
  out <- list(logit = none, beta = none, wilson = none)
  if (df < 1 || is.na(p) || is.na(se)) return(out)
  inner <- p > 0 && p < 1
  if (inner) out$logit <- expit(logit(p) + c(-1, 1) * qt(0.975, df) * se / (p * (1 - p)))
  if (inner && se == 0) {
    out$beta <- out$wilson <- c(p, p)
    return(out)
  }
  size <- (if (inner) p * (1 - p) / se^2 else n) * (qt(0.025, n - 1) / qt(0.025, df))^2
  out$beta <- c(if (p == 0) 0 else qbeta(0.025, size * p, size * (1 - p) + 1),
                if (p == 1) 1 else qbeta(0.975, size * p + 1, size * (1 - p)))
  z2 <- qnorm(0.975)^2
  middle <- (p + z2 / (2 * size)) / (1 + z2 / size)
  half <- sqrt(z2 * (p * (1 - p) / size + z2 / (4 * size^2))) / (1 + z2 / size)
  out$wilson <- c(if (p == 0) 0 else middle - half, if (p == 1) 1 else middle + half)
  out
}

checked <- c(logit = 0, beta = 0, quantile = 0) # how many estimates went through each check
count_check <- function(name) checked[[name]] <<- checked[[name]] + 1

# One estimate of the rows of design s, all without missing values. Returns estimate, se, both design effects and the
# Woodruff limits (quantiles only). A variance that is rounding error is zero: an outcome that does not vary among the
# rows with weight, or scores that cancel in every cluster.
basic_estimate <- function(s, statistic, variable, level, denominator, probability) {
  d <- s$variables
  w <- weights(s)
  x <- d[[variable]]
  y <- if (statistic %in% c("proportion", "count")) as.numeric(as.character(x) == level) else as.numeric(x)
  inside <- w > 0
  some <- any(inside)
  fixed <- some && all(y[inside] == y[inside][1])
  s$variables$y_ <- y
  if (statistic == "quantile") {
    if (!some) return(c(NA, NA, NA, NA, NA, NA))
    df <- degf(s)
    # Woodruff's limits go through the same rule. When no weight lies above the quantile its share is exactly 1 and the
    # error exactly 0, where svyquantile lets rounding decide.
    r <- suppressWarnings(svyquantile(~y_, s, probability, qrule = quantile_rule, interval.type = "mean", df = df))[[1]]
    at <- r[1, ]
    if (max(y[inside]) <= at[[1]]) at[2:4] <- if (df >= 1) c(at[[1]], at[[1]], 0) else NA
    if (probability >= first_share(y, w) * (1 + 1e-9)) {
      count_check("quantile")
      plain <- suppressWarnings(svyquantile(~y_, s, probability, qrule = "math", ci = FALSE))[[1]][1]
      share <- sum(w[y <= at[[1]]]) / sum(w)
      stopifnot(plain == at[[1]] || abs(share - probability) < 1e-12)
    }
    return(c(at[[1]], at[[4]], NA, NA, at[[2]], at[[3]]))
  }
  both <- function(f) suppressWarnings(list(f(TRUE), f("replace")))
  if (statistic %in% c("mean", "proportion")) {
    r <- both(function(deff) svymean(~y_, s, deff = deff))
    estimate <- if (fixed) y[inside][1] else coef(r[[1]])[[1]]
    variance <- attr(r[[1]], "var")[[1]]
    scores <- (y - estimate) * w / sum(w)
    effects <- sapply(r, function(r) deff(r)[[1]])
  } else if (statistic %in% c("total", "count")) {
    r <- both(function(deff) svytotal(~y_, s, deff = deff))
    estimate <- coef(r[[1]])[[1]]
    variance <- attr(r[[1]], "var")[[1]]
    scores <- y * w
    effects <- sapply(r, function(r) deff(r)[[1]])
  } else {
    z <- d[[denominator]]
    s$variables$z_ <- z
    r <- both(function(deff) svyratio(~y_, ~z_, s, deff = deff))
    estimate <- coef(r[[1]])[[1]]
    variance <- r[[1]]$var[[1]]
    scores <- (y - estimate * z) * w / sum(z * w)
    fixed <- some && all(abs(scores) <= 1e-13 * sum(abs(y * w / sum(z * w))))
    if (fixed) scores[] <- 0
    effects <- sapply(r, function(r) attr(r, "deff")[[1]])
  }
  stopifnot(!is.finite(effects) | effects >= 0)
  if (!is.nan(variance) && sqrt(max(variance, 0)) <= 1e-12 * sum(abs(scores))) {
    variance <- 0
    effects <- ifelse(is.finite(effects), 0, NA)
  }
  if (fixed) effects <- c(NA, NA) # no variance under simple random sampling
  nobs <- sum(inside) # R divides by the sum of weights less the sample size
  stopifnot(!some || sum(w) == nobs || sum(w) > nobs * (1 + 1e-6))
  c(estimate, sqrt(variance), effects, NA, NA)
}

estimate_rows <- function(case) {
  lonely_of(case$design)
  design <- designs[[case$design]]
  d <- design$variables
  by <- split_names(case$by)
  used <- unique(c(case$variable, if (case$denominator != "") case$denominator, by))
  inside <- satisfies(case$where, d)
  answered <- complete.cases(d[used])
  rows <- inside & answered
  missing <- sum(inside & !answered)
  groups <- if (length(by) == 0) rep("", nrow(d)) else crossed(d, case$by)
  kept <- if (length(by) == 0) "" else
    unique(groups[rows][do.call(order, unname(lapply(d[rows, by, drop = FALSE], xtfrm)))])
  levels <- if (!case$statistic %in% c("proportion", "count")) "" else if (length(case$level)) case$level else
    levels_of(d[[case$variable]])
  stopifnot(sum(rows) > 0, used %in% names(d), levels == "" | levels %in% levels_of(d[[case$variable]]))
  out <- list()
  for (g in kept) for (level in levels) {
    s <- design[rows & groups == g, ]
    w <- s$variables[[design_rows[case$design, "weight"]]]
    df <- degf(s)
    r <- tryCatch(basic_estimate(s, case$statistic, case$variable, level, case$denominator, case$probability),
                  error = function(e) if (grepl("has only one PSU", conditionMessage(e))) NULL else stop(e))
    failed <- is.null(r)
    if (failed) r <- rep(NA, 6)
    r <- finite(r)
    t <- t_quantile(df)
    wald <- if (case$statistic == "quantile") (if (df >= 1) r[5:6] else c(NA, NA)) else r[1] + c(-1, 1) * t * r[2]
    ci <- list(logit = c(NA, NA), beta = c(NA, NA), wilson = c(NA, NA))
    if (case$statistic == "proportion") {
      ci <- proportion_intervals(r[1], r[2], sum(w > 0), df)
      if (!failed) check_proportion(s, case$variable, level, r, ci, df)
    }
    out[[length(out) + 1]] <- data.frame(
      case = case$case, design = case$design, statistic = case$statistic, variable = case$variable, level = level,
      denominator = case$denominator, probability = case$probability, by = case$by, group = g, where = case$where,
      missing = missing, estimate = r[1], se = r[2], n = nrow(s$variables), sumw = sum(w), df = df, deff = r[3],
      deff_replace = r[4], wald_low = wald[1], wald_high = wald[2], logit_low = ci$logit[1], logit_high = ci$logit[2],
      beta_low = ci$beta[1], beta_high = ci$beta[2], wilson_low = ci$wilson[1], wilson_high = ci$wilson[2],
      error = if (failed) "yes" else ""
    )
  }
  do.call(rbind, out)
}
# svyciprop gives the same limits where it can.
near <- function(a, b, tolerance) all(abs(a - b) <= tolerance * pmax(1e-3, abs(b)))
check_proportion <- function(s, variable, level, r, ci, df) {
  if (df < 2 || is.na(r[2]) || r[1] <= 0 || r[1] >= 1 || r[2] == 0 || nrow(s$variables) > 1000) return()
  s$variables$y_ <- as.numeric(as.character(s$variables[[variable]]) == level)
  if (all(weights(s) > 0)) {
    count_check("beta")
    stopifnot(near(as.numeric(attr(svyciprop(~y_, s, method = "beta"), "ci")), ci$beta, 1e-9))
  }
  stopifnot(near(as.numeric(attr(svyciprop(~y_, s, method = "xlogit"), "ci")), ci$logit, 1e-9))
  if (checked[["logit"]] < 25 && r[1] > 0.01 && r[1] < 0.99) {
    count_check("logit")
    stopifnot(near(as.numeric(attr(svyciprop(~y_, s, method = "logit"), "ci")), ci$logit, 1e-6))
  }
}

cases <- list()
add <- function(designs, statistics, variables, by = "", where = "", level = NULL, denominator = "", p = NA) {
  for (design in designs) for (statistic in statistics) for (variable in variables) for (probability in p) {
    cases[[length(cases) + 1]] <<- list(
      case = sprintf("e%03d", length(cases) + 1), design = design, statistic = statistic, variable = variable, by = by,
      where = where, level = level, denominator = denominator, probability = probability
    )
  }
}
strat <- c("strat-w", "strat-s", "strat-s-fpc", "strat-s-frac", "strat-s-6", "strat-w-6", "strat-cross", "strat-sc",
           "strat-c")
year <- paste0("year-", c("fail", "certainty", "adjust", "average"))
clus <- c("clus1", "clus1-fpc", "clus1-6", "clus2", "clus2-fpc")
four <- c("fail", "certainty", "adjust", "average")

# every design of the schools, once
add(c(strat, clus), "proportion", "sch.wide", level = "Yes")
add(c(strat, clus), c("mean", "total"), "api00")
add(c(strat, clus), "count", "awards", level = "Yes", where = 'sch.wide == "Yes"')
add(c(strat, clus), "ratio", "api00", denominator = "api99")
add(c(strat, clus), "quantile", "api00", p = 0.5)
# quantiles in the tails, of coarse values, below the first share
add(c("strat-w", "strat-s-fpc", "clus1", "clus2-fpc"), "quantile", "meals", p = c(0.01, 0.1, 0.25, 0.9, 0.99))
add("strat-s", "quantile", "mobility", by = "stype", p = c(0.5, 0.75))
add(c("strat-s", "clus1"), "quantile", "enroll", where = 'comp.imp != "Yes"', p = 0.3)
add("strat-s", "quantile", "award01", p = c(0.2, 0.5))
add("clus2-fpc", "quantile", "enroll", p = 0.5)
# by one, two and three variables
add("strat-s-fpc", c("proportion", "count"), "stype", by = "sch.wide")
add("strat-s", "proportion", "meals4", by = "stype")
add("strat-cross", "mean", "api00", by = "stype*sch.wide")
add("strat-s-fpc", "mean", "enroll", by = "stype*awards")
add("strat-s", "proportion", "awards", by = "stype*sch.wide*comp.imp", level = "Yes")
add("clus1", "mean", "api00", by = "stype*sch.wide*awards")
add("strat-sc", "total", "enroll", by = "yr.rnd*stype")
add("clus1-fpc", "ratio", "api00", by = "stype", denominator = "enroll")
add("clus1", "proportion", "awards", by = "yr.rnd")
add("strat-c", "proportion", "meals4", by = "yr.rnd", level = "75-100")
# domains
add(c("strat-s", "clus1-fpc"), "mean", "ell", where = 'enroll > 500 and stype in ("E","H")')
add(c("strat-s-fpc", "clus2"), "proportion", "awards", where = 'not (stype == "H") or meals >= 50', level = "Yes")
add(c("strat-s", "strat-w", "strat-sc"), c("mean", "total"), "api00", where = 'stype == "H" and yr.rnd == "Yes"')
add(c("strat-s", "strat-w", "strat-sc"), "ratio", "api00", denominator = "api99",
    where = 'stype == "H" and yr.rnd == "Yes"')
add(c("strat-s", "strat-w"), "proportion", "sch.wide", where = 'stype == "H" and yr.rnd == "Yes"')
add("strat-w", "quantile", "api00", where = 'stype == "H" and yr.rnd == "Yes"', p = 0.5)
add(c("strat-s", "strat-s-fpc", "clus1"), c("mean", "total"), "enroll", where = 'stype == "E"')
add(c("strat-s", "strat-s-fpc"), "count", "stype", where = 'stype == "E"', level = c("E", "H"))
add("strat-s-fpc", "count", "stype")
add("clus1", "proportion", "sch.wide", where = 'dnum == 61', level = "Yes")
add("clus1", c("mean", "total"), "api00", where = 'dnum == 61')
add("clus1", "mean", "api00", where = 'dnum in (61, 135)')
add("clus1", "proportion", "sch.wide", where = 'dnum in (61, 135)', level = "Yes")
add(c("clus1", "clus2", "strat-s"), "mean", "ell", where = 'stype != "H" and (meals < 20 or meals > 60)')
add("strat-w", "proportion", "comp.imp", where = 'meals <= 5', level = "Yes")
# missing answers in the outcome, in the denominator, in the by variable, in the domain
add(c("strat-s", "strat-s-fpc", "clus1", "clus2-fpc"), "mean", "acs.k3")
add("strat-s", "mean", "acs.k3", by = "stype*sch.wide")
add(c("clus1", "clus2-fpc"), "proportion", "small")
add("clus1", "total", "avg.ed", by = "sch.wide")
add("clus2-fpc", "total", "enroll")
add("clus2-fpc", "ratio", "api00", denominator = "enroll", by = "stype")
add("clus2-fpc", "ratio", "avg.ed", denominator = "acs.k3")
add("strat-s", "mean", "api00", by = "small")
add("clus1-fpc", "proportion", "awards", by = "small", level = "Yes", where = 'enroll > 500 and stype in ("E","H")')
add("clus2", "count", "small", by = "small*stype", level = "Yes")
add("clus1", "mean", "api00", where = 'avg.ed > 3')
add("clus1", "mean", "api00", where = 'not (avg.ed > 3)')
add("clus1", "count", "stype", where = 'avg.ed > 3 or stype == "H"')
add("clus2", "quantile", "acs.k3", p = 0.5)
# far from zero, heavy weights, constant ratio
add(c("strat-s", "strat-s-fpc", "strat-s-6", "clus1", "clus1-6"), c("mean", "total"), "big")
add("strat-s-6", "total", "big", by = "stype")
add(c("strat-s", "clus1"), "ratio", "big", denominator = "api00")
add("strat-s", "ratio", "pw6", denominator = "pw")
add("strat-s", "ratio", "enroll", denominator = "enroll", by = "awards")
# nhanes
add("nhanes", "proportion", "HI_CHOL", by = "race")
add("nhanes", "proportion", "agecat", by = "RIAGENDR")
add("nhanes", "count", "race", where = 'HI_CHOL == 1')
add("nhanes", "mean", "HI_CHOL", by = "race*RIAGENDR")
add("nhanes", "proportion", "race", by = "HI_CHOL", level = c("1", "4"))
add("nhanes", "proportion", "HI_CHOL", by = "agecat*RIAGENDR*race", level = "1",
    where = 'RIAGENDR == 2 and race in (1, 2)')
add("nhanes", "total", "HI_CHOL", where = 'race == 4')
add("nhanes", "proportion", "HI_CHOL", where = 'SDMVSTRA == 86', level = "1")
add("nhanes", "quantile", "race", p = 0.5)
add("nhanes-w", "proportion", "HI_CHOL", level = "1", by = "agecat")
# small classical examples
add(c("scd", "scd-fpc"), c("mean", "total"), "arrests")
add(c("scd", "scd-fpc"), "ratio", "alive", denominator = "arrests")
add(c("scd", "scd-fpc"), "ratio", "alive", denominator = "arrests", where = 'ESA != 2')
add("scd", c("mean", "total"), "alive", where = 'ESA == 3')
add(c("scd", "scd-fpc"), "quantile", "arrests", p = 0.5)
add(c("mu284", "mu284-fpc"), c("mean", "total"), "y1")
add(c("mu284", "mu284-fpc"), "proportion", "high")
add(c("mu284", "mu284-fpc"), "quantile", "y1", p = 0.4)
add("mu284-fpc", c("mean", "total"), "y1", where = 'y1 > 40')
add("mu284-fpc", c("mean", "total"), "y1", where = 'id1 == 19')
fpcs <- c("fpc", "fpc-fpc", "fpc-census")
add(fpcs, c("mean", "total"), "x")
add(fpcs, "proportion", "high")
add(fpcs, "quantile", "x", p = c(0.1, 0.5))
add(fpcs, c("mean", "total"), "x", where = 'x > 4')
add("fpc-fpc", "proportion", "high", where = 'stratid == 1', level = "Yes")
add("fpc-fpc", "proportion", "high", where = 'x > 4', level = c("No", "Yes"))
# weights of one
add("quine", c("mean", "total"), "Days", by = "Eth*Sex")
add("quine", "proportion", "Lrn", by = "Age")
add("quine", "quantile", "Days", by = "Age", p = 0.5)
add("quine", "proportion", "Age", where = 'Days > 10')
add(c("birthwt", "birthwt-s"), "mean", "bwt", by = "race*smoke")
add(c("birthwt", "birthwt-s"), "proportion", "low", level = "1")
add("birthwt-s", "proportion", "low", level = "1", where = 'lwt < 120 or ht == 1')
add("birthwt", "proportion", "ptl", by = "ui")
add("warpbreaks", "mean", "breaks", by = "wool*tension")
add(c("infert", "infert-c"), "proportion", "education")
add("infert-c", "proportion", "induced", by = "case", where = 'age >= 30')
add("infert-c", c("mean", "total"), "parity", by = "education")
add("esoph", "ratio", "ncases", denominator = "ncontrols", by = "agegp")
add("esoph", "total", "ncases", by = "alcgp")
# strata with a single cluster
clustered <- paste0("lonely-", four)
limited <- paste0("lonely-fpc-", four)
add(c(clustered, limited), c("mean", "total"), "HI_CHOL")
add(c(clustered, limited), "proportion", "race", level = "1")
add(c(clustered, limited), c("mean", "total"), "RIAGENDR", where = 'SDMVSTRA in (75, 77, 78)')
add(c(clustered, limited), c("mean", "total"), "RIAGENDR", where = 'SDMVSTRA in (75, 76, 77)')
add(c(clustered, limited), "proportion", "RIAGENDR", level = "2", where = 'SDMVSTRA in (79, 81)')
add(clustered, "proportion", "race", by = "agecat", level = "3")
add(limited, "ratio", "HI_CHOL", denominator = "RIAGENDR", by = "RIAGENDR")
add(c("lonely-adjust", "lonely-average", "lonely-fpc-average"), "quantile", "race", p = 0.6)
add(c("lonely-fail", "lonely-fpc-fail"), "proportion", "HI_CHOL", level = "1", where = 'not (SDMVSTRA in (76, 79, 81))')
add(c("lonely-fpc-fail", "lonely-fpc-adjust"), c("mean", "total"), "race", where = 'SDMVSTRA == 80')
add(c("lonely-fpc-fail", "lonely-fpc-adjust"), "proportion", "RIAGENDR", level = "1", where = 'SDMVSTRA == 80')
add(c("lonely-fail", "lonely-adjust", "lonely-average"), "count", "race", level = "4", by = "RIAGENDR")
unclustered <- c("rows-fail", "rows-certainty", "rows-adjust", "rows-average", "rows-fpc-fail", "rows-fpc-adjust",
                 "rows-fpc-average")
add(unclustered, c("mean", "total"), "api00")
add(unclustered, "proportion", "sch.wide", level = "Yes", by = "awards")
add(unclustered, "mean", "enroll", where = 'zone != "M1"')
add(unclustered, "total", "meals", where = 'zone in ("E1","H1")')
add(unclustered, "total", "meals", where = 'zone in ("E1","H2")')
add(c("rows-fail", "rows-adjust"), "quantile", "api00", p = 0.5)
add("rows-adjust", "mean", "api00", by = "zone")
add(year, c("mean", "total"), "api00")
add(year, "mean", "enroll", by = "yr.rnd")
add(year, "proportion", "awards", where = 'yr.rnd == "No"', level = "Yes")
# zero weights, constants, empty levels
zero <- c("zeros-w", "zeros-s", "zeros-sc", "zeros-c")
add(zero, c("mean", "total"), "score")
add(zero, "proportion", "answer")
add(zero, "proportion", "answer", where = 'region == "north"', level = c("b", "c"))
add(zero, "proportion", "flag")
add(zero, c("mean", "total"), "seven")
add(zero, "quantile", "score", p = 0.5)
add(c("zeros-w", "zeros-sc"), "quantile", "seven", p = 0.5)
add(c("zeros-w", "zeros-sc"), "count", "answer", by = "region")
add(c("zeros-s", "zeros-sc"), "mean", "score", by = "kind")
add(c("zeros-s", "zeros-sc"), "total", "size", by = "kind")
add("zeros-sc", "proportion", "answer", by = "kind", level = "a")
add("zeros-sc", "proportion", "answer", where = 'region == "east"')
add("zeros-s", c("mean", "total", "proportion"), "seven", where = 'kind == "one"')
add("zeros-w", "proportion", "flag", where = 'kind in ("one","few")')
add("zeros-sc", "mean", "gap", by = "gapcat")
add("zeros-s", "proportion", "gapcat", by = "region*answer", level = "x")
add("zeros-sc", "ratio", "score", denominator = "gap", where = 'stratum != "D"')
add("zeros-sc", "mean", "score", where = 'not (kind == "many")')

estimates <- do.call(rbind, lapply(cases, estimate_rows))
stopifnot(!anyDuplicated(estimates[c("case", "group", "level")]), unique(estimates$design) %in% names(designs),
          names(designs) %in% estimates$design)
write_rows(estimates, "estimates")

# --- Tests of association --------------------------------------------------------------------------------------------

domain <- function(name, variables, where) { # rows that answered all the variables
  design <- designs[[name]]
  design[satisfies(where, design$variables) & complete.cases(design$variables[variables]), ]
}
# svychisq's generalised design effects and the matrix that its Wald tests invert
rao_scott <- function(s) {
  r <- s$variables$r_
  c <- s$variables$c_
  nr <- nlevels(r)
  nc <- nlevels(c)
  n <- nrow(s$variables)
  cells <- model.matrix(~interaction(r, c) - 1)
  grid <- expand.grid(rows = seq_len(nr), cols = seq_len(nc))
  x1 <- model.matrix(~factor(rows) + factor(cols), grid)
  x12 <- model.matrix(~factor(rows) * factor(cols), grid)
  contrast <- qr.resid(qr(x1), x12[, -seq_len(nr + nc - 1), drop = FALSE])
  m <- svymean(cells, s)
  inverse <- diag(ifelse(coef(m) == 0, 0, 1 / coef(m)))
  delta <- solve(t(contrast) %*% (inverse / n) %*% contrast,
                 t(contrast) %*% inverse %*% vcov(m) %*% inverse %*% contrast)
  table <- svytable(~r_ + c_, s, Ntotal = n)
  x2 <- unname(suppressWarnings(chisq.test(table, correct = FALSE))$statistic)
  # scores of observed less expected totals, but for the first row and column
  w <- weights(s)
  p <- table / sum(table)
  z <- sapply(which(grid$rows > 1 & grid$cols > 1), function(k) {
    i <- grid$rows[k]
    j <- grid$cols[k]
    w * ((as.integer(r) == i & as.integer(c) == j) - (as.integer(r) == i) * sum(p[, j]) -
           (as.integer(c) == j) * sum(p[i, ]) + sum(p[i, ]) * sum(p[, j]))
  })
  v <- survey:::svyrecvar(z, s$cluster, s$strata, s$fpc)
  scale <- sqrt(diag(v))
  list(k = (nr - 1) * (nc - 1), x2 = x2, delta = Re(eigen(delta, only.values = TRUE)$values),
       nu = degf(s),
       rank = if (all(scale > 0)) rcond(v / outer(scale, scale)) else 0)
}
# svychisq counts clusters of zero weight among its degrees of freedom, though degf does not; here degf holds for both.
svychisq_row <- function(s, type) {
  r <- suppressWarnings(svychisq(~r_ + c_, s, statistic = if (type == "adjWald") "Wald" else type))
  k <- unname(r$parameter[1])
  if (type == "Chisq") return(unname(c(r$statistic, k, NA, r$p.value)))
  nu <- degf(s)
  df2 <- switch(type, F = k * nu, Wald = nu, adjWald = nu - k + 1)
  f <- unname(r$statistic) * if (type == "adjWald") df2 / nu else 1
  c(f, k, df2, pf(f, k, df2, lower.tail = FALSE))
}
local({ # without zero weights these are svychisq's own numbers
  s <- domain("nhanes", c("race", "HI_CHOL"), "")
  s$variables$r_ <- factor(s$variables$race)
  s$variables$c_ <- factor(s$variables$HI_CHOL)
  for (type in c("F", "Wald", "adjWald")) {
    r <- svychisq(~r_ + c_, s, statistic = type)
    stopifnot(near(svychisq_row(s, type), unname(c(r$statistic, r$parameter, r$p.value)), 1e-12))
  }
})
test_one <- function(s, test) {
  if (test == "second") return(svychisq_row(s, "F"))
  if (test == "second-chisq") return(svychisq_row(s, "Chisq"))
  a <- rao_scott(s)
  if (test == "first") {
    f <- a$x2 / mean(a$delta) / a$k
    return(c(f, a$k, a$k * a$nu, pf(f, a$k, a$k * a$nu, lower.tail = FALSE)))
  }
  if (test == "first-chisq") {
    x <- a$x2 / mean(a$delta)
    return(c(x, a$k, NA, pchisq(x, a$k, lower.tail = FALSE)))
  }
  if (a$rank < 1e-9) stop("singular") # R would divide by rounding error
  svychisq_row(s, if (test == "wald") "Wald" else "adjWald")
}
kinds <- c("second", "second-chisq", "first", "first-chisq", "wald", "adjusted-wald")
test_rows <- function(case, design, rows, columns, where) {
  lonely_of(design)
  s <- domain(design, c(rows, columns), where)
  s$variables$r_ <- factor(s$variables[[rows]])
  s$variables$c_ <- factor(s$variables[[columns]])
  do.call(rbind, lapply(kinds, function(test) {
    r <- tryCatch(test_one(s, test), error = function(e) rep(NaN, 4))
    failed <- !is.finite(r[1]) || !is.finite(r[4])
    if (failed) r <- rep(NA, 4)
    data.frame(case, design, rows, columns, where, test, statistic = r[1], df1 = r[2], df2 = r[3], p = r[4],
               error = if (failed) "yes" else "")
  }))
}
pairs <- read.csv(colClasses = "character", strip.white = TRUE, quote = "", sep = "|", text = "
design           | rows     | columns  | where
strat-w          | sch.wide | comp.imp |
strat-s          | sch.wide | comp.imp |
strat-s-fpc      | stype    | awards   |
strat-s-6        | stype    | awards   |
strat-s          | meals4   | stype    |
strat-sc         | meals4   | stype    |
strat-s          | awards   | small    |
strat-cross      | meals4   | awards   | sch.wide == \"Yes\"
strat-s          | yr.rnd   | stype    |
clus1            | stype    | sch.wide |
clus1-fpc        | stype    | awards   |
clus1            | meals4   | stype    |
clus1            | small    | comp.imp |
clus1            | stype    | awards   | enroll > 500 and stype in (\"E\",\"H\")
clus2-fpc        | stype    | comp.imp |
clus2            | meals4   | small    |
nhanes           | race     | HI_CHOL  |
nhanes           | agecat   | RIAGENDR |
nhanes           | race     | agecat   | HI_CHOL == 1
nhanes           | HI_CHOL  | RIAGENDR | RIAGENDR == 2 and race in (1, 2)
nhanes           | HI_CHOL  | agecat   | race == 4
quine            | Age      | Lrn      |
quine            | Eth      | Lrn      | Days > 10
birthwt          | race     | smoke    |
birthwt-s        | low      | smoke    |
birthwt          | ptl      | ui       |
birthwt-s        | ftv      | race     | lwt < 120 or ht == 1
infert           | education | induced |
infert-c         | education | parity  |
infert-c         | case     | induced  |
warpbreaks       | wool     | tension  |
esoph            | agegp    | tobgp    |
fpc-fpc          | stratid  | high     |
lonely-fail      | race     | RIAGENDR |
lonely-fail      | HI_CHOL  | RIAGENDR | SDMVSTRA in (75, 77, 78)
lonely-certainty | HI_CHOL  | RIAGENDR |
lonely-adjust    | HI_CHOL  | RIAGENDR |
lonely-average   | HI_CHOL  | agecat   |
lonely-fpc-adjust | race    | RIAGENDR |
lonely-adjust    | race     | agecat   |
lonely-fpc-fail  | HI_CHOL  | RIAGENDR | SDMVSTRA in (75, 76, 77)
rows-adjust      | sch.wide | awards   |
zeros-s          | answer   | region   |
zeros-sc         | passed   | gapcat   |
zeros-sc         | kind     | answer   | kind != \"ghost\"
zeros-sc         | flag     | answer   |
")
tests <- do.call(rbind, Map(test_rows, sprintf("a%02d", seq_len(nrow(pairs))), pairs$design, pairs$rows, pairs$columns,
                            pairs$where))
local({ # the first-order F statistic is the second-order one; the first-order p is that of svychisq's "Chisq"
  by_kind <- split(tests, tests$test)
  ok <- by_kind$second$error == "" & by_kind$first$error == ""
  stopifnot(near(by_kind$first$statistic[ok], by_kind$second$statistic[ok], 1e-9),
            near(by_kind[["first-chisq"]]$p[ok], by_kind[["second-chisq"]]$p[ok], 1e-9))
})
write_rows(tests, "tests")

# --- t tests ---------------------------------------------------------------------------------------------------------

t_row <- function(case, design, variable, group, where) {
  lonely_of(design)
  s <- domain(design, c(variable, group), where)
  g <- factor(s$variables[[group]])
  stopifnot(nlevels(g) == 2)
  s$variables$g_ <- g
  s$variables$y_ <- s$variables[[variable]]
  r <- tryCatch(suppressWarnings(svyttest(y_ ~ g_, s)),
                error = function(e) if (grepl("has only one PSU", conditionMessage(e))) NULL else stop(e))
  failed <- is.null(r)
  if (failed) r <- list(estimate = NA, statistic = NA, parameter = NA, p.value = NA)
  estimate <- r$estimate[[1]]
  se <- estimate / r$statistic[[1]]
  df <- r$parameter[[1]] # degf less one
  t <- if (is.na(df)) NA else t_quantile(df)
  if (!is.na(t) && df > 1) stopifnot(near(as.numeric(r$conf.int), estimate + c(-1, 1) * t * se, 1e-6))
  data.frame(case, design, variable, group, first = levels(g)[1], second = levels(g)[2], where, estimate, se,
             statistic = r$statistic[[1]], df, p = if (is.na(t)) NA else r$p.value[[1]], low = estimate - t * se,
             high = estimate + t * se, error = if (failed) "yes" else "")
}
pairs <- read.csv(colClasses = "character", strip.white = TRUE, quote = "", sep = "|", text = "
design           | variable | group    | where
strat-w          | api00    | sch.wide |
strat-s          | api00    | sch.wide |
strat-s-fpc      | enroll   | comp.imp |
strat-s-frac     | enroll   | comp.imp |
strat-s-6        | big      | awards   |
strat-sc         | award01  | yr.rnd   |
strat-s          | acs.k3   | awards   |
strat-s          | award01  | small    |
strat-s          | award01  | stype    | enroll > 500 and stype in (\"E\",\"H\")
strat-cross      | meals    | sch.wide |
clus1            | api00    | sch.wide |
clus1-fpc        | award01  | yr.rnd   |
clus1            | avg.ed   | comp.imp |
clus1            | ell      | awards   | not (avg.ed > 3)
clus1            | enroll   | awards   | dnum in (61, 135)
clus2-fpc        | enroll   | awards   |
nhanes           | HI_CHOL  | RIAGENDR |
nhanes           | HI_CHOL  | RIAGENDR | race == 4
birthwt          | bwt      | smoke    |
birthwt-s        | low      | smoke    |
birthwt          | low      | ui       | smoke == 1
quine            | Days     | Eth      |
infert-c         | induced  | case     |
warpbreaks       | breaks   | wool     |
fpc-fpc          | x        | stratid  |
lonely-fail      | HI_CHOL  | RIAGENDR |
lonely-certainty | HI_CHOL  | RIAGENDR |
lonely-adjust    | HI_CHOL  | RIAGENDR |
lonely-average   | HI_CHOL  | RIAGENDR |
lonely-fpc-average | HI_CHOL | RIAGENDR |
rows-adjust      | api00    | awards   |
year-fail        | api00    | awards   | yr.rnd == \"No\"
zeros-s          | score    | gapcat   |
zeros-sc         | passed   | gapcat   |
")
ttests <- do.call(rbind, Map(t_row, sprintf("t%02d", seq_len(nrow(pairs))), pairs$design, pairs$variable, pairs$group,
                             pairs$where))
write_rows(ttests, "ttests")

# --- Domains compared ------------------------------------------------------------------------------------------------

# The estimates of all groups and their joint covariance matrix, from the scores of every group side by side: a cluster
# that holds rows of two groups links them.
joint <- function(design, statistic, variable, level, by) {
  lonely_of(design)
  s <- domain(design, c(variable, split_names(by)), "")
  d <- s$variables
  w <- weights(s)
  y <- if (statistic == "proportion") as.numeric(as.character(d[[variable]]) == level) else as.numeric(d[[variable]])
  group <- crossed(d, by)
  names <- unique(group[do.call(order, unname(lapply(d[split_names(by)], xtfrm)))])
  estimate <- sapply(names, function(g) sum((y * w)[group == g]) / if (statistic == "total") 1 else sum(w[group == g]))
  scores <- sapply(names, function(g) (group == g) * w * (
    if (statistic == "total") y else (y - estimate[[g]]) / sum(w[group == g])))
  v <- survey:::svyrecvar(scores, s$cluster, s$strata, s$fpc)
  dimnames(v) <- list(names, names)
  # svyby has the same matrix, and it is not block diagonal
  if (all(w > 0)) {
    s$variables$y_ <- y
    s$variables$g_ <- factor(group, levels = names)
    b <- svyby(~y_, ~g_, s, if (statistic == "total") svytotal else svymean, covmat = TRUE)
    stopifnot(near(coef(b), estimate, 1e-10), max(abs(vcov(b) - v)) <= 1e-10 * max(abs(v)))
  }
  list(estimate = estimate, v = v)
}

contrasts <- read.csv(colClasses = "character", strip.white = TRUE, quote = "", sep = "|", text = "
design            | variable | by             | first   | second
strat-w           | api00    | sch.wide       | No      | Yes
strat-s           | api00    | sch.wide       | No      | Yes
strat-s-fpc       | enroll   | stype          | E       | H
strat-s-fpc       | enroll   | stype*sch.wide | E * No  | M * Yes
strat-s-6         | big      | awards         | No      | Yes
strat-sc          | api00    | stype          | H       | M
strat-sc          | meals    | sch.wide       | No      | Yes
clus1             | api00    | stype          | E       | H
clus1             | api00    | stype          | H       | M
clus1-fpc         | api00    | sch.wide       | No      | Yes
clus1-6           | big      | sch.wide       | No      | Yes
clus1             | avg.ed   | sch.wide       | No      | Yes
clus2-fpc         | enroll   | awards         | No      | Yes
clus2             | api00    | small          | No      | Yes
nhanes            | HI_CHOL  | RIAGENDR       | 1       | 2
nhanes            | HI_CHOL  | race*RIAGENDR  | 1 * 1   | 4 * 2
nhanes            | HI_CHOL  | agecat         | (19,39] | (39,59]
scd-fpc           | arrests  | ESA            | 1       | 3
birthwt           | bwt      | smoke          | 0       | 1
infert-c          | age      | case           | 0       | 1
lonely-certainty  | HI_CHOL  | RIAGENDR       | 1       | 2
lonely-adjust     | HI_CHOL  | RIAGENDR       | 1       | 2
lonely-average    | HI_CHOL  | RIAGENDR       | 1       | 2
lonely-fpc-adjust | RIAGENDR | race           | 1       | 2
rows-adjust       | enroll   | awards         | No      | Yes
zeros-s           | score    | region         | east    | north
zeros-sc          | score    | gapcat         | x       | y
")
contrast_rows <- function(case, design, variable, by, first, second) {
  j <- joint(design, "mean", variable, "", by)
  stopifnot(c(first, second) %in% names(j$estimate))
  m <- j$estimate[c(first, second)]
  v <- j$v[c(first, second), c(first, second)]
  se <- function(g) sqrt(drop(t(g) %*% v %*% g))
  data.frame(case, design, variable, by, first, second, kind = c("difference", "ratio"),
             estimate = c(m[[2]] - m[[1]], m[[2]] / m[[1]]),
             se = c(se(c(-1, 1)), se(c(-m[[2]] / m[[1]]^2, 1 / m[[1]]))))
}
contrasts <- do.call(rbind, do.call(Map, c(list(contrast_rows, sprintf("k%02d", seq_len(nrow(contrasts)))),
                                           unname(as.list(contrasts)))))
write_rows(contrasts, "contrasts")

covariances <- read.csv(colClasses = "character", strip.white = TRUE, quote = "", sep = "|", text = "
design        | statistic  | variable | level | by
strat-s-fpc   | mean       | api00    |       | sch.wide
strat-sc      | total      | enroll   |       | stype
clus1-fpc     | mean       | api00    |       | stype
clus1         | proportion | awards   | Yes   | stype
clus1         | total      | enroll   |       | sch.wide
nhanes        | proportion | HI_CHOL  | 1     | race
nhanes        | total      | HI_CHOL  |       | RIAGENDR
lonely-adjust | mean       | HI_CHOL  |       | RIAGENDR
lonely-adjust | total      | HI_CHOL  |       | RIAGENDR
zeros-sc      | mean       | score    |       | region
")
covariance_rows <- function(case, design, statistic, variable, level, by) {
  v <- joint(design, statistic, variable, level, by)$v
  at <- which(upper.tri(v, diag = TRUE), arr.ind = TRUE)
  data.frame(case, design, statistic, variable, level, by, group1 = rownames(v)[at[, 1]], group2 = rownames(v)[at[, 2]],
             covariance = v[at])
}
covariances <- do.call(rbind, do.call(Map, c(list(covariance_rows, sprintf("v%02d", seq_len(nrow(covariances)))),
                                             unname(as.list(covariances)))))
write_rows(covariances, "covariances")

# --- Two waves -------------------------------------------------------------------------------------------------------

# Doctors are the clusters: one who answers in both waves links them. The stratum is the region of the doctor's first
# wave. Codes 1 and 2 are answers, 9 is none.
options(survey.lonely.psu = "fail")
common <- c("id", "region", "sexe", "poids", "secretariat_physique", "secretariat_telephonique", "rdv_en_ligne")
stacked <- do.call(rbind, lapply(c(2019, 2022), function(year) {
  d <- as.data.frame(read_excel("data/panel4/panel4.xlsx", sheet = as.character(year)))
  stopifnot(!anyDuplicated(d$id), d$poids > 0)
  cbind(d[common], wave = year)
}))
stacked$stratum <- stacked$region[match(stacked$id, stacked$id)]
panel <- svydesign(ids = ~id, strata = ~stratum, weights = ~poids, data = stacked, nest = TRUE)
wave_row <- function(variable, where) {
  x <- stacked[[variable]]
  stopifnot(x %in% c(1, 2, 9), stacked$sexe %in% c(1, 2))
  s <- panel[x %in% 1:2 & (where == "" | stacked$sexe == 2), ]
  s$variables$y_ <- as.numeric(s$variables[[variable]] == 1)
  b <- svyby(~y_, ~wave, s, svymean, covmat = TRUE)
  m <- coef(b)
  w <- weights(s)
  scores <- sapply(1:2, function(k) {
    inside <- s$variables$wave == c(2019, 2022)[k]
    inside * w * (s$variables$y_ - m[[k]]) / sum(w[inside])
  })
  v <- survey:::svyrecvar(scores, s$cluster, s$strata, s$fpc)
  stopifnot(max(abs(v - vcov(b))) <= 1e-12 * max(v), abs(v[1, 2]) > 0)
  difference <- m[[2]] - m[[1]]
  se <- sqrt(v[1, 1] + v[2, 2] - 2 * v[1, 2])
  df <- degf(s) - 1 # as svyttest
  stopifnot(df == length(unique(s$variables$id)) - length(unique(s$variables$stratum)) - 1)
  data.frame(variable, level = 1, where, estimate_2019 = m[[1]], se_2019 = sqrt(v[1, 1]), estimate_2022 = m[[2]],
             se_2022 = sqrt(v[2, 2]), difference, se, df, low = difference - qt(0.975, df) * se,
             high = difference + qt(0.975, df) * se, p = 2 * pt(-abs(difference / se), df))
}
waves <- expand.grid(variable = c("secretariat_physique", "rdv_en_ligne", "secretariat_telephonique"),
                     where = c("", "sexe == 2"), stringsAsFactors = FALSE)
waves <- do.call(rbind, Map(wave_row, waves$variable, waves$where))
write_rows(waves, "waves")

# --- Formulas by hand ------------------------------------------------------------------------------------------------

of <- function(design, statistic, variable, where = "", by = "", level = "", group = "") {
  wanted <- list(design = design, statistic = statistic, variable = variable, where = where, by = by, level = level,
                 group = group)
  r <- estimates[Reduce(`&`, Map(function(name, value) estimates[[name]] == value, names(wanted), wanted)), ]
  stopifnot(nrow(r) == 1)
  r
}
local({
  d <- tables$apistrat # stratified mean: sum of W_h^2 (1 - f_h) s_h^2 / n_h
  n <- table(d$stype)
  size <- tapply(d$fpc, d$stype, unique)
  v <- tapply(d$api00, d$stype, var)
  share <- tapply(d$pw, d$stype, sum) / sum(d$pw)
  near_check <- function(a, b) stopifnot(near(a, b, 1e-9))
  near_check(of("strat-s-fpc", "mean", "api00")$se, sqrt(sum(share^2 * (1 - n / size) * v / n)))
  near_check(of("strat-s-frac", "mean", "api00")$se, sqrt(sum(share^2 * (1 - n / size) * v / n)))
  near_check(of("strat-s", "total", "api00")$se, sqrt(sum(share^2 * v / n)) * sum(d$pw))
  d <- tables$apiclus1 # total of a sample of clusters
  t <- tapply(d$pw * d$api00, d$dnum, sum)
  near_check(of("clus1-fpc", "total", "api00")$se, sqrt((1 - 15 / 757) * 15 * var(t)))
  d <- tables$quine # with weights of one: the variance of a mean of a domain, by hand
  x <- d$Days[d$Eth == "A" & d$Sex == "F"]
  near_check(of("quine", "mean", "Days", by = "Eth*Sex", group = "A * F")$se,
             sqrt(nrow(d) / (nrow(d) - 1) * sum((x - mean(x))^2) / length(x)^2))
  d <- tables$scd # ratio: two clusters a stratum
  r <- sum(d$alive) / sum(d$arrests)
  e <- d$alive - r * d$arrests
  near_check(of("scd", "ratio", "alive")$se, sqrt(sum(tapply(e, d$ESA, diff)^2)) / sum(d$arrests))
  d <- tables$apistrat # t test: difference of the means of two strata
  k <- contrasts[contrasts$design == "strat-s-fpc" & contrasts$first == "E" & contrasts$kind == "difference", ]
  near_check(k$estimate, mean(d$enroll[d$stype == "H"]) - mean(d$enroll[d$stype == "E"]))
  near_check(k$se, sqrt(sum(((1 - n / size) * tapply(d$enroll, d$stype, var) / n)[c("E", "H")])))
  p <- of("fpc-census", "proportion", "high", level = "Yes") # a census
  stopifnot(p$se == 0, p$beta_low == p$estimate, p$wilson_high == p$estimate)
})
stopifnot(checked[c("logit", "beta", "quantile")] >= 25)
