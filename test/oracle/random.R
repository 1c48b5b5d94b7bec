# Estimates, intervals and tests of R's survey package (4.1) on random designs, the R side of a live comparison.
# Usage: Rscript test/oracle/random.R DIR
# Reads DIR/designs.csv (id,file,strata,clusters,fpc,lonely) and the data files it names; writes DIR/results.csv
# (id,item,value), where an empty value is one that does not exist: R gives NA, NaN or Inf, or stops.
# All numbers come from functions of the package. Rounding alone decides some of its answers (0/0, a share that passes
# 1, a matrix without inverse): those are given their exact value, as the comments below say.
suppressMessages(library(survey))
source("test/oracle/lonelyStrata.R")
dir <- commandArgs(trailingOnly = TRUE)
stopifnot(length(dir) == 1)

# --- Reading and writing ---------------------------------------------------------------------------------------------

read_rows <- function(name, numbers) {
  path <- file.path(dir, name)
  header <- names(read.csv(path, nrows = 1, colClasses = "character"))
  read.csv(path, colClasses = ifelse(header %in% numbers, "numeric", "character"), na.strings = "", encoding = "UTF-8")
}
quoted <- function(x) ifelse(grepl("[,\"\r\n]", x), paste0("\"", gsub("\"", "\"\"", x), "\""), x)
out <- new.env()
add <- function(prefix, values) { # values: a named vector, or a matrix with one row for each prefix and named columns
  keys <- if (is.matrix(values)) rep(colnames(values), each = length(prefix)) else names(values)
  out$items[[length(out$items) + 1]] <- paste0(prefix, "|", keys)
  out$values[[length(out$values) + 1]] <- as.vector(values)
}

# --- Tools -----------------------------------------------------------------------------------------------------------

attempt <- function(code) tryCatch(code, error = function(e) NULL)
observed <- function(x) sort(unique(x[!is.na(x)]), method = "radix")
positive <- function(d) d$prob < Inf # rows whose weight is not zero
with_lonely <- function(option, code) {
  old <- options(survey.lonely.psu = option)
  on.exit(options(old))
  code
}
# The statistic that `run` gives or, where R stops at a lonely stratum, its estimate only (any other option gives it).
statistic <- function(run) {
  m <- attempt(run())
  if (!is.null(m)) return(list(estimate = as.vector(coef(m)), se = as.vector(SE(m)), object = m))
  m <- with_lonely("certainty", attempt(run()))
  list(estimate = as.vector(coef(m)), se = rep(NA_real_, length(coef(m))), object = NULL)
}
t_interval <- function(estimate, se, df) { # as survey's confint
  if (df < 1) return(cbind(low = rep(NA_real_, length(se)), high = NA))
  cbind(low = estimate - qt(0.975, df) * se, high = estimate + qt(0.975, df) * se)
}
# Design effects against simple random sampling without and with replacement. A variance of simple random sampling that
# is zero gives none: `constant` columns, and without replacement a sum of weights equal to the number of rows.
design_effects <- function(f, x, d, constant) {
  one <- function(kind) {
    m <- attempt(f(x, d, deff = kind))
    if (is.null(m)) rep(NA_real_, ncol(x)) else ifelse(constant, NA, as.vector(deff(m)))
  }
  n <- sum(positive(d))
  whole <- abs(sum(weights(d)) - n) <= 1e-12 * n
  cbind(deff = if (whole) rep(NA_real_, ncol(x)) else one(TRUE), deffr = one("replace"))
}
# The domains of a breakdown: the rows where `ok` holds and the by-variables are not missing, in one group or more.
# Groups without a positive weight are left out.
domains <- function(design, data, ok, by) {
  if (by != "") ok <- ok & !is.na(data$g)
  if (by == "g*h") ok <- ok & !is.na(data$h)
  group <- switch(by, rep("", nrow(data)), g = data$g, "g*h" = paste0(data$g, "*", data$h))
  group[!ok] <- NA
  lapply(observed(group[positive(design)]), function(value) list(name = value, design = design[group %in% value, ]))
}

# --- Proportions -----------------------------------------------------------------------------------------------------

