# Survey-weighted regression models at their exact maximum: what models.R and randomModels.R share.
# The estimates come from the formulas of glm, svyglm and sandwich, the design covariance from survey's svyrecvar. What
# does not exist is NA or NaN, and what is zero in exact arithmetic is zero, not rounding error.
suppressMessages({
  library(survey)
  library(sandwich)
})
stopifnot(packageVersion("survey") >= "4.1", packageVersion("survey") < "4.2")
invisible(Sys.setlocale("LC_COLLATE", "C")) # the order of levels

number_text <- function(x) ifelse(is.finite(x), sprintf("%.17g", x + 0), "") # + 0: no negative zero
quoted <- function(x) ifelse(grepl("[,\"\r\n]", x), paste0("\"", gsub("\"", "\"\"", x, fixed = TRUE), "\""), x)
text_factor <- function(x) factor(x, sort(unique(x), method = "radix")) # levels in the order of the C locale
quiet <- suppressWarnings # binomial() warns of weights that are not whole numbers

# --- Models and their rows -------------------------------------------------------------------------------------------

family_of <- function(family, link) {
  switch(family, logistic = binomial(link), quasilogistic = quasibinomial(link), poisson = poisson(link),
         quasipoisson = quasipoisson(link), linear = gaussian(link))
}
is_logistic <- function(spec) spec$family %in% c("logistic", "quasilogistic")
# The domain of a model, its rows that answered every variable, and the references. `condition` is an R expression; one
# that is missing is not satisfied.
prepare_in <- function(spec, design, condition) {
  formula <- as.formula(spec$formula, globalenv())
  d <- design$variables
  for (part in strsplit(spec$reference, ";", fixed = TRUE)[[1]]) {
    at <- regexpr("=", part, fixed = TRUE)
    v <- substr(part, 1, at - 1)
    stopifnot(is.factor(d[[v]]), substring(part, at + 1) %in% levels(d[[v]]))
    d[[v]] <- relevel(d[[v]], substring(part, at + 1))
  }
  design$variables <- d
  inside <- if (condition == "") rep(TRUE, nrow(d)) else eval(parse(text = condition), d) %in% TRUE
  answered <- complete.cases(d[all.vars(formula)])
  list(formula = formula, family = family_of(spec$family, spec$link), domain = design[inside, ],
       used = design[inside & answered, ], rows = which(inside & answered), outside = sum(!inside),
       missing = sum(inside & !answered))
}
frame_of <- function(p) model.frame(p$formula, p$used$variables, drop.unused.levels = TRUE)
# The factors that have one level among the used rows, those of weight zero included: R has no contrasts for them.
one_level <- function(frame) {
  response <- attr(terms(frame), "response")
  Filter(function(name) is.factor(frame[[name]]) && nlevels(frame[[name]]) < 2, names(frame)[-response])
}
# The model matrix and what else R makes of the rows. A coefficient is aliased if its column is a combination of those
# before it among the rows with weight.
matrices_of <- function(p, frame) {
  tt <- terms(frame)
  full <- model.matrix(tt, frame)
  stopifnot(nrow(full) == nrow(p$used), is.finite(full))
  y <- model.response(frame)
  y <- unname(if (is.factor(y)) as.numeric(y != levels(y)[1]) else as.numeric(y))
  offset <- model.offset(frame)
  stopifnot(is.finite(y), is.finite(offset))
  w <- weights(p$used)
  some <- w > 0
  q <- qr(full[some, , drop = FALSE], tol = 1e-11)
  kept <- q$pivot[seq_len(q$rank)]
  list(full = full, x = full[, sort(kept), drop = FALSE], y = y, w = w, some = some,
       offset = if (is.null(offset)) rep(0, nrow(full)) else offset, has_offset = !is.null(offset),
       aliased = setNames(!seq_len(ncol(full)) %in% kept, colnames(full)), assign = attr(full, "assign")[sort(kept)],
       tt = tt, terms = attr(tt, "term.labels"), intercept = attr(tt, "intercept") == 1,
       factors = if (length(attr(tt, "term.labels"))) attr(tt, "factors"),
       xlevels = .getXlevels(tt, frame), contrasts = attr(full, "contrasts"))
}

