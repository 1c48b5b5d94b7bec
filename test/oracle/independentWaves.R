# Means and totals of two waves that share no respondent, and their change: the strata of each wave are its own. The waves are the odd and the
# even rows of apistrat.
# Run from the root of the repository: Rscript test/oracle/independentWaves.R
suppressPackageStartupMessages(library(survey))
rows <- read.csv("test/oracle/public/data/apistrat.csv")
rows$wave <- ifelse(seq_len(nrow(rows)) %% 2 == 1, "odd", "even")
rows$own <- interaction(rows$stype, rows$wave)
design <- svydesign(ids = ~1, strata = ~own, weights = ~pw, data = rows)
digits <- function(x) format(x, digits = 15, scientific = TRUE)
one <- function(variable, statistic) {
  f <- get(paste0("svy", statistic))
  by <- svyby(as.formula(paste0("~", variable)), ~wave, design, f, covmat = TRUE)
  change <- svycontrast(by, c(even = 1, odd = -1))
  alone <- sapply(c("odd", "even"), function(w) {
    own <- svydesign(ids = ~1, strata = ~stype, weights = ~pw, data = rows[rows$wave == w, ])
    SE(f(as.formula(paste0("~", variable)), own))
  })
  data.frame(
    variable, statistic,
    odd = digits(coef(by)[["odd"]]), se_odd = digits(alone[["odd"]]),
    even = digits(coef(by)[["even"]]), se_even = digits(alone[["even"]]),
    change = digits(coef(change)[[1]]), se = digits(SE(change)[[1]])
  )
}
cases <- rbind(one("api00", "mean"), one("enroll", "mean"), one("enroll", "total"), one("meals", "total"))
write.csv(cases, "test/oracle/independentWaves.csv", row.names = FALSE, quote = FALSE)
