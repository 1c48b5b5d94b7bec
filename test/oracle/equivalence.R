# The two one-sided tests that a difference lies within a margin, by R's Student and normal distributions.
# Run from the root of the repository: Rscript test/oracle/equivalence.R
cases <- expand.grid(estimate = c(-0.12, 0, 0.03, 0.25), se = c(0.04, 0.1), df = c(3, 31, 1488, Inf), margin = c(0.1, 0.2))
above <- pt((cases$estimate + cases$margin) / cases$se, cases$df, lower.tail = FALSE)
below <- pt((cases$estimate - cases$margin) / cases$se, cases$df)
cases$p <- format(pmax(above, below), digits = 15, scientific = TRUE)
write.csv(cases, "test/oracle/equivalence.csv", row.names = FALSE, quote = FALSE)