# --- Models that do not exist ----------------------------------------------------------------------------------------

# The columns of x as x = q %*% to: q is orthogonal, of length sqrt(n), and to is upper triangular.
basis_of <- function(x) {
  scale <- sqrt(colMeans(x^2))
  q <- qr(sweep(x, 2, scale, "/"), tol = 1e-13)
  stopifnot(q$rank == ncol(x))
  size <- sqrt(nrow(x))
  list(q = unname(qr.Q(q)) * size, to = sweep(unname(qr.R(q)), 2, scale, "*") / size)
}
# The change of the coefficients d that never lowers the likelihood and is not zero in every predictor: d'x >= 0 where
# the outcome is at its upper bound, <= 0 where it is at its lower bound (of counts 0), and 0 elsewhere. Without one the
# maximum exists, whatever the weights: all the links have a concave likelihood. With `a` the rows at a bound, negative
# for the lower one, there is none if and only if positive multiples of the rows add up to zero. So the non-negative u
# nearest to it, |a'(1 + u)| least, has a residual of zero; if not, that residual is such a change.
separated <- function(x, y, upper) {
  q <- basis_of(x)$q
  inner <- y > 0 & y < upper
  null <- diag(ncol(q))
  if (any(inner)) {
    s <- svd(q[inner, , drop = FALSE], nu = 0, nv = ncol(q))
    size <- c(s$d, numeric(ncol(q) - length(s$d)))
    null <- s$v[, size <= 1e-9 * max(size), drop = FALSE]
  }
  if (ncol(null) == 0 || all(inner)) return(FALSE)
  a <- (ifelse(y == 0, -1, 1) * q)[!inner, , drop = FALSE] %*% null
  size <- sqrt(rowSums(a^2))
  a <- (a / size)[size > 1e-9, , drop = FALSE]
  if (nrow(a) == 0) return(FALSE)
  target <- -colSums(a)
  u <- numeric(nrow(a)) # least squares of Lawson and Hanson
  passive <- logical(nrow(a))
  residual <- target
  for (i in 1:(20 * ncol(a) + 200)) {
    gradient <- ifelse(passive, -Inf, drop(a %*% residual))
    if (max(gradient) <= 1e-10 * sqrt(sum(residual^2)) || sqrt(sum(residual^2)) <= 1e-12 * nrow(a)) break
    passive[which.max(gradient)] <- TRUE
    repeat {
      s <- qr.coef(qr(t(a[passive, , drop = FALSE]), LAPACK = TRUE), target)
      if (all(s > 0)) break
      old <- u[passive]
      at <- s <= 0
      u[passive] <- old + min(old[at] / (old[at] - s[at])) * (s - old)
      passive[passive][u[passive] <= 1e-14 * max(u)] <- FALSE
      u[!passive] <- 0
      if (!any(passive)) break
    }
    if (any(passive)) u[passive] <- s
    residual <- target - colSums(a * u)
  }
  change <- -residual
  size <- sqrt(sum(change^2))
  if (size <= 1e-9 * nrow(a)) return(FALSE)
  moved <- drop(a %*% change) / size
  stopifnot(min(moved) > -1e-8, max(moved) > 1e-7)
  TRUE
}

# --- The exact maximum -----------------------------------------------------------------------------------------------

near <- function(a, b, tolerance) all(abs(a - b) <= tolerance * pmax(abs(a), abs(b)))
near_covariance <- function(a, b, tolerance) {
  s <- sqrt(diag(a))
  all(abs(a - b) <= tolerance * outer(s, s))
}
# A matrix that has no inverse in exact arithmetic.
conditioned <- function(v) { # reciprocal condition of the correlations, 0 if a variance is 0
  s <- sqrt(diag(v))
  if (anyNA(v) || any(s == 0)) return(0)
  rcond(v / outer(s, s))
}
quadratic <- function(v, b) { # b' v^-1 b
  s <- sqrt(diag(v))
  sum(b / s * solve(v / outer(s, s), b / s))
}

