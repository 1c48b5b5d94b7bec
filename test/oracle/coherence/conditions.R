# Conditions on categorical variables, and what an estimand counts in each cell of their joint distribution.
everybody <- setNames(list(), character(0))
condition <- function(levels) if (length(levels)) lapply(levels, I) else everybody # of a named list
all_cells <- function(variables) expand.grid(lapply(variables, unclass), stringsAsFactors = FALSE, KEEP.OUT.ATTRS = FALSE)

indicator <- function(cells, condition) {
  Reduce(`*`, lapply(names(condition), function(name) cells[[name]] %in% condition[[name]]), rep(1, nrow(cells)))
}

# The indicator of a level, or the sum of the scores.
outcome <- function(cells, estimand) {
  if (!is.null(estimand$level)) return(indicator(cells, estimand$level))
  Reduce(`+`, lapply(names(estimand$scores), function(name) unname(estimand$scores[[name]][cells[[name]]])))
}