# Four intervals. The logit one is svyciprop's "xlogit". beta is svyciprop's "beta", except that only rows of positive
# weight count in n and that shares of 0 and 1 have limits; wilson is the score interval on the same effective n.
share_intervals <- function(p, se, n, df) {
  none <- c(low = NA, high = NA)
  r <- list(wald = none, logit = none, beta = none, wilson = none)
  if (df >= 1 && is.finite(se)) {
    t <- qt(0.975, df)
    r$wald <- c(low = p - t * se, high = p + t * se)
    if (p > 0 && p < 1) r$logit <- setNames(plogis(qlogis(p) + c(-1, 1) * t * se / (p * (1 - p))), names(none))
    if (p > 0 && p < 1 && se == 0) {
      r$beta <- r$wilson <- c(low = p, high = p)
    } else {
      size <- if (p > 0 && p < 1) p * (1 - p) / se^2 else n
      size <- if (n > 1) size * (qt(0.025, n - 1) / qt(0.025, df))^2 else NA # Student's t with 0 df does not exist
      z <- qnorm(0.975)
      middle <- (p + z^2 / (2 * size)) / (1 + z^2 / size)
      half <- z * sqrt(p * (1 - p) / size + z^2 / (4 * size^2)) / (1 + z^2 / size)
      r$beta <- c(low = if (p == 0) 0 * size else qbeta(0.025, size * p, size * (1 - p) + 1),
                  high = if (p == 1) 1 + 0 * size else qbeta(0.975, size * p + 1, size * (1 - p)))
      r$wilson <- c(low = if (p == 0) 0 * size else middle - half, high = if (p == 1) 1 + 0 * size else middle + half)
    }
  }
  unlist(r) # wald.low, wald.high, logit.low...
}
proportions_of <- function(design, data, by) {
  categories <- observed(data$a)
  for (group in domains(design, data, !is.na(data$a), by)) {
    d <- group$design
    inside <- positive(d)
    x <- outer(d$variables$a, categories, "==") * 1
    colnames(x) <- paste0("level", seq_along(categories))
    m <- statistic(function() svymean(x, d))
    p <- ifelse(m$estimate < 1e-12, 0, ifelse(m$estimate > 1 - 1e-12, 1, m$estimate))
    se <- ifelse(m$se < 1e-14, 0, m$se)
    df <- degf(d)
    effects <- if (is.null(m$object)) cbind(deff = rep(NA_real_, ncol(x)), deffr = NA) else
      design_effects(svymean, x, d, p %in% c(0, 1))
    intervals <- t(mapply(share_intervals, p, se, sum(inside), df))
    add(paste("prop", by, group$name, categories, sep = "|"),
        cbind(estimate = p, se = se, n = colSums(x), base = nrow(x), total = colSums(x * weights(d)), df = df, effects,
              intervals))
  }
}

# --- Means, totals, ratios, quantiles --------------------------------------------------------------------------------

mean_and_total <- function(design, data, by) {
  for (group in domains(design, data, !is.na(data$y), by)) {
    d <- group$design
    y <- as.matrix(d$variables["y"])
    df <- degf(d)
    constant <- length(unique(y[positive(d)])) == 1
    for (kind in c("mean", "total")) {
      f <- if (kind == "mean") svymean else svytotal
      m <- statistic(function() f(y, d))
      effects <- if (is.null(m$object)) cbind(deff = NA_real_, deffr = NA) else design_effects(f, y, d, constant)
      add(paste(kind, by, group$name, sep = "|"),
          cbind(estimate = m$estimate, se = m$se, base = nrow(y), df = df, t_interval(m$estimate, m$se, df), effects))
    }
    if (by != "g*h") quantiles_of(d, by, group$name)
  }
}
ratios_of <- function(design, data, by) {
  for (group in domains(design, data, !is.na(data$y) & !is.na(data$x), by)) {
    d <- group$design
    m <- statistic(function() svyratio(~y, ~x, d))
    df <- degf(d)
    add(paste("ratio", by, group$name, sep = "|"),
        cbind(estimate = m$estimate, se = m$se, df = df, t_interval(m$estimate, m$se, df)))
  }
}
# The smallest value whose cumulative share of the weights is p or more. survey 4.1's own rules give the second smallest
# value where the smallest has a share above p.
smallest_reaching <- function(x, w, p) {
  x <- x[w > 0]
  w <- w[w > 0]
  o <- order(x)
  share <- cumsum(w[o]) / sum(w)
  x[o][min(which(share >= p - 1e-12), length(x))]
}
quantiles_of <- function(d, by, name) {
  probs <- c(0.1, 0.5, 0.9)
  df <- degf(d)
  y <- d$variables$y
  q <- attempt(svyquantile(~y, d, probs, interval.type = "mean", qrule = smallest_reaching, df = df))
  estimates <- sapply(probs, function(p) smallest_reaching(y, weights(d), p))
  q <- if (is.null(q)) cbind(estimates, NA, NA, NA) else unclass(q)$y
  colnames(q) <- c("estimate", "low", "high", "se")
  # A quantile that is the largest value: the share up to it is 1 with a standard error of 0, and so are both limits of
  # that share. Rounding decides whether R finds the upper one above 1.
  for (i in which(q[, "estimate"] >= max(y[positive(d)]))) {
    m <- attempt(svymean(y <= q[i, "estimate"], d))
    if (df >= 1 && !is.null(m) && is.finite(SE(m))) q[i, c("low", "high", "se")] <- c(q[i, c(1, 1)], 0)
  }
  add(paste("quantile", by, name, probs, sep = "|"), q)
}