# What the likelihood of a row needs: the score and the curvature are its first derivative and minus the second with
# respect to the linear predictor, information the expected curvature and unit the deviance. As glm's, but without loss
# where mu is near 1 or 0, where glm's families cut mu and its derivative off.
moments <- function(family, eta, y) {
  if (family$link == "identity") {
    one <- rep(1, length(y))
    return(list(mu = eta, gap = y - eta, variance = one, score = y - eta, curvature = one, information = one,
                unit = (y - eta)^2))
  }
  if (family$link == "log") {
    mu <- exp(eta)
    return(list(mu = mu, gap = y - mu, variance = mu, score = y - mu, curvature = mu, information = mu,
                unit = 2 * (ifelse(y > 0, y * (log(y) - eta), 0) - (y - mu))))
  }
  # up = mu' / mu and down = mu' / (1 - mu), and minus their derivatives
  if (family$link == "logit") {
    mu <- plogis(eta)
    rest <- up <- plogis(-eta)
    down <- mu
    up_ <- down_ <- mu * rest
    log_mu <- plogis(eta, log.p = TRUE)
    log_rest <- plogis(-eta, log.p = TRUE)
  } else if (family$link == "probit") {
    mu <- pnorm(eta)
    rest <- pnorm(-eta)
    log_mu <- pnorm(eta, log.p = TRUE)
    log_rest <- pnorm(-eta, log.p = TRUE)
    up <- exp(dnorm(eta, log = TRUE) - log_mu)
    down <- exp(dnorm(eta, log = TRUE) - log_rest)
    up_ <- up * (up + eta)
    down_ <- down * (down - eta)
  } else {
    h <- exp(eta)
    mu <- -expm1(-h)
    rest <- exp(-h)
    log_mu <- log(mu)
    log_rest <- -h
    up <- ifelse(h > 0, h / expm1(h), 1)
    down <- down_ <- h
    up_ <- up * ifelse(h < 1e-4, h / 2 + h^2 / 12, up + h - 1)
  }
  entropy <- function(p) ifelse(p > 0, p * log(p), 0)
  list(mu = mu, gap = ifelse(y == 1, rest, y - mu), variance = mu * rest, score = y * up - (1 - y) * down,
       curvature = y * up_ + (1 - y) * down_, information = up * down,
       unit = 2 * (entropy(y) + entropy(1 - y) - ifelse(y > 0, y * log_mu, 0) - ifelse(y < 1, (1 - y) * log_rest, 0)))
}

# Newton's method until the step is rounding error, halved where the deviance grows. Works on the rows with weight and
# an orthogonal basis of the columns; each step solves for the change only. Covariances take the expected information,
# as glm does, with links that are not canonical too.
solve_exactly <- function(x, y, w, offset, family) {
  basis <- basis_of(x)
  q <- basis$q
  at <- function(g) {
    eta <- drop(q %*% g) + offset
    m <- moments(family, eta, y)
    c(list(g = g, eta = eta, deviance = sum(w * m$unit)), m)
  }
  solve_for <- function(work, score) {
    root <- sqrt(work)
    qr.coef(qr(q * root, LAPACK = TRUE), ifelse(root > 0, score / root, 0))
  }
  linear <- family$link == "identity"
  size <- if (linear) sqrt(mean(y^2 + offset^2)) else 1
  start <- if (linear) y else family$linkfun(if (family$link == "log") y + 0.1 else (y + 0.5) / 2)
  first <- w / max(w) * moments(family, start, y)$information
  now <- at(solve_for(first, first * (start - offset)))
  last <- Inf
  for (i in 1:300) {
    step <- solve_for(w / max(w) * now$curvature, w / max(w) * now$score)
    stopifnot(is.finite(step))
    moved <- max(abs(step)) / max(abs(now$g), size)
    if (is.nan(moved) || moved < 1e-12 && moved >= last / 2) break
    share <- 1
    repeat {
      nearer <- at(now$g + share * step)
      if (is.finite(nearer$deviance) && nearer$deviance <= now$deviance * (1 + 1e-9) || share < 1e-6) break
      share <- share / 2
    }
    now <- nearer
    last <- moved
  }
  stopifnot(is.nan(moved) || moved < 1e-12)
  root <- sqrt(w * now$information)
  r <- qr(q * root, tol = 1e-13)
  stopifnot(r$rank == ncol(q), r$pivot == seq_len(ncol(q)))
  inverse <- chol2inv(qr.R(r))
  hat <- rowSums(qr.Q(r)^2)
  # A residual of rounding error is zero. Only an outcome inside its bounds can be met.
  size <- drop(abs(q) %*% abs(now$g) + abs(offset)) * if (linear) 1 else now$mu
  met <- family$link %in% c("identity", "log") &
    (abs(now$gap) <= 1e-12 * size | (hat > 1 - 1e-10 & abs(now$gap) <= 1e-6 * size))
  now$gap[met] <- 0
  now$score[met] <- 0
  list(b = setNames(backsolve(basis$to, now$g), colnames(x)), eta = now$eta, mu = now$mu, variance = now$variance,
       gap = now$gap, residual = w * now$score, unit = now$unit, hat = hat, q = q, to = basis$to, inverse_q = inverse)
}
out_of_basis <- function(to, v) { # a covariance of the coefficients in the basis of solve_exactly
  half <- backsolve(to, v)
  v <- backsolve(to, t(half))
  (v + t(v)) / 2
}

