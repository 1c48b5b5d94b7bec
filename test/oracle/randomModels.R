# Survey-weighted regression models at their exact maximum on random data, the R side of a live comparison.
# Usage: Rscript test/oracle/randomModels.R DIR
# Reads DIR/models.csv (id,file,strata,clusters,fpc,lonely,family,link,formula,where,reference) and the data files it
# names; writes DIR/results.csv (id,item,value), where an empty value is one that does not exist. A data file has the
# columns w, s, c and f (weight, stratum, cluster, fpc) and the variables of the models; an empty field is missing.
# Items of a model: exists, or reason|WHY if it does not, or error; n, missing, rank, df; selfcheck (0: svyglm's own fit
# differs); coef|TERM|estimate or aliased; se|VCOV|TERM; test|TERM|F, df1, p; fit|KEY; gvif|TERM;
# margin|VARIABLE|LEVEL|estimate, se, se_full; effect|VARIABLE|LEVEL|estimate, se, se_full; influence|cook, leverage; and the
# reciprocal conditions of correlations that say how exact these can be: rcond|test|TERM, design,
# design_basis (of an orthogonal basis of the columns), information.
# See modelFunctions.R for the formulas, and models.R for how they compare with R's own functions.
directory <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
source(file.path(directory, "modelFunctions.R"))
invisible(Sys.setlocale("LC_CTYPE", "C.UTF-8"))
dir <- commandArgs(trailingOnly = TRUE)
stopifnot(length(dir) == 1)

# --- Reading and writing ---------------------------------------------------------------------------------------------

read_text <- function(name) {
  read.csv(file.path(dir, name), colClasses = "character", na.strings = "", encoding = "UTF-8", check.names = FALSE)
}
number_pattern <- "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$"
read_data <- function(name) { # a column is of numbers if all its values are
  d <- read_text(name)
  for (v in setdiff(names(d), c("s", "c")))
    d[[v]] <- if (all(grepl(number_pattern, d[[v]]) | is.na(d[[v]]))) as.numeric(d[[v]]) else text_factor(d[[v]])
  # Numbers for the names: svydesign joins the names of stratum and cluster by a dot, which can make two clusters one.
  for (v in intersect(c("s", "c"), names(d))) d[[v]] <- match(d[[v]], sort(unique(d[[v]]), method = "radix"))
  d
}
build <- function(spec, data) {
  arguments <- list(ids = if (spec$clusters == "1") ~c else ~1, weights = ~w, data = data, nest = TRUE)
  if (spec$strata == "1") arguments$strata <- ~s
  whole <- spec$fpc != "" && all(data$f == 1) # the whole population, as a fraction or a size: as.fpc stops there
  if (whole) arguments$data$f <- 1e9
  if (spec$fpc != "") arguments$fpc <- ~f
  capture.output(design <- quiet(do.call(svydesign, arguments))) # as.fpc prints
  if (whole) design$fpc$popsize <- design$fpc$sampsize
  design$strata[] <- lapply(design$strata, as.character) # the same in types that R compares faster
  design$cluster[] <- lapply(design$cluster, as.integer)
  design
}
out <- new.env()
add <- function(prefix, values) { # values: a named vector, or a list of vectors with an element for each prefix
  if (is.list(values)) {
    keys <- rep(names(values), each = length(prefix))
    values <- unlist(values, use.names = FALSE)
  } else {
    keys <- names(values)
  }
  out$items[[length(out$items) + 1]] <- if (identical(prefix, "")) keys else paste(prefix, keys, sep = "|")
  out$values[[length(out$values) + 1]] <- as.numeric(values)
}

# --- Models ----------------------------------------------------------------------------------------------------------

