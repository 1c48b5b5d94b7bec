# Cell suppression in small tables of counts: what an attacker can recover, and the cheapest pattern that protects.
# Run from the root of the repository: Rscript test/oracle/disclosure/suppression.R
# Writes suppression.json in test/oracle/disclosure: `suppressions` and `attacks`.
#
# An entry has `tables`, each a list of rows of counts. All totals of rows and columns and the grand total are printed. `kind`:
#   single   one table
#   linked   two tables with the same rows: the totals of their rows and their grand total are the same cells
#   nested   the columns of the second table are groups of those of the first: `groups` has the group of each column, from 0
# A cell is known by a number from 0: the counts of the first table row by row, those of the second, then the totals of rows, the
# totals of columns of the first table, those of the second, the grand total. A table has totals of its own but for those it shares:
# linked and nested tables share the totals of rows and the grand total.
#
# The attacker knows every printed cell, the sums, and that a count is a real number of at least 0.
# suppressions: counts from 1 to threshold - 1 are primary; totals are never suppressed, and none is below the threshold.
#   primary      cell, value, and what protects it: the attacker's interval must have low <= value - lower and high >= value + upper
#   feasible     whether some pattern protects all primary cells
#   cost         the least cost of a pattern that does, the sum of max(1, count) over its cells, primary ones included
#   suppressed   the cells of one such pattern (others may cost as much)
#   bounds       the attacker's interval of each primary cell in that pattern, in the order of `primary`
# attacks: the attacker's interval of each cell of a given pattern, in which totals may be suppressed, except the grand total:
#   cell, low, high
#
# The least cost is Fischetti and Salazar's (2001, Management Science 47): an integer program with a variable for each cell, to which
# each attack that succeeds adds a cut from the multipliers of its linear program. Intervals are found by linear programs of their own.
source("test/oracle/coherence/json.R")
suppressMessages(library(lpSolve))

threshold <- 5
proofs <- character(0)

# Cells and sums of tables: values, whether a cell is a total, and the rows `sums`, whose product with the values is 0.
layout_of <- function(tables, groups = NULL) {
  inner <- lapply(tables, t)
  columns <- lapply(tables, colSums)
  values <- unname(c(unlist(inner), rowSums(tables[[1]]), unlist(columns), sum(tables[[1]])))
  n <- length(values)
  offset <- cumsum(c(0, lengths(tables)))
  rows <- nrow(tables[[1]])
  column_offset <- sum(lengths(tables)) + rows + cumsum(c(0, lengths(columns)))
  number <- lapply(seq_along(tables), function(t) offset[t] + matrix(seq_along(tables[[t]]), rows, byrow = TRUE))
  sum_of <- function(parts, total) replace(replace(numeric(n), parts, 1), total, -1)
  sums <- list()
  for (t in seq_along(tables)) {
    totals <- column_offset[t] + seq_len(ncol(tables[[t]]))
    for (i in seq_len(rows)) sums <- c(sums, list(sum_of(number[[t]][i, ], sum(lengths(tables)) + i)))
    for (j in seq_along(totals)) sums <- c(sums, list(sum_of(number[[t]][, j], totals[j])))
    sums <- c(sums, list(sum_of(totals, n)))
  }
  sums <- c(sums, list(sum_of(sum(lengths(tables)) + seq_len(rows), n)))
  for (g in unique(groups)) {
    within <- which(groups == g)
    for (i in seq_len(rows)) sums <- c(sums, list(sum_of(number[[1]][i, within], number[[2]][i, g + 1])))
    sums <- c(sums, list(sum_of(column_offset[1] + within, column_offset[2] + g + 1)))
  }
  sums <- do.call(rbind, sums)
  stopifnot(sums %*% values == 0)
  list(values = values, total = seq_len(n) > sum(lengths(tables)), sums = sums)
}

whole <- function(number) {
  if (abs(number - round(number)) > 1e-7) stop("not a whole number: ", number)
  round(number)
}

# The attacker's interval of a cell.
attack <- function(layout, suppressed, cell) {
  hidden <- layout$sums[, suppressed, drop = FALSE]
  printed <- layout$sums[, -suppressed, drop = FALSE] %*% layout$values[-suppressed]
  used <- rowSums(hidden != 0) > 0
  bound <- function(direction) {
    found <- lp(direction, as.numeric(suppressed == cell), hidden[used, , drop = FALSE], rep("=", sum(used)), -printed[used])
    if (found$status != 0) stop("attack failed")
    whole(found$objval)
  }
  c(low = bound("min"), high = bound("max"))
}

protection <- function(value) pmax(1, ceiling(value / 2))