design_covariance <- function(m, x) {
  s <- m$p$used
  v <- survey:::svyrecvar(x, s$cluster, s$strata, s$fpc)
  (v + t(v)) / 2
}
# A variance of rounding error is zero. It is the size of scores |r A^-1 x|, which is sqrt(diag(A^-1) * x'A^-1 x) |r| or
# less; `inverse` is the diagonal of A^-1.
score_noise <- function(m, scores, inverse) {
  length_of <- sqrt(rowSums((m$e$q %*% m$e$inverse_q) * m$e$q))
  1e-12 * (colSums(abs(scores)) + sqrt(inverse * sum((m$e$residual * length_of)^2)))
}
without_noise <- function(m, v) {
  none <- which(diag(v) <= score_noise(m, m$scores, diag(m$e$inverse))^2)
  v[none, ] <- v[, none] <- 0
  v
}

# Stops where survey does, at a stratum of one cluster under `fail`: see lonely_strata.
fit_exactly <- function(spec, p, matrices) {
  m <- c(list(spec = spec, p = p, family = p$family), matrices)
  some <- m$some
  xs <- m$x[some, , drop = FALSE]
  ws <- m$w[some]
  e <- solve_exactly(xs, m$y[some], ws, m$offset[some], p$family)
  n <- sum(some)
  rank <- ncol(xs)
  scores_q <- matrix(0, nrow(m$x), rank)
  scores_q[some, ] <- (e$q * e$residual) %*% e$inverse_q
  scores <- t(backsolve(e$to, t(scores_q)))
  colnames(scores) <- names(e$b)
  e$inverse <- out_of_basis(e$to, e$inverse_q)
  dimnames(e$inverse) <- list(names(e$b), names(e$b))
  dispersion <- if (spec$family %in% c("logistic", "poisson")) 1 else sum(ws * e$gap^2 / e$variance) / (n - rank)
  m <- c(m, list(e = e, b = e$b, scores_q = scores_q, scores = scores, n = n, rank = rank, df = degf(p$used) + 1 - rank,
                 dispersion = dispersion))
  sandwich_with <- function(factor) without_noise(m, crossprod(scores[some, , drop = FALSE] * sqrt(factor)))
  free <- if (max(e$hat) > 1 - 1e-10) NA else 1 - e$hat
  design <- without_noise(m, design_covariance(m, scores))
  ids <- p$used$cluster[some, 1]
  totals <- rowsum(scores[some, , drop = FALSE], as.character(ids))
  groups <- nrow(totals)
  m$clusters <- as.character(ids)
  m$v <- list(design = design, "design-df" = design * (n - 1) / (n - rank),
              CR1 = without_noise(m, crossprod(totals)) * groups / (groups - 1) * (n - 1) / (n - rank), HC0 = sandwich_with(rep(1, n)),
              HC1 = sandwich_with(rep(n / (n - rank), n)), HC2 = sandwich_with(rep(1, n) / free),
              HC3 = sandwich_with(rep(1, n) / free^2), model = e$inverse * dispersion)
  m
}
lonely_strata <- function(s) {
  stopped <- tryCatch({
    survey:::svyrecvar(matrix(0, nrow(s), 1), s$cluster, s$strata, s$fpc)
    ""
  }, error = conditionMessage)
  stopifnot(stopped == "" || grepl("has only one PSU", stopped))
  stopped != ""
}