# Why a model does not exist, in this order; NULL if it does.
missing_because <- function(spec, p, matrices) {
  y <- matrices$y[matrices$some]
  upper <- if (is_logistic(spec)) 1 else Inf
  if (spec$family != "linear") {
    stopifnot(y >= 0, y <= upper)
    if (separated(matrices$x[matrices$some, , drop = FALSE], y, upper))
      return(if (all(y == 0) || all(y == upper)) "constant" else "separation")
  }
  if (degf(p$used) + 1 - ncol(matrices$x) < 1) return("df")
  if (lonely_strata(p$used)) return("lonely")
  NULL
}
# Whether svyglm's own solution is the same: 1, or 0 where it is not, or where it stops.
agrees <- function(m) {
  p <- m$p
  from <- function(start) eval(bquote(svyglm(.(p$formula), .(p$domain), family = .(p$family), start = .(start),
                                             control = glm.control(epsilon = 1e-10, maxit = 100))))
  fit <- tryCatch(quiet({
    first <- from(NULL)
    start <- coef(first, na.rm = FALSE)
    from(unname(ifelse(is.na(start), 0, start)))
  }), error = function(e) NULL)
  if (is.null(fit) || !identical(unname(is.na(coef(fit, na.rm = FALSE))), unname(m$aliased))) return(0)
  a <- sqrt(diag(m$v$design))
  b <- quiet(sqrt(diag(vcov(fit))))
  noise <- 1e-9 * sqrt(diag(m$e$inverse) * sum(m$w)) * if (m$spec$family == "linear") sqrt(mean(m$y^2)) else 1
  same_se <- abs(a - b) <= 1e-5 * a + noise | (is.nan(a) & is.nan(b))
  same_b <- abs(m$b - coef(fit)) <= 1e-5 * pmax(abs(m$b), ifelse(is.nan(a), 0, a)) + noise
  as.numeric(isTRUE(all(same_se)) && isTRUE(all(same_b)))
}
one_model <- function(spec, design) {
  none <- function(reason) add("", c(exists = 0, setNames(1, paste0("reason|", reason))))
  p <- prepare_in(spec, design, spec$where)
  if (!any(weights(p$used) > 0)) return(none("empty"))
  frame <- frame_of(p)
  if (length(one_level(frame)) > 0) return(none("one-level"))
  matrices <- matrices_of(p, frame)
  reason <- missing_because(spec, p, matrices)
  if (!is.null(reason)) return(none(reason))
  m <- fit_exactly(spec, p, matrices)
  linear <- spec$family == "linear"

  add("", c(exists = 1, n = length(m$w), missing = p$missing, rank = m$rank, df = m$df, selfcheck = agrees(m)))
  add(paste0("coef|", names(m$b)), list(estimate = m$b))
  if (any(m$aliased)) add(paste0("coef|", names(m$aliased)[m$aliased]), list(aliased = rep(1, sum(m$aliased))))
  for (name in names(m$v)) add(paste0("se|", name), setNames(sqrt(diag(m$v[[name]])), names(m$b)))
  d <- tests_with(m, "design")
  d <- d[d$df1 > 0, ]
  if (NROW(d) > 0) {
    add(paste0("test|", d$term), as.list(d[c("F", "df1", "p")]))
    add("rcond|test", setNames(d$rcond, d$term))
  }
  f <- fit_numbers(m)
  a <- f$domain
  add("fit", c(deviance = a$deviance, null_deviance = a$null, dispersion_svyglm = a$dispersion,
               cox_snell = f$cox_snell, nagelkerke = f$nagelkerke, aic = if (linear) a$aic_normal else a$aic,
               eff_p = if (linear) a$eff_p_normal else a$eff_p, bic = a$bic))
  d <- gvif_of(m)
  if (!is.null(d)) add("gvif", setNames(d$gvif, d$term))
  d <- margins_of(m)
  if (!is.null(d)) {
    add(paste("margin", d$variable, d$level, sep = "|"), as.list(d[c("estimate", "se", "se_full")]))
  }
  d <- effects_of(m)
  if (!is.null(d)) add(paste("effect", d$variable, d$level, sep = "|"), as.list(d[c("estimate", "se", "se_full")]))
  d <- influence_of(m)
  if (!is.na(d$cook)) add("influence", c(cook = d$cook, leverage = d$leverage))
  add("rcond", c(design = d$rcond, design_basis = d$in_basis, information = conditioned(m$e$inverse)))
}

models <- read_text("models.csv")
models[is.na(models)] <- ""
# The models of one file go to the same process, which reads the file and builds the design once.
models_of_file <- function(rows) {
  data <- NULL
  designs <- list()
  unlist(lapply(rows, function(i) {
    spec <- models[i, ]
    out$items <- out$values <- list()
    options(survey.lonely.psu = spec$lonely)
    tryCatch(quiet({
      if (is.null(data)) data <<- read_data(spec$file)
      key <- paste(spec$strata, spec$clusters, spec$fpc)
      if (is.null(designs[[key]])) designs[[key]] <<- build(spec, data)
      one_model(spec, designs[[key]])
    }), error = function(e) {
      message(spec$id, ": ", paste(deparse(conditionCall(e))[1], conditionMessage(e), sep = ": "))
      out$items <- list("error")
      out$values <- list(1)
    })
    paste(quoted(spec$id), quoted(unlist(out$items)), number_text(unlist(out$values)), sep = ",")
  }))
}
results <- parallel::mclapply(split(seq_len(nrow(models)), models$file), models_of_file, mc.cores = 2,
                              mc.preschedule = FALSE)
failed <- Filter(function(r) !is.character(r) || inherits(r, "try-error"), results)
if (length(failed) > 0) stop("a file failed: ", failed[[1]])
con <- file(file.path(dir, "results.csv"), "wb")
writeLines(c("id,item,value", unlist(results)), con, useBytes = TRUE)
close(con)