# What the integer program is about: the cells that are no totals, their costs, and how far the attacker's intervals reach below
# and above their values when all are hidden.
problem_of <- function(layout) {
  cells <- which(!layout$total)
  values <- layout$values[cells]
  widest <- vapply(cells, function(cell) attack(layout, cells, cell), numeric(2))
  primary <- values > 0 & values < threshold
  list(cells = cells, values = values, primary = primary, costs = pmax(1, values), lower = pmin(values, protection(values)),
       upper = protection(values), below = values, above = pmax(widest[2, ] - values, 0), widest = widest,
       sums = layout$sums[, cells])
}

protects <- function(problem, bounds, which) {
  all(bounds[1, ] <= problem$values[which] - problem$lower[which], bounds[2, ] >= problem$values[which] + problem$upper[which])
}

# The cut of the best attack on a cell, that its value be kept from moving up (sign 1) or down (-1) by `level`, where a share `open`
# of each cell's range is hidden: patterns that protect have coefficients . pattern >= level. Of equal attacks, the shortest.
cut_of <- function(problem, open, cell, sign, level) {
  n <- length(problem$cells)
  sums <- t(problem$sums)
  share <- pmax(open, 1e-6)
  found <- lp("min", c(problem$above * share, problem$below * share, rep(1e-6, 2 * ncol(sums))),
              cbind(diag(n), -diag(n), sums, -sums), rep("=", n), sign * (seq_len(n) == cell))
  if (found$status != 0) stop("no cut")
  prices <- vapply(found$solution, whole, 0)
  pmin(level, prices[1:n] * problem$above + prices[n + 1:n] * problem$below)
}

# A cell that is hidden alone in a sum is known, and hiding it costs: no cheapest pattern does.
never_alone <- function(problem) {
  rows <- list()
  for (i in seq_len(nrow(problem$sums))) {
    parts <- which(problem$sums[i, ] != 0)
    for (cell in parts) rows <- c(rows, list(replace(replace(numeric(length(problem$cells)), parts, 1), cell, -1)))
  }
  unique(do.call(rbind, rows))
}

# The cheapest pattern that the cuts allow; shares of cells where it need not be whole.
cheapest <- function(problem, cuts, levels, binary, order = seq_along(problem$cells)) {
  free <- order[!problem$primary[order]]
  n <- length(free)
  pattern <- rep(1, length(problem$cells))
  if (n == 0) return(pattern)
  rows <- cuts[, free, drop = FALSE]
  needed <- levels - rowSums(cuts[, problem$primary, drop = FALSE])
  limits <- if (!binary) diag(n)
  signs <- rep(c(">=", "<="), c(nrow(rows), NROW(limits)))
  found <- lp("min", problem$costs[free], rbind(rows, limits), signs, c(needed, rep(1, NROW(limits))),
              binary.vec = if (binary) seq_len(n) else NULL)
  if (found$status != 0) stop("no pattern")
  replace(pattern, free, if (binary) round(found$solution) else found$solution)
}

# The cheapest pattern, with the cuts that prove it: those of the program of shares first, then those of whole cells.
solve_problem <- function(problem) {
  cuts <- never_alone(problem)
  levels <- numeric(nrow(cuts))
  for (binary in c(FALSE, TRUE)) repeat {
    pattern <- cheapest(problem, cuts, levels, binary)
    before <- nrow(cuts)
    for (cell in which(problem$primary)) for (sign in c(-1, 1)) {
      level <- if (sign > 0) problem$upper[cell] else problem$lower[cell]
      cut <- cut_of(problem, pattern, cell, sign, level)
      if (sum(cut * pattern) < level - 1e-6) {
        cuts <- rbind(cuts, cut)
        levels <- c(levels, level)
      }
    }
    if (nrow(cuts) == before) break
  }
  list(pattern = pattern, cuts = cuts, levels = levels, cost = sum(problem$costs * pattern))
}

# No pattern is cheaper: by trying all where they are few, else by the program with its cells in another order.
prove <- function(problem, solved) {
  free <- which(!problem$primary)
  if (length(free) > 15) {
    again <- cheapest(problem, solved$cuts, solved$levels, TRUE, order = rev(seq_along(problem$cells)))
    if (sum(problem$costs * again) != solved$cost) stop("not proved")
    return("again")
  }
  patterns <- matrix(1, length(problem$cells), 2^length(free))
  for (i in seq_along(free)) patterns[free[i], ] <- bitwAnd(seq_len(ncol(patterns)) - 1, 2^(i - 1)) > 0
  cheaper <- patterns[, problem$costs %*% patterns < solved$cost, drop = FALSE]
  if (any(colSums(solved$cuts %*% cheaper < solved$levels - 1e-9) == 0)) stop("a cheaper pattern")
  "all"
}