# --- Wald tests of the terms -----------------------------------------------------------------------------------------

# df1 is the number of coefficients of the term that are not aliased. A term that is wholly aliased has no test, nor has
# one whose covariance has no inverse; rcond is the reciprocal condition of the correlations.
tests_with <- function(m, vcov) {
  rows <- lapply(seq_along(m$terms), function(k) {
    at <- which(m$assign == k)
    f <- NA
    condition <- NA
    if (length(at) > 0) {
      v <- m$v[[vcov]][at, at, drop = FALSE]
      condition <- conditioned(v)
      if (condition >= 1e-10) f <- quadratic(v, m$b[at]) / length(at)
    }
    d <- degf(m$p$used) # Korn and Graubard 1990: W (d - k + 1) / (d k), W = k F
    left <- d - length(at) + 1
    adjusted <- if (left < 1) NA else f * left / d
    data.frame(term = m$terms[k], F = f, df1 = length(at), df2 = m$df, rcond = condition, adjusted_F = adjusted,
               adjusted_df2 = left, adjusted_p = if (length(at) == 0 || left < 1) NA else
                 pf(adjusted, length(at), left, lower.tail = FALSE),
               p = if (length(at) == 0) NA else pf(f, length(at), m$df, lower.tail = FALSE))
  })
  do.call(rbind, rows)
}

# --- Fit -------------------------------------------------------------------------------------------------------------

total_deviance <- function(family, y, unit, w) {
  d <- sum(w * unit)
  size <- if (family$link == "identity") 1e-24 * sum(w * y^2) else 1e-13 * sum(w * pmax(abs(y), 1))
  if (d <= size) 0 else d
}
# For linear models aic and eff_p are those of extractAIC_svylm of survey 4.1, which divides both by sigma^2; `normal` are
# Lumley and Scott's for the normal likelihood with sigma^2 as a parameter.
svylm_aic <- function(m, w, inverse, normal) {
  r2 <- m$e$gap^2
  total <- sum(w)
  sigma2 <- if (normal) sum(w * r2) / total else svyglm_dispersion(m, w)
  at <- if (normal) which(m$assign != 0) else -1 # -1: the first column, whether or not it is the intercept
  delta <- naive_trace(inverse[at, at, drop = FALSE] * (if (normal) sigma2 else 1), m$v$design[at, at, drop = FALSE])
  information <- total / (2 * sigma2^2)
  spread <- sum(w * (r2 / (2 * sigma2^2) - 1 / (2 * sigma2))^2)
  eff_p <- delta + spread / information
  aic <- total * log(sigma2) + total + total * log(2 * pi) + 2 * eff_p
  c(eff_p, aic) / if (normal) 1 else sigma2
}
naive_trace <- function(naive, v) { # of naive^-1 v
  s <- sqrt(diag(naive))
  if (length(s) == 0) 0 else if (anyNA(s) || any(s == 0)) NA else
    sum(diag(solve(naive / outer(s, s), v / outer(s, s))))
}
svyglm_dispersion <- function(m, w) { # its residuals divide the weights of glm by weights of mean 1 over the used rows
  of_used <- w / (sum(w) / length(m$w))
  r <- m$e$gap * sqrt(w / of_used) / sqrt(m$e$variance)
  centre <- sum(w * r) / sum(w)
  sum(w * (r - centre)^2) / sum(w) * m$n / (m$n - 1)
}
# Of weights divided by their mean over the rows of the domain, `domain`, and over the used rows, `used`.
fit_numbers <- function(m) {
  y <- m$y[m$some]
  weight <- m$w[m$some]
  offset <- m$offset[m$some]
  linear <- m$spec$family == "linear"
  null_unit <- if (m$intercept && m$rank == 1) m$e$unit
    else if (!m$intercept) m$family$dev.resids(y, m$family$linkinv(offset), rep(1, m$n))
    else if (all(offset == 0)) m$family$dev.resids(y, rep(sum(weight * y) / sum(weight), m$n), rep(1, m$n))
    else solve_exactly(matrix(1, m$n, 1), y, weight, offset, m$family)$unit
  numbers <- function(mean_weight) {
    w <- weight / mean_weight
    inverse <- m$e$inverse * mean_weight
    deviance <- total_deviance(m$family, y, m$e$unit, w)
    null <- total_deviance(m$family, y, null_unit, w)
    at <- which(m$assign != 0)
    v <- m$v$design[at, at, drop = FALSE]
    eff_p <- naive_trace(inverse[at, at, drop = FALSE], v)
    aic <- c(eff_p, deviance + 2 * eff_p)
    normal <- aic
    if (linear) {
      aic <- svylm_aic(m, w, inverse, FALSE)
      normal <- svylm_aic(m, w, inverse, TRUE)
    }
    size <- m$n + !m$intercept
    bic_null <- if (!m$intercept) NA else if (length(at) == 0) deviance + log(size) else if (conditioned(v) < 1e-10) NA
      else quadratic(v, m$b[at]) + log(size) + deviance + log(det(solve(inverse[at, at, drop = FALSE], v, tol = 0)))
    list(deviance = deviance, null = null, eff_p = aic[1], aic = aic[2], eff_p_normal = normal[1], aic_normal = normal[2],
         bic = deviance + m$rank * log(size), bic_null = bic_null, dispersion = svyglm_dispersion(m, w))
  }
  domain_mean <- mean(weights(m$p$domain))
  a <- numbers(domain_mean)
  total <- sum(m$w)
  cox_snell <- if (linear) NA else 1 - exp((a$deviance - a$null) * domain_mean / total)
  nagelkerke <- if (linear) NA else cox_snell / (1 - exp(-a$null * domain_mean / total))
  list(domain = a, used = numbers(mean(m$w)), domain_mean = domain_mean, cox_snell = cox_snell,
       nagelkerke = nagelkerke)
}

