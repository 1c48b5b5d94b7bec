# What the publications of publications.R allow: whether their figures hold at once, the minimal sets that do not, sharp bounds.
# Run from the root of the repository: Rscript test/oracle/coherence/expected.R
# Writes publications.json and expected.json in test/oracle/coherence. Of each publication:
#   coherent    whether some population has all figures within their rounding, bounds included; a figure says nothing of a population
#               without anybody in its domain
#   leastSlack  the least number of units by which each rounding must be wrong, beyond its half unit, so that all figures hold
#   conflicts   all minimal sets of figures that cannot hold at once
#   occupied    the same three where each figure says, besides, that its domain has somebody
#   bounds      of each query, over the populations with somebody in its domain; null and null where there are none. Where figures
#               are coherent in both senses, bounds are the same: a population with nobody in a domain is a limit of others
# Conflicts are null where there are some among more than 16 figures.
source("test/oracle/coherence/publications.R")
source("test/oracle/coherence/programs.R")

largest <- c(dinkelbach = 0, sensitivity = 0)

# Bounds that a rounding wider by a millionth of a unit moves by more than a hundred-thousandth would test a program's tolerances.
bounds_of_query <- function(query, cells, rows, wider) {
  within <- indicator(cells, query$domain)
  numerator <- within * outcome(cells, query)
  if (is_zero(largest_domain(rows, within))) {
    if (!is_zero(largest_domain(wider, within, proof = 1e-6))) stop("domain empty by a hair: ", query$id)
    return(list(id = query$id, low = NULL, high = NULL))
  }
  bounds <- bounds_of(rows, numerator, within)
  change <- max(abs(bounds - bounds_of(wider, numerator, within, proof = 1e-6)))
  if (change > 1e-5) stop("sensitive bounds: ", query$id, " ", change)
  differences <- abs(bounds - bounds_by_dinkelbach(rows, numerator, within))
  largest <<- pmax(largest, c(max(differences), change))
  c(list(id = query$id), as.list(round(bounds, 13)))
}

expected_of <- function(publication) tryCatch({
  figures <- publication$figures
  cells <- all_cells(publication$variables)
  rows <- rows_of(figures, cells)
  wider <- rows_of(figures, cells, slack = 1e-6)
  found <- coherence_of(figures, cells, occupied = FALSE)
  bounds <- lapply(publication$queries, function(query) {
    if (found$coherent) bounds_of_query(query, cells, rows, wider) else list(id = query$id, low = NULL, high = NULL)
  })
  c(list(name = publication$name), found, list(occupied = coherence_of(figures, cells, occupied = TRUE), bounds = bounds))
}, error = function(e) stop(publication$name, ": ", conditionMessage(e)))

expected <- lapply(publications, expected_of)
write_json(expected, "test/oracle/coherence/expected.json")
cat(sprintf("%d programs, proved to %.1e; Dinkelbach differs by %.1e at most; a millionth of a unit moves bounds by %.1e at most\n",
            proved$programs, proved$worst, largest[["dinkelbach"]], largest[["sensitivity"]]))