# --- Tests -----------------------------------------------------------------------------------------------------------

# A matrix that has no inverse in exact arithmetic: R's solve stops or returns noise.
singular <- function(v) {
  s <- sqrt(diag(v))
  if (anyNA(v) || any(s < 1e-13)) return(TRUE)
  rcond(v / outer(s, s)) < 1e-10
}
independence <- function(design, data) {
  keys <- c("F", "df1", "df2", "p")
  result <- function(kind) {
    # svychisq stops at a level without weight; here it is left out.
    keep <- !is.na(data$a) & !is.na(data$b)
    la <- observed(data$a[keep & data$w > 0])
    lb <- observed(data$b[keep & data$w > 0])
    keep <- keep & data$a %in% la & data$b %in% lb
    d <- design[keep, ]
    if (length(la) < 2 || length(lb) < 2) return(NULL)
    d$variables$a <- factor(d$variables$a, la)
    d$variables$b <- factor(d$variables$b, lb)
    w <- weights(d)
    cells <- tapply(w, d$variables[c("a", "b")], sum, default = 0)
    k <- (length(la) - 1) * (length(lb) - 1)
    ra <- outer(d$variables$a, la, "==") * 1
    rb <- outer(d$variables$b, lb, "==") * 1
    ca <- rep(seq_along(la), length(lb)) # row and column of each cell
    cb <- rep(seq_along(lb), each = length(la))
    if (kind %in% c("first", "second")) {
      # The design-effects matrix. Too many empty cells leave it without a value; where it is zero, F is infinite.
      interactions <- model.matrix(~factor(ca) * factor(cb))[, -seq_len(length(la) + length(lb) - 1), drop = FALSE]
      contrasts <- qr.resid(qr(model.matrix(~factor(ca) + factor(cb))), interactions)
      if (qr(contrasts[as.vector(cells) > 0, , drop = FALSE])$rank < k) return(NULL)
      v <- vcov(svymean(ra[, ca] * rb[, cb], d))
      scaled <- contrasts * ifelse(as.vector(cells) > 0, sum(w) / as.vector(cells), 0)
      delta <- solve(t(contrasts) %*% scaled / nrow(ra), t(scaled) %*% v %*% scaled)
      if (!is.finite(sum(diag(delta))) || sum(diag(delta)) < 1e-12) return(NULL)
      m <- svychisq(~a + b, d, statistic = "F")
      # Both corrections divide X2 by the sum of the eigenvalues: only the degrees of freedom differ.
      df1 <- if (kind == "second") m$parameter[["ndf"]] else k
      df2 <- df1 * degf(d)
      return(c(m$statistic, df1, df2, pf(m$statistic, df1, df2, lower.tail = FALSE)))
    }
    # The linearised differences from independence, of which one row and one column of cells are redundant.
    pa <- rowSums(cells) / sum(cells)
    pb <- colSums(cells) / sum(cells)
    z <- sweep(ra, 2, pa)[, ca] * sweep(rb, 2, pb)[, cb]
    if (singular(vcov(svytotal(z[, ca > 1 & cb > 1, drop = FALSE] / sum(w), d)))) return(NULL)
    # svychisq counts clusters of zero weight among its degrees of freedom, though degf does not; here degf holds.
    m <- svychisq(~a + b, d, statistic = "Wald")
    nu <- degf(d)
    df2 <- if (kind == "wald") nu else nu - k + 1
    f <- m$statistic * if (kind == "wald") 1 else df2 / nu
    c(f, k, df2, pf(f, k, df2, lower.tail = FALSE))
  }
  for (kind in c("second", "first", "wald", "adjwald")) {
    r <- as.vector(attempt(result(kind)))
    add(paste0("test|", kind), setNames(if (length(r) == 4 && all(is.finite(r))) r else rep(NA_real_, 4), keys))
  }
}
# The interval is estimate +- t * se. confint.svyglm takes the same, but by a normal quantile whose level rounds to 1
# when df = 1, where it is infinite.
two_groups <- function(design, data) {
  keep <- !is.na(data$y) & !is.na(data$g)
  groups <- observed(data$g[keep])
  if (length(groups) != 2) return()
  d <- design[keep, ]
  d$variables$g <- factor(d$variables$g, groups)
  r <- c(estimate = NA_real_, se = NA, t = NA, df = NA, p = NA, low = NA, high = NA)
  if (all(tapply(weights(d), d$variables$g, sum) > 0)) {
    scale <- max(abs(d$variables$y))
    exact <- function(x) if (!is.na(x) && abs(x) < 1e-13 * scale) 0 else x
    m <- attempt(svyttest(y ~ g, d))
    if (is.null(m)) m <- with_lonely("certainty", list(estimate = svyttest(y ~ g, d)$estimate, statistic = NA))
    r["estimate"] <- exact(m$estimate)
    r["df"] <- degf(d) - 1
    if (!is.null(m$parameter)) {
      stopifnot(r["df"] == m$parameter)
      r["se"] <- exact(SE(svyglm(y ~ g, d))[2])
      r["t"] <- r["estimate"] / r["se"]
      r["p"] <- if (r["df"] < 1) NA else 2 * pt(-abs(r["t"]), r["df"])
      r[c("low", "high")] <- t_interval(r["estimate"], r["se"], r["df"])
    }
  }
  add("ttest", r)
}

