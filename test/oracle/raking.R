# Raking ratio of apistrat to two margins of the population apipop, with R's survey.
# Run from the root of the repository: Rscript test/oracle/raking.R; writes test/oracle/raking.csv.
suppressMessages(library(survey))
data(api)
design <- svydesign(ids = ~1, strata = ~stype, weights = ~pw, data = apistrat)
margins <- lapply(c("stype", "sch.wide", "comp.imp"), function(v) xtabs(reformulate(v), apipop))
raked <- rake(design, list(~stype, ~sch.wide, ~comp.imp), margins, control = list(maxit = 1000, epsilon = 1e-10))
rows <- data.frame(cds = apistrat$cds, stype = apistrat$stype, sch.wide = apistrat$sch.wide,
                   comp.imp = apistrat$comp.imp, pw = sprintf("%.17g", apistrat$pw),
                   raked = sprintf("%.17g", weights(raked)))
totals <- do.call(rbind, lapply(margins, function(m) data.frame(variable = names(dimnames(m)), level = names(m), total = as.vector(m))))
write.csv(rows, "test/oracle/raking.csv", row.names = FALSE, quote = FALSE)
write.csv(totals, "test/oracle/raking-margins.csv", row.names = FALSE, quote = FALSE)
