# 200 small publications, drawn with seeds: shares and means of one to three variables of a random population, printed with rounding.
# The populations are dense, sparse, tied by structure (a variable that follows from another, levels that exclude each other) or
# nearly deterministic. In every second publication one or two figures are moved by one to three units of their last digit.
# A condition { A: levels, B: levels } is a conjunction of memberships, {} is everybody.
# Run from the root of the repository: Rscript test/oracle/coherence/publications.R
# Writes test/oracle/coherence/publications.json.
source("test/oracle/coherence/json.R")
source("test/oracle/coherence/conditions.R")

# The number of the draw, for the publications of which expected.R refused the first as doubtful.
redrawn <- c(p123 = 2)

pick <- function(x, size = 1, prob = NULL) x[sample.int(length(x), size, prob = prob)]
chance <- function(p) runif(1) < p

draw_variables <- function() {
  repeat {
    names <- LETTERS[seq_len(pick(3:8))]
    sizes <- sample.int(3, length(names), replace = TRUE) + 1
    if (prod(sizes) <= 2000) return(setNames(lapply(seq_along(names), function(i) paste0(tolower(names[i]), seq_len(sizes[i]))), names))
  }
}

# Counts of persons by cell of the joint distribution.
draw_population <- function(kind, variables, cells) {
  codes <- mapply(match, cells, variables)
  n <- nrow(cells)
  weights <- switch(kind,
    dense = rgamma(n, 1),
    sparse = rgamma(n, 0.5) * (runif(n) < max(0.08, 4 / n)),
    structural = {
      pair <- pick(seq_along(variables), 2)
      follows <- codes[, pair[2]] == (codes[, pair[1]] - 1) %% length(variables[[pair[2]]]) + 1
      apart <- pick(seq_along(variables), 2)
      rgamma(n, 1) * follows * !(codes[, apart[1]] == 1 & codes[, apart[2]] == 2)
    },
    deterministic = Reduce(`*`, lapply(seq_along(variables)[-1], function(v) {
      ifelse(codes[, v] == (codes[, v - 1] - 1) %% length(variables[[v]]) + 1, 0.98, 0.02)
    }), rgamma(length(variables[[1]]), 1)[codes[, 1]])
  )
  if (sum(weights) == 0) weights <- as.numeric(seq_len(n) %in% pick(seq_len(n), 2))
  floor(1e6 * weights / sum(weights) + 0.5)
}

some_levels <- function(levels, most = length(levels) - 1) sort(pick(levels, pick(seq_len(most))))
draw_scores <- function(levels) setNames((seq_along(levels) - pick(1:2)) * pick(c(1, 1, 0.5)), levels)

# The conditions of a table's rows: the levels of its variables crossed, or one union of levels of each.
draw_rows <- function(variables, names, union) {
  if (union) return(list(condition(setNames(lapply(names, function(v) some_levels(variables[[v]])), names))))
  apply(as.matrix(all_cells(variables[names])), 1, function(row) condition(as.list(row)), simplify = FALSE)
}

# A table of one variable by others, in rows of shares or means; most tables of a publication are about the same few variables.
draw_table <- function(variables, core) {
  names <- if (chance(0.85)) core else names(variables)
  by <- pick(names, min(pick(0:2, prob = c(0.5, 0.4, 0.1)), length(names) - 1))
  domains <- if (length(by)) draw_rows(variables, by, chance(0.2)) else list(everybody)
  rest <- setdiff(names, by)
  number <- if (length(rest) > 1 && length(by) < 2 && chance(0.3)) 2 else 1
  if (chance(0.2)) {
    unit <- pick(c(0.1, 0.01, 0.001), prob = c(0.4, 0.4, 0.2))
    scores <- lapply(variables[pick(rest, number)], draw_scores)
    return(lapply(domains, function(domain) list(domain = domain, scores = scores, unit = unit)))
  }
  levels <- draw_rows(variables, pick(rest, number), chance(0.15))
  if (length(levels) > 2 && chance(0.25)) levels <- levels[-length(levels)]
  unit <- pick(c(0.1, 0.01, 0.001), prob = c(0.15, 0.6, 0.25))
  unlist(lapply(domains, function(domain) lapply(levels, function(level) list(domain = domain, level = level, unit = unit))),
         recursive = FALSE)
}