# --- Generalised variance inflation ----------------------------------------------------------------------------------

# det(R11) det(R22) / det(R) of the correlations without the intercept, as car does; scaled = gvif^(1 / (2 df)). gvif:
# correlations of the coefficients, from the design covariance. gvif_x: correlations of the columns of the model matrix,
# unweighted, of the used rows. Of models with an intercept and two terms or more, without interactions and aliases.
gvif_of <- function(m) {
  if (length(m$terms) < 2 || any(attr(m$tt, "order") > 1) || any(m$aliased) || !m$intercept) return(NULL)
  assign <- m$assign[-1]
  gvif <- function(r) sapply(seq_along(m$terms), function(k) {
    at <- assign == k
    det(r[at, at, drop = FALSE]) * det(r[!at, !at, drop = FALSE]) / det(r)
  })
  df <- sapply(seq_along(m$terms), function(k) sum(assign == k))
  v <- m$v$design[-1, -1]
  a <- if (conditioned(v) < 1e-10) rep(NA, length(df)) else gvif(v / outer(sqrt(diag(v)), sqrt(diag(v))))
  b <- gvif(quiet(cor(m$x[, -1])))
  data.frame(term = m$terms, gvif = a, df, scaled = a^(1 / (2 * df)), gvif_x = b,
             scaled_x = b^(1 / (2 * df)))
}

# --- Influence -------------------------------------------------------------------------------------------------------

# Of the row whose deletion moves the coefficients furthest: `row` counts those of the data. One step of Fisher scoring
# gives the change of the coefficients, and the design covariance its size. A row with a leverage of 1 has none.
influence_of <- function(m) {
  condition <- conditioned(m$v$design)
  v <- design_covariance(m, m$scores_q) # the same in the basis, where covariates far from zero do no harm
  in_basis <- if (condition == 0) 0 else conditioned(v)
  cook <- NA
  at <- NA_integer_
  if (condition >= 1e-12) {
    change <- m$e$q %*% m$e$inverse_q * m$e$residual / (1 - m$e$hat)
    s <- sqrt(diag(v))
    cook <- rowSums(change / rep(s, each = m$n) * t(solve(v / outer(s, s), t(change) / s))) / m$rank
    cook[m$e$hat > 1 - 1e-10] <- -Inf
    at <- min(which(cook >= max(cook) * (1 - 1e-9)))
  }
  data.frame(row = m$p$rows[m$some][at], cook = cook[at], leverage = m$e$hat[at], rcond = condition, in_basis)
}