# --- Covariances between groups --------------------------------------------------------------------------------------

covariances <- function(design, data) {
  keep <- !is.na(data$y) & !is.na(data$g)
  if (getOption("survey.lonely.psu") %in% c("adjust", "average") || !any(keep)) return()
  d <- design[keep, ]
  w <- weights(d)
  groups <- observed(d$variables$g[w > 0])
  if (length(groups) == 0) return()
  inside <- outer(d$variables$g, groups, "==") * 1
  y <- d$variables$y
  size <- colSums(inside * w)
  average <- colSums(inside * w * y) / size
  scores <- list(mean = sweep(inside * outer(y, average, "-"), 2, size, "/"), total = inside * y)
  for (kind in names(scores)) {
    v <- attempt(svyrecvar(scores[[kind]] * w, d$cluster, d$strata, d$fpc))
    if (is.null(v)) v <- matrix(NA_real_, length(groups), length(groups))
    pairs <- which(upper.tri(v, diag = TRUE), arr.ind = TRUE)
    add(paste("cov", kind, groups[pairs[, 1]], sep = "|"), setNames(v[pairs], groups[pairs[, 2]]))
  }
}

# --- Designs ---------------------------------------------------------------------------------------------------------

build <- function(spec, data) {
  # Numbers for the names: svydesign joins the names of stratum and cluster by a dot, which can make two clusters one.
  for (v in intersect(c("s", "c"), names(data))) data[[v]] <- match(data[[v]], observed(data[[v]]))
  data <- data[intersect(c("w", "s", "c", "f", "g", "a", "b", "y", "x"), names(data))]
  arguments <- list(ids = if (spec$clusters == "1") ~c else ~1, weights = ~w, data = data, nest = TRUE)
  if (spec$strata == "1") arguments$strata <- ~s
  if (!is.na(spec$fpc)) arguments$fpc <- ~f
  invisible(capture.output(design <- attempt(do.call(svydesign, arguments)))) # as.fpc prints
  if (!is.null(design)) { # the same strata and clusters in types that R compares faster
    design$strata[] <- lapply(design$strata, as.character)
    design$cluster[] <- lapply(design$cluster, as.integer)
  }
  design
}
designs <- read_rows("designs.csv", character(0))
one_design <- function(i) {
  spec <- designs[i, ]
  data <- read_rows(spec$file, c("w", "f", "y", "x"))
  out$items <- out$values <- list()
  options(survey.lonely.psu = spec$lonely)
  suppressWarnings({
    design <- build(spec, data)
    if (is.null(design)) {
      add("design", c(error = 1))
    } else {
      for (by in c("", "g", "g*h")) {
        proportions_of(design, data, by)
        mean_and_total(design, data, by)
        ratios_of(design, data, by)
      }
      independence(design, data)
      two_groups(design, data)
      covariances(design, data)
    }
  })
  value <- unlist(out$values)
  paste(quoted(spec$id), quoted(unlist(out$items)), ifelse(is.finite(value), sprintf("%.17g", value), ""), sep = ",")
}
results <- parallel::mclapply(seq_len(nrow(designs)), one_design, mc.cores = 2)
failed <- Filter(function(r) !is.character(r) || inherits(r, "try-error"), results)
if (length(failed) > 0) stop("a design failed: ", failed[[1]])
con <- file(file.path(dir, "results.csv"), "wb")
writeLines(c("id,item,value", unlist(results)), con, useBytes = TRUE)
close(con)
