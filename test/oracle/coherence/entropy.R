# The distribution of maximum entropy among the populations that have all figures of a publication of publications.R (Jaynes 1957).
# Run from the root of the repository: Rscript test/oracle/coherence/entropy.R
# Writes entropy.json in test/oracle/coherence, an entry for each publication that expected.json calls coherent. A figure p printed to
# the unit u is a pair of inequalities (p - u/2) D <= N <= (p + u/2) D, bounds included; it says nothing where its domain D is empty.
#   name        of the publication
#   occupied    whether all domains of its figures can have somebody at once
#   emptyCells  how many cells of the product of all variables no such population can fill, each found by a linear program
#   entropy     in nats, over the cells of the product of all original levels
#   margins     the share of each level of each variable
#   cells       the shares of some cells; `index` counts from 0 and the levels of the first variable run first
# Two ways agree: Newton's method on the dual, one multiplier for each bound and cells with the same coefficients taken together;
# and an interior-point method on the shares of all cells. Neither is believed: multipliers prove the shares (Karush, Kuhn, Tucker).
# The last line printed says how far both are from that and from each other. Numbers are rounded to ten decimals; takes minutes.
source("test/oracle/coherence/publications.R")
source("test/oracle/coherence/programs.R")

worst <- c(violation = 0, complementarity = 0, gap = 0, shares = 0, entropy = 0)

# Cells with the same coefficients in all rows are one column, which stands for `size` cells.
columns_of <- function(rows) {
  keys <- apply(rows, 2, paste, collapse = " ")
  first <- !duplicated(keys)
  group <- match(keys, keys[first])
  list(rows = rows[, first, drop = FALSE], group = group, size = tabulate(group))
}

# The columns that some population fills, the rows that some population exceeds, and the mean of the populations that show it.
support_of <- function(rows) {
  whole <- rep(1, ncol(rows))
  filled <- rep(FALSE, ncol(rows))
  exceeded <- rep(FALSE, nrow(rows))
  seen <- NULL
  see <- function(objective) {
    best <- optimum("max", objective, rows, whole)
    population <- pmax(best$solution, 0)
    filled <<- filled | population > 1e-6
    exceeded <<- exceeded | drop(rows %*% population) > 1e-6
    seen <<- cbind(seen, population)
    is_zero(best$value)
  }
  empty <- vapply(seq_along(filled), function(i) !filled[i] && see(replace(0 * whole, i, 1)), NA)
  tight <- vapply(seq_along(exceeded), function(j) !exceeded[j] && see(rows[j, ]), NA)
  list(empty = empty, tight = tight, inside = rowMeans(seen))
}

independent <- function(rows) {
  if (nrow(rows) == 0) return(rows)
  decomposed <- qr(t(rows), tol = 1e-9)
  rows[decomposed$pivot[seq_len(decomposed$rank)], , drop = FALSE]
}

solve_symmetric <- function(matrix, side) {
  scale <- 1 / sqrt(diag(matrix))
  scaled <- matrix * outer(scale, scale)
  for (ridge in c(0, 1e-15, 1e-13, 1e-11)) {
    root <- tryCatch(chol(scaled + diag(ridge, nrow(scaled))), error = function(e) NULL)
    if (!is.null(root)) return(scale * backsolve(root, forwardsolve(t(root), scale * side)))
  }
  stop("singular system")
}

# The shares size * exp(rows' multipliers) / Z that minimise log Z, multipliers of inequalities positive, by a logarithmic barrier.
by_multipliers <- function(above, equal, size) {
  rows <- rbind(above, equal)
  signed <- seq_len(nrow(rows)) <= nrow(above)
  state <- function(multipliers) {
    exponents <- log(size) + drop(multipliers %*% rows)
    top <- max(exponents)
    total <- sum(exp(exponents - top))
    list(log_total = top + log(total), shares = exp(exponents - top) / total)
  }
  multipliers <- as.numeric(signed)
  now <- state(multipliers)
  weight <- 1
  repeat {
    for (step in 1:500) {
      means <- drop(rows %*% now$shares)
      gradient <- means - ifelse(signed, weight / multipliers, 0)
      centred <- rows - means
      curvature <- tcrossprod(centred * rep(now$shares, each = nrow(rows)), centred)
      diag(curvature) <- diag(curvature) + ifelse(signed, weight / multipliers^2, 0)
      change <- -solve_symmetric(curvature, gradient)
      decrement <- -sum(gradient * change)
      if (decrement < 1e-28) break
      falls <- signed & change < 0
      length <- min(1, -0.95 * multipliers[falls] / change[falls])
      value <- now$log_total - weight * sum(log(multipliers[signed]))
      repeat {
        then <- state(multipliers + length * change)
        next_value <- then$log_total - weight * sum(log((multipliers + length * change)[signed]))
        if (decrement < 1e-10 || next_value <= value - 1e-4 * length * decrement) break
        length <- length / 2
      }
      multipliers <- multipliers + length * change
      now <- then
      if (decrement < 1e-20 && length == 1) break
    }
    if (weight < 1e-15) break
    weight <- weight / 4
  }
  list(shares = now$shares, log_total = now$log_total, multipliers = multipliers, signed = signed, rows = rows)
}