# --- Predictive margins, average marginal effects --------------------------------------------------------------------

# A variable is one of the data: that of the term factor(race) is race, that of I(x - 50) is x. Factors are text and
# numbers inside factor(); other numbers have a derivative. A variable of an offset alone has neither. Levels are those
# of the used rows, and the reference comes first.
variables_of <- function(m) {
  if (length(m$terms) == 0) return(NULL)
  parts <- rownames(m$factors)
  parts <- setdiff(parts, parts[c(attr(m$tt, "response"), attr(m$tt, "offset"))])
  found <- do.call(rbind, lapply(parts, function(part) {
    data.frame(variable = all.vars(parse(text = part)), part, factor = !is.null(m$xlevels[[part]]))
  }))
  stopifnot(!anyDuplicated(found$variable[found$factor]),
            !any(found$variable[found$factor] %in% found$variable[!found$factor]))
  found
}
# The model matrix and the offset of other data; columns of aliased coefficients are dropped, and estimable says whether
# the prediction of a row is the same whatever the aliased coefficients are.
frame_with <- function(m, d) model.frame(delete.response(m$tt), d, xlev = m$xlevels, na.action = na.pass)
matrix_of <- function(m, frame) {
  x <- model.matrix(delete.response(m$tt), frame, contrasts.arg = m$contrasts)
  stopifnot(identical(colnames(x), colnames(m$full)))
  offset <- model.offset(frame)
  list(x = x[, !m$aliased, drop = FALSE], all = x, offset = if (is.null(offset)) rep(0, nrow(x)) else offset)
}
null_space <- function(m) { # the aliased columns as combinations of the others
  some <- m$some
  full <- m$full[some, m$aliased, drop = FALSE]
  share <- backsolve(m$e$to, crossprod(m$e$q, full) / m$n)
  size <- sqrt(colSums(m$x[some, , drop = FALSE]^2))
  of <- sqrt(colSums(full^2))
  share[abs(share * size) <= 1e-9 * rep(of, each = length(size))] <- 0 # rounding error
  rbind(share, -diag(sum(m$aliased)))
}
estimable <- function(m, all) { # each row with weight of a matrix over all the columns
  if (!any(m$aliased)) return(TRUE)
  null <- null_space(m)
  x <- cbind(all[, !m$aliased, drop = FALSE], all[, m$aliased, drop = FALSE])[m$some, , drop = FALSE]
  isTRUE(all(abs(x %*% null) <= 1e-8 * (abs(x) %*% abs(null))))
}
w_mean <- function(m, x) colSums(m$w * as.matrix(x)) / sum(m$w)
predictions <- function(m, d) {
  a <- matrix_of(m, frame_with(m, d))
  eta <- drop(a$x %*% m$b) + a$offset
  list(mu = m$family$linkinv(eta), gradient = m$family$mu.eta(eta) * a$x, x = a$x, estimable = estimable(m, a$all))
}
margins_at <- function(m, variable, part) {
  d <- m$p$used$variables
  sapply(m$xlevels[[part]], function(level) {
    d[[variable]] <- if (is.factor(d[[variable]])) factor(rep(level, nrow(d)), levels(d[[variable]])) else
      rep(as.numeric(level), nrow(d))
    predictions(m, d)
  }, simplify = FALSE)
}
se_of <- function(m, gradient) {
  if (anyNA(gradient)) return(NA)
  g <- backsolve(m$e$to, gradient, transpose = TRUE) # in the basis
  scores <- m$scores_q %*% g
  v <- drop(design_covariance(m, scores))
  if (is.na(v)) NA else if (v <= score_noise(m, scores, drop(t(g) %*% m$e$inverse_q %*% g))^2) 0 else sqrt(v)
}
# se_full counts that the covariates are a sample: the influence function of a mean of predictions is that of a mean of
# fixed values, (mu - M) * w / sum(w), plus the gradient times that of the coefficients (linearised as a whole, as
# Stata's vce(unconditional) does; svypredmeans adds the two variances as if they were independent).
se_with_sample <- function(m, mu, gradient) {
  if (anyNA(gradient)) return(NA)
  g <- backsolve(m$e$to, gradient, transpose = TRUE)
  influence <- m$scores_q %*% g + m$w * (mu - w_mean(m, mu)) / sum(m$w)
  v <- drop(design_covariance(m, influence))
  if (is.na(v)) NA else sqrt(max(v, 0))
}
# A factor with a main effect and no interaction.
alone <- function(m, part) {
  f <- m$factors
  sum(f[part, ] > 0) == 1 && sum(f[, f[part, ] > 0] > 0) == 1
}
margins_of <- function(m) {
  v <- variables_of(m)
  if (is.null(v)) return(NULL)
  do.call(rbind, lapply(which(v$factor), function(i) {
    at <- margins_at(m, v$variable[i], v$part[i])
    of <- function(f) sapply(at, function(a) if (a$estimable) f(a) else NA)
    data.frame(variable = v$variable[i], level = names(at), estimate = of(function(a) w_mean(m, a$mu)),
               se = of(function(a) se_of(m, w_mean(m, a$gradient))),
               se_full = of(function(a) se_with_sample(m, a$mu, w_mean(m, a$gradient))), row.names = NULL)
  }))
}

