# Expected values of R's survey package for a table of several outcomes by groups: means of numeric outcomes with their standard
# errors and Student's intervals, and the tests in its rows: Wald's F of the regression on the groups for numeric outcomes,
# Rao and Scott's of the second order for categorical ones.
# Run from the root of the repository, after public.R: Rscript test/oracle/table1.R
# Reads test/oracle/public/designs.csv and data/; writes test/oracle/table1/means.csv and tests.csv. In `design` the ending -jk1
# is a jackknife that is made from the design.
suppressMessages(library(survey))
invisible(Sys.setlocale("LC_COLLATE", "C")) # the order of levels
output <- "test/oracle/table1/"
source("test/oracle/writeRows.R")
designs <- read.csv("test/oracle/public/designs.csv", colClasses = "character")
side <- function(text) if (text == "") NULL else as.formula(paste0("~`", text, "`"))
design_of <- function(name) {
  of <- designs[designs$design == sub("-jk1$", "", name), ]
  d <- read.csv(paste0("test/oracle/public/data/", of$data, ".csv"), stringsAsFactors = TRUE, check.names = FALSE)
  d$crossed <- interaction(d$stype, d$`sch.wide`, sep = " * ", lex.order = TRUE, drop = TRUE)
  found <- svydesign(if (of$cluster == "") ~1 else side(of$cluster), strata = side(of$strata), fpc = side(of$fpc),
                     weights = side(of$weight), data = d, nest = of$strata != "")
  if (grepl("-jk1$", name)) as.svrepdesign(found, type = "JK1") else found
}
means <- tests <- list()
add_numeric <- function(name, variable, group) {
  s <- design_of(name)
  s <- s[!is.na(s$variables[[variable]]) & !is.na(s$variables[[group]]), ]
  s$variables$y_ <- s$variables[[variable]]
  s$variables$g_ <- droplevels(s$variables[[group]])
  for (level in c(levels(s$variables$g_), "")) {
    own <- if (level == "") s else subset(s, g_ == level)
    m <- svymean(~y_, own)
    ci <- confint(m, df = degf(own))
    means[[length(means) + 1]] <<- data.frame(design = name, variable, by = group, group = level, n = nrow(own$variables),
                                              estimate = coef(m)[[1]], se = SE(m)[[1]], low = ci[1], high = ci[2], df = degf(own))
  }
  t <- regTermTest(svyglm(y_ ~ g_, s), ~g_)
  two <- if (nlevels(s$variables$g_) == 2) svyttest(y_ ~ g_, s) else NULL
  tests[[length(tests) + 1]] <<- data.frame(design = name, variable, by = group, kind = "mean", statistic = t$Ftest[[1]],
                                            df1 = t$df, df2 = t$ddf, p = t$p[[1]],
                                            t = if (is.null(two)) NA else two$statistic[[1]],
                                            t_df = if (is.null(two)) NA else two$parameter[[1]],
                                            t_p = if (is.null(two)) NA else two$p.value[[1]])
}
add_levels <- function(name, variable, group) {
  s <- design_of(name)
  s$variables$y_ <- factor(s$variables[[variable]])
  s$variables$g_ <- s$variables[[group]]
  t <- svychisq(~g_ + y_, s)
  tests[[length(tests) + 1]] <<- data.frame(design = name, variable, by = group, kind = "levels",
                                            statistic = t$statistic[[1]], df1 = t$parameter[[1]], df2 = t$parameter[[2]],
                                            p = t$p.value[[1]], t = NA, t_df = NA, t_p = NA)
}
for (name in c("strat-s", "strat-s-fpc", "strat-sc", "clus1", "clus1-fpc", "clus2", "clus1-jk1")) {
  for (variable in c("api00", "enroll", "avg.ed")) {
    add_numeric(name, variable, "stype")
    add_numeric(name, variable, "awards")
  }
  add_numeric(name, "big", "stype") # far from zero
  add_levels(name, "awards", "stype")
}
add_numeric("strat-s", "api00", "crossed")
add_numeric("clus2", "api00", "meals4")
write_rows(do.call(rbind, means), "means")
write_rows(do.call(rbind, tests), "tests")