# The same by an interior-point method on the shares: minimise sum(x log x) - weight (sum(log x) + sum(log slack)) where
# above x = slack, equal x = 0 and sum x = 1.
by_shares <- function(above, equal, start) {
  equal <- rbind(equal, 1)
  target <- c(rep(0, nrow(equal) - 1), 1)
  rows <- rbind(above, equal)
  x <- start
  slack <- drop(above %*% x)
  weight <- 1
  repeat {
    value <- function(x, slack) sum((x - weight) * log(x)) - weight * sum(log(slack))
    for (step in 1:500) {
      spread <- x^2 / (x + weight)
      gradient <- log(x) + 1 - weight / x - drop((weight / slack) %*% above)
      inner <- tcrossprod(rows * rep(spread, each = nrow(rows)), rows)
      diag(inner) <- diag(inner) + c(slack^2 / weight, rep(0, nrow(equal)))
      off <- drop(rows %*% x) - c(slack, target)
      change <- -spread * (gradient + drop(solve_symmetric(inner, off - drop(rows %*% (spread * gradient))) %*% rows))
      widening <- drop(above %*% change) + off[seq_along(slack)]
      rate <- max(abs(change / x), abs(widening / slack))
      length <- min(1, 0.9 / max(0, -change / x, -widening / slack))
      now <- value(x, slack)
      slope <- sum(gradient * change)
      while (rate > 1e-3 && value(x + length * change, slack + length * widening) > now + 1e-4 * length * slope) length <- length / 2
      x <- x + length * change
      slack <- slack + length * widening
      if (rate < 1e-9) break
    }
    if (weight < 1e-13) break
    weight <- weight / 4
  }
  x
}

entropy <- function(shares) -sum(shares[shares > 0] * log(shares[shares > 0]))

# How far shares and multipliers are from conditions that only the maximum meets; the largest coefficient of a row is 1.
check <- function(found, size) {
  kept <- drop(found$rows %*% found$shares)
  gap <- found$log_total - entropy(found$shares) - sum(found$shares * log(size))
  c(violation = max(0, -kept[found$signed], abs(kept[!found$signed])),
    complementarity = max(0, abs(kept * found$multipliers)), gap = abs(gap))
}

scale_rows <- function(rows) rows / apply(abs(rows), 1, max)

# The shares of all cells, found in both ways, or an error where they differ or the conditions do not hold.
maximum_of <- function(rows) {
  columns <- columns_of(rows)
  support <- support_of(columns$rows)
  kept <- which(!support$empty)
  above <- scale_rows(columns$rows[!support$tight, kept, drop = FALSE])
  equal <- scale_rows(independent(columns$rows[support$tight, kept, drop = FALSE]))
  found <- by_multipliers(above, equal, columns$size[kept])
  shares <- replace(numeric(length(columns$size)), kept, found$shares / columns$size[kept])[columns$group]

  filled <- columns$group %in% kept
  of_cells <- match(columns$group[filled], kept)
  start <- (support$inside / columns$size)[columns$group[filled]]
  other <- by_shares(above[, of_cells, drop = FALSE], equal[, of_cells, drop = FALSE], start)
  differences <- c(check(found, columns$size[kept]), shares = max(abs(shares[filled] - other)),
                   entropy = abs(entropy(shares) - entropy(other)))
  if (any(differences > c(1e-9, 1e-9, 1e-9, 1e-7, 1e-7))) stop(paste(names(differences), differences, collapse = ", "))
  worst <<- pmax(worst, differences)
  list(shares = shares, empty = sum(!filled))
}

entropy_of <- function(publication) tryCatch({
  cells <- all_cells(publication$variables)
  rows <- rows_of(publication$figures, cells)
  domains <- domains_of(publication$figures, cells)
  if (!holds(rows, domains, occupied = FALSE)) return(NULL)
  found <- maximum_of(rows)
  margin <- function(name) {
    as.list(round(tapply(found$shares, factor(cells[[name]], publication$variables[[name]]), sum), 10))
  }
  index <- round(seq(0, nrow(cells) - 1, length.out = 6))
  list(name = publication$name, occupied = holds(rows, domains, occupied = TRUE), emptyCells = found$empty,
       entropy = round(entropy(found$shares), 10), margins = lapply(setNames(nm = names(cells)), margin),
       cells = lapply(index, function(i) list(index = i, share = round(found$shares[i + 1], 10))))
}, error = function(e) stop(publication$name, ": ", conditionMessage(e)))

found <- Filter(Negate(is.null), lapply(publications, entropy_of))
write_json(found, "test/oracle/coherence/entropy.json")
cat(sprintf("%d publications; %s at most\n", length(found), paste(names(worst), format(worst, digits = 2), collapse = ", ")))