pick <- function(x, size = 1, ...) x[sample.int(length(x), size, ...)]

# Skewed counts of a table, in which some rows and columns are larger than others.
draw_counts <- function(rows, columns) {
  skew <- runif(1, 0.4, 1.2)
  means <- outer(rnorm(rows, 0, 0.5), rnorm(columns, 0, 0.5), "+") + rnorm(rows * columns, runif(1, 1.5, 4), skew)
  matrix(rpois(rows * columns, exp(means)) * (runif(rows * columns) > 0.06), rows)
}

# Rows that sum to given totals, by chance.
draw_rows <- function(totals, columns) {
  shares <- exp(rnorm(columns, 0, 0.8))
  t(vapply(totals, function(total) drop(rmultinom(1, total, shares * exp(rnorm(columns, 0, 0.6)))), numeric(columns)))
}

draw_tables <- function(kind) repeat {
  size <- pick(if (kind == "single") 2:7 else 2:5, 2, replace = TRUE)
  first <- draw_counts(size[1], if (kind == "nested") pick(4:6) else size[2])
  groups <- if (kind == "nested") sort(c(0, 1, pick(0:1, ncol(first) - 2, replace = TRUE)))
  tables <- switch(kind, single = list(first), linked = list(first, draw_rows(rowSums(first), pick(2:5))),
                   nested = list(first, unname(t(rowsum(t(first), groups)))))
  layout <- layout_of(tables, groups)
  small <- layout$values > 0 & layout$values < threshold
  if (any(small) && all(layout$values[layout$total] >= threshold)) return(list(tables = tables, groups = groups, layout = layout))
}

seed <- function(number) set.seed(number, "Mersenne-Twister", "Inversion", "Rejection")
rows_of_table <- function(table) lapply(seq_len(nrow(table)), function(i) I(unname(table[i, ])))
entry <- function(id, kind, drawn) {
  c(list(id = id, kind = kind, tables = lapply(drawn$tables, rows_of_table)), if (!is.null(drawn$groups)) list(groups = I(drawn$groups)))
}

suppression_of <- function(number, kind) {
  seed(number)
  repeat {
    drawn <- draw_tables(kind)
    problem <- problem_of(drawn$layout)
    primary <- which(problem$primary)
    feasible <- protects(problem, problem$widest[, primary, drop = FALSE], primary)
    if (!feasible || number %% 10 > 0) break # every tenth cannot be protected
  }
  described <- lapply(primary, function(i) {
    list(cell = problem$cells[i] - 1, value = problem$values[i], lower = problem$lower[i], upper = problem$upper[i])
  })
  start <- c(entry(sprintf("s%03d", number), kind, drawn), list(primary = described))
  if (!feasible) return(c(start, list(feasible = FALSE, cost = NULL, suppressed = NULL, bounds = NULL)))
  solved <- solve_problem(problem)
  proofs <<- c(proofs, prove(problem, solved))
  suppressed <- problem$cells[solved$pattern == 1]
  bounds <- vapply(problem$cells[primary], function(cell) attack(drawn$layout, suppressed, cell), numeric(2))
  if (!protects(problem, bounds, primary)) stop(number, ": not protected")
  c(start, list(feasible = TRUE, cost = solved$cost, suppressed = I(suppressed - 1), bounds = apply(bounds, 2, as.list, simplify = FALSE)))
}

# A pattern drawn at random; in every third case totals may be in it, but never the grand total.
attack_of <- function(number) {
  seed(1000 + number)
  kind <- c("single", "single", "linked", "nested")[(number - 1) %% 4 + 1]
  drawn <- draw_tables(kind)
  layout <- drawn$layout
  cells <- if (number %% 3 == 0) seq_len(length(layout$values) - 1) else which(!layout$total)
  suppressed <- sort(pick(cells, max(2, round(length(cells) * runif(1, 0.25, 0.6)))))
  bounds <- lapply(suppressed, function(cell) c(list(cell = cell - 1), as.list(attack(layout, suppressed, cell))))
  c(entry(sprintf("a%02d", number), kind, drawn), list(bounds = bounds))
}

kinds <- rep(c("single", "linked", "nested"), c(80, 20, 10))
suppressions <- Map(suppression_of, seq_along(kinds), kinds)
attacks <- lapply(1:20, attack_of)
write_json(list(threshold = threshold, suppressions = unname(suppressions), attacks = attacks), "test/oracle/disclosure/suppression.json")
cat(sprintf("%d entries, %d cannot be protected; least costs proved by trying all patterns for %d, by a second program for %d\n",
            length(kinds), sum(vapply(suppressions, function(s) !s$feasible, NA)), sum(proofs == "all"), sum(proofs == "again")))