publish <- function(figure, cells, population) {
  within <- indicator(cells, figure$domain)
  size <- sum(within * population)
  if (size == 0) return(NULL)
  units <- floor(sum(within * outcome(cells, figure) * population) / size / figure$unit + 0.5)
  c(figure[names(figure) != "unit"], list(published = round(units * figure$unit, 3), unit = figure$unit))
}

move <- function(figure, cells) {
  change <- pick(c(-1, 1)) * pick(1:3, prob = 1:3) * figure$unit
  range <- range(outcome(cells, figure)[indicator(cells, figure$domain) > 0])
  inside <- figure$published + change >= range[1] - 1e-9 && figure$published + change <= range[2] + 1e-9
  figure$published <- round(figure$published + if (inside) change else -change, 3)
  figure
}

# How many figures share the domain and the variables of each: those of whole tables are moved more often.
siblings <- function(figures) {
  kinds <- vapply(figures, function(figure) as_json(list(figure$domain, I(names(c(figure$level, figure$scores))))), "")
  as.numeric(table(kinds)[kinds])^2
}

# What a reader may ask: a share that the figures turn round, a level within a union of levels, or any share or mean; most often
# of variables that the figures are about.
draw_query <- function(variables, core, figures) {
  shares <- Filter(function(figure) !is.null(figure$level) && length(figure$domain), figures)
  kind <- pick(c("turned", "within", "share", "mean"), prob = c(0.25, 0.2, 0.35, 0.2))
  if (kind == "turned" && length(shares)) {
    asked <- pick(shares)[[1]]
    return(list(domain = asked$level, level = asked$domain))
  }
  one <- pick(figures)[[1]]
  among <- if (chance(0.7)) names(c(one$domain, one$level, one$scores)) else if (chance(0.8)) core else names(variables)
  names <- pick(among, min(length(among), pick(1:3, prob = c(0.3, 0.5, 0.2))))
  first <- variables[[names[1]]]
  by <- draw_rows(variables, names[-1], TRUE)[[1]]
  if (kind == "mean") return(list(domain = by, scores = setNames(list(draw_scores(first)), names[1])))
  if (kind == "within" && length(first) > 2) {
    union <- some_levels(first)
    return(list(domain = c(condition(setNames(list(union), names[1])), by), level = condition(setNames(list(pick(union)), names[1]))))
  }
  list(domain = by, level = condition(setNames(list(some_levels(first)), names[1])))
}

with_ids <- function(rows, prefix, width) Map(function(row, i) c(list(id = sprintf("%s%0*d", prefix, width, i)), row), rows, seq_along(rows))

draw_publication <- function(number) {
  name <- sprintf("p%03d", number)
  draw <- if (name %in% names(redrawn)) redrawn[[name]] else 1
  set.seed(100 * number + draw, "Mersenne-Twister", "Inversion", "Rejection")
  variables <- draw_variables()
  cells <- all_cells(variables)
  population <- draw_population(c("dense", "sparse", "structural", "deterministic")[(number - 1) %/% 2 %% 4 + 1], variables, cells)
  core <- pick(names(variables), pick(2:min(4, length(variables))))
  size <- pick(4:25, prob = 1 / (8 + 4:25))
  figures <- list()
  while (length(figures) < size) {
    table <- Filter(Negate(is.null), lapply(draw_table(variables, core), publish, cells, population))
    figures <- unique(c(figures, table))
  }
  figures <- figures[seq_len(size)]
  if (number %% 2 == 0) for (i in pick(seq_len(size), pick(1:2), siblings(figures))) figures[[i]] <- move(figures[[i]], cells)
  queries <- unique(lapply(seq_len(pick(3:6)), function(i) draw_query(variables, core, figures)))
  list(name = name, variables = lapply(variables, I), figures = with_ids(figures, "f", 2), queries = with_ids(queries, "q", 1))
}

publications <- lapply(1:200, draw_publication)
write_json(publications, "test/oracle/coherence/publications.json")
