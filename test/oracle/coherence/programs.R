# What published figures allow, by linear programs (lpSolve) over all cells of the joint distribution, without any decomposition.
# A figure p printed to the unit u holds in a population x where (p - u/2) D(x) <= N(x) <= (p + u/2) D(x), with N its numerator and
# D the size of its domain; it says nothing where D(x) = 0. Rows are in units: with k = p/u, all coefficients are multiples of 1/2,
# so that they are exact. No optimum is believed: its multipliers prove it (weak duality), to `proof` or better.
suppressMessages(library(lpSolve))

proof <- 1e-10
proved <- new.env()
proved$worst <- 0
proved$programs <- 0

# Two rows for each figure, of which the product with x is at least 0 where the figure holds; `slack` widens it, in units.
rows_of <- function(figures, cells, slack = 0) {
  rows <- lapply(figures, function(figure) {
    within <- indicator(cells, figure$domain)
    numerator <- round(1 / figure$unit) * outcome(cells, figure) * within
    k <- round(figure$published / figure$unit)
    rbind(numerator - (k - 0.5 - slack) * within, (k + 0.5 + slack) * within - numerator)
  })
  do.call(rbind, c(list(matrix(0, 0, nrow(cells))), rows))
}

domains_of <- function(figures, cells) do.call(rbind, lapply(figures, function(figure) indicator(cells, figure$domain)))

# How far a solution and its multipliers are from a proof: the largest violation of a row by the population (solution over its sum),
# and the difference to the bound objective . x <= bound (whole . x) - prices . rows . x, true of all x >= 0 if it covers each cell.
distance_to_proof <- function(sign, objective, rows, whole, solved) {
  prices <- pmax(-sign * solved$duals[seq_len(nrow(rows))], 0)
  reduced <- sign * objective + drop(prices %*% rows)
  inside <- whole > 0
  bound <- max(reduced[inside] / whole[inside])
  size <- sum(solved$solution)
  max(abs(bound - sign * solved$objval), reduced[!inside] * size, -rows %*% solved$solution / size,
      abs(sum(whole * solved$solution) - 1), 0)
}

# The optimum of objective . x where rows . x >= 0, whole . x = 1 and x >= 0, of a program that has one.
optimum <- function(direction, objective, rows, whole, proof = 1e-10) {
  sign <- if (direction == "max") 1 else -1
  best <- list(distance = Inf)
  for (scale in c(7, 196, 3, 1)) { # ways of lp_solve to scale rows and columns: the first that is accurate
    solved <- lp(direction, objective, rbind(rows, whole), c(rep(">=", nrow(rows)), "="), c(rep(0, nrow(rows)), 1),
                 scale = scale, compute.sens = 1)
    solved$distance <- if (solved$status == 0) distance_to_proof(sign, objective, rows, whole, solved) else Inf
    if (solved$distance < best$distance) best <- solved
    if (best$distance < proof / 100) break
  }
  if (best$distance > proof) stop("no solution within ", proof, " of a proof: ", best$distance)
  if (proof == 1e-10) proved$worst <- max(proved$worst, best$distance)
  proved$programs <- proved$programs + 1
  list(value = best$objval, solution = best$solution)
}

# The least excess by which all figures hold, in units of their rounding times the size of the population: 0 where a population has
# them all.
least_excess <- function(rows, ...) {
  optimum("min", c(rep(0, ncol(rows)), 1), cbind(rows, 1), c(rep(1, ncol(rows)), 0), ...)$value
}

# Below the first limit a number is zero, above the second it is not; in between it is doubtful, and the publication is drawn again.
is_zero <- function(number) {
  if (number > 1e-9 && number < 1e-6) stop("doubtful: ", number)
  number <= 1e-9
}

# The largest share of the population that a domain can have; of several domains, the smallest of their shares.
largest_domain <- function(rows, domains, ...) {
  domains <- rbind(domains)
  n <- ncol(rows)
  all <- rbind(cbind(rows, 0), cbind(domains, -1))
  optimum("max", c(rep(0, n), 1), all, c(rep(1, n), 0), ...)$value
}