# The average derivative of mu with respect to a number, which exists if the change of every row is estimable. Weights
# and covariates are fixed. The columns of the model matrix are products of parts, each an expression that R derives.
second_derivative <- function(family, eta) {
  d <- family$mu.eta(eta)
  switch(family$link, identity = 0 * eta, log = d, logit = d * (1 - 2 * family$linkinv(eta)), probit = -eta * d,
         cloglog = d * (1 - exp(eta)))
}
derivative_of <- function(m, variable) {
  d <- m$p$used$variables
  frame <- frame_with(m, d)
  slope <- function(part) {
    e <- parse(text = part)[[1]]
    if (is.call(e) && as.character(e[[1]]) %in% c("I", "offset")) e <- e[[2]]
    rep_len(as.numeric(eval(D(e, variable), d)), nrow(d))
  }
  changed <- 0 * m$full
  of_offset <- numeric(nrow(d))
  for (part in names(frame)) {
    if (!variable %in% all.vars(parse(text = part))) next
    if (grepl("^offset\\(", part)) {
      of_offset <- of_offset + slope(part)
    } else {
      other <- frame
      other[[part]] <- slope(part)
      columns <- c(FALSE, m$factors[part, ] > 0)[attr(m$full, "assign") + 1]
      changed[, columns] <- changed[, columns] + matrix_of(m, other)$all[, columns]
    }
  }
  x <- changed[, !m$aliased, drop = FALSE]
  a <- matrix_of(m, frame)
  eta <- drop(a$x %*% m$b) + a$offset
  eta_slope <- drop(x %*% m$b) + of_offset
  first <- m$family$mu.eta(eta)
  if (!estimable(m, changed)) return(c(NA, NA, NA))
  gradient <- w_mean(m, second_derivative(m$family, eta) * eta_slope * a$x + first * x)
  c(w_mean(m, first * eta_slope), se_of(m, gradient), se_with_sample(m, first * eta_slope, gradient))
}
effects_of <- function(m) {
  v <- variables_of(m)
  do.call(rbind, lapply(unique(v$variable), function(variable) {
    if (!v$factor[v$variable == variable][1]) {
      a <- derivative_of(m, variable)
      return(data.frame(variable, level = "", estimate = a[1], se = a[2], se_full = a[3]))
    }
    at <- margins_at(m, variable, v$part[v$variable == variable])
    value <- sapply(at[-1], function(a) {
      if (!a$estimable || !at[[1]]$estimable) return(c(NA, NA, NA))
      g <- w_mean(m, a$gradient) - w_mean(m, at[[1]]$gradient)
      c(w_mean(m, a$mu - at[[1]]$mu), se_of(m, g), se_with_sample(m, a$mu - at[[1]]$mu, g))
    })
    data.frame(variable, level = names(at)[-1], estimate = value[1, ], se = value[2, ],
               se_full = value[3, ], row.names = NULL)
  }))
}
