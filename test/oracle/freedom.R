# Tests and intervals of a model of R's survey package with degrees of freedom that are given: those of the design, of the
# domain, or a number. Adjusted Wald F: (d - k + 1)/d * F on k and d - k + 1 degrees of freedom (Korn and Graubard 1990).
# Run from the root of the repository: Rscript test/oracle/freedom.R
# Reads test/oracle/public/data/apistrat.csv. Writes test/oracle/freedom-terms.csv and test/oracle/freedom-tests.csv.
suppressMessages(library(survey))
rows <- read.csv("test/oracle/public/data/apistrat.csv")
design <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = rows)
domain <- subset(design, sch.wide == "Yes")
model <- svyglm(api00 ~ ell + meals + stype, design = domain)
t <- coef(model) / SE(model)
all <- list(design = degf(design), domain = degf(domain), `25` = 25)
number <- function(x) formatC(x, digits = 17, format = "g")
terms <- tests <- NULL
for (name in names(all)) {
  df <- all[[name]]
  limits <- confint(model, ddf = df)
  terms <- rbind(terms, data.frame(freedom = name, df, term = names(coef(model)), low = number(limits[, 1]),
                                   high = number(limits[, 2]), p = number(2 * pt(-abs(t), df))))
  for (variable in c("ell", "meals", "stype")) {
    test <- regTermTest(model, as.formula(paste("~", variable)), df = df)
    k <- test$df
    d2 <- df - k + 1
    adjusted <- c(test$Ftest) * d2 / df
    tests <- rbind(tests, data.frame(freedom = name, variable, F = number(c(test$Ftest)), p = number(c(test$p)),
                                     adjusted = number(adjusted), df2 = d2,
                                     adjustedP = number(pf(adjusted, k, d2, lower.tail = FALSE))))
  }
}
write.csv(terms, "test/oracle/freedom-terms.csv", row.names = FALSE, quote = FALSE)
write.csv(tests, "test/oracle/freedom-tests.csv", row.names = FALSE, quote = FALSE)