# Whether some population has all figures; where domains must be occupied, with somebody in the domain of each.
holds <- function(rows, domains, occupied) {
  is_zero(least_excess(rows)) && (!occupied || nrow(domains) == 0 || !is_zero(largest_domain(rows, domains)))
}

# The least number of units by which each rounding must be wrong, beyond the half unit allowed, so that all figures hold; to 1e-4.
# Halving starts from no round number, since programs at the very slack, which often is one, are badly conditioned.
least_slack <- function(figures, cells, occupied) {
  domains <- domains_of(figures, cells)
  allows <- function(slack) {
    rows <- rows_of(figures, cells, slack)
    least_excess(rows, proof = 1e-3) <= 1e-9 && (!occupied || largest_domain(rows, domains, proof = 1e-3) > 1e-7)
  }
  low <- 0
  high <- 1.0371
  while (!allows(high)) high <- 2 * high
  while (high - low > 1e-5) if (allows(middle <- (low + high) / 2)) high <- middle else low <- middle
  round((low + high) / 2, 4)
}

# All minimal sets of figures that cannot hold at once. Each set of figures is decided: by a program, by a set that holds and has it,
# or by a set that does not hold and that it has. A set is a number whose binary digits are its figures.
minimal_conflicts <- function(figures, cells, occupied) {
  rows <- rows_of(figures, cells)
  domains <- domains_of(figures, cells)
  bits <- 2^(seq_along(figures) - 1)
  sets <- seq_len(2^length(figures)) - 1
  size <- rowSums(outer(sets, bits, bitwAnd) > 0)
  decided <- rep(NA, length(sets))
  decide <- function(set) {
    if (!is.na(decided[set + 1])) return(decided[set + 1])
    own <- bitwAnd(set, bits) > 0
    does <- holds(rows[rep(own, each = 2), , drop = FALSE], domains[own, , drop = FALSE], occupied)
    decided[if (does) bitwAnd(sets, sum(bits) - set) == 0 else bitwAnd(sets, set) == set] <<- does
    does
  }
  conflicts <- list()
  while (anyNA(decided)) {
    open <- which(is.na(decided))
    set <- sets[open[which.max(size[open])]] # no larger set is open, so that it is a largest one where it holds
    if (decide(set)) next
    for (bit in bits[bitwAnd(set, bits) > 0]) if (!decide(set - bit)) set <- set - bit
    conflicts <- c(conflicts, list(which(bitwAnd(set, bits) > 0)))
  }
  conflicts
}

# Whether figures are coherent, and what of them is not. Conflicts are null where there are some among more than 16 figures.
coherence_of <- function(figures, cells, occupied) {
  if (holds(rows_of(figures, cells), domains_of(figures, cells), occupied)) {
    return(list(coherent = TRUE, leastSlack = 0, conflicts = I(list())))
  }
  ids <- vapply(figures, `[[`, "", "id")
  sets <- if (length(figures) <= 16) lapply(minimal_conflicts(figures, cells, occupied), function(set) I(sort(ids[set], method = "radix")))
  list(coherent = FALSE, leastSlack = least_slack(figures, cells, occupied),
       conflicts = sets[order(vapply(sets, paste, "", collapse = " "), method = "radix")])
}

# Sharp bounds of numerator / size of the domain: the linear-fractional program of Charnes and Cooper (1962) with the population
# scaled so that its domain has the size 1. The figures are homogeneous, so that no condition on the whole population remains.
bounds_of <- function(rows, numerator, within, ...) {
  c(low = optimum("min", numerator, rows, within, ...)$value, high = optimum("max", numerator, rows, within, ...)$value)
}

# The same by Dinkelbach (1967), over populations of the size 1: the ratio t at which the largest numerator - t * domain is 0.
bounds_by_dinkelbach <- function(rows, numerator, within) {
  highest <- function(numerator) {
    ratio <- min(numerator[within > 0]) - 1
    for (step in 1:50) {
      best <- optimum("max", numerator - ratio * within, rows, rep(1, ncol(rows)), proof = 1e-6)
      if (best$value <= 1e-13) break
      ratio <- sum(numerator * best$solution) / sum(within * best$solution)
    }
    ratio
  }
  c(low = -highest(-numerator), high = highest(numerator))
}
