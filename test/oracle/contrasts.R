# Contrasts of two models on one design by R's survey package: their difference, their ratio and its interval on the log scale.
# The models have different outcomes' covariates and rows; a group of levels has the mean of their coefficients by weighted
# shares in the rows of the model. The covariance is that of the influences of both models side by side (svyrecvar), or of
# the coefficients fitted with replicate weights.
# Run from the root of the repository: Rscript test/oracle/contrasts.R
# Reads test/oracle/public/data/*.csv and test/oracle/replicates/. Writes test/oracle/contrasts.csv.
suppressMessages(library(survey))
read <- function(file) read.csv(paste0("test/oracle/", file), na.strings = "")
strat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = read("public/data/apistrat.csv"))
clus <- svydesign(id = ~dnum, weights = ~pw, data = read("public/data/apiclus2.csv"))
spec <- subset(read("replicates/designs.csv"), design == "jkn-schools")
rscales <- subset(read("replicates/scales.csv"), design == "jkn-schools")$rscale
jkn <- svrepdesign(weights = ~w, repweights = "rep[0-9]+", data = read("replicates/data/jkn-schools.csv"), type = "other",
                   scale = spec$scale, rscales = rscales, combined.weights = TRUE, mse = FALSE)

exact <- glm.control(epsilon = 1e-14, maxit = 100)
fit <- function(formula, design, ...) suppressWarnings(svyglm(formula, design, family = quasipoisson(), control = exact, ...))
weights_of <- function(model, level, versus) { # of the coefficients of stype, "E" being the reference
  rows <- model$survey.design$variables$stype
  share <- function(group) {
    own <- sapply(group, function(l) sum(weights(model$survey.design, "sampling")[rows == l]))
    rowSums(sapply(group, function(l) (names(coef(model)) == paste0("stype", l)) * own[[l]] / sum(own)))
  }
  share(level) - share(versus)
}
all <- c("E", "H", "M")
results <- lapply(list(strat = strat, clus2 = clus, `jkn-schools` = jkn), function(design) {
  is_replicated <- inherits(design, "svyrep.design")
  known <- !is.na(design$variables$enroll)
  parts <- list(
    list(formula = enroll ~ stype + meals, rows = known, level = "H", versus = all),
    list(formula = enroll ~ stype + awards, rows = known & design$variables$yr.rnd == "No", level = c("H", "M"), versus = "E")
  )
  found <- lapply(parts, function(part) {
    own <- design[part$rows, ]
    model <- if (is_replicated) fit(part$formula, own, return.replicates = TRUE) else fit(part$formula, own)
    k <- weights_of(model, part$level, part$versus)
    z <- matrix(0, nrow(design), 1)
    if (!is_replicated) {
      scores <- model.matrix(model) * resid(model, "working") * model$weights # as in vcov of svyglm
      z[part$rows, ] <- scores %*% model$naive.cov %*% k
      v <- svyrecvar(z, design$cluster, design$strata, design$fpc, postStrata = design$postStrata)
      stopifnot(abs(v / (k %*% vcov(model) %*% k) - 1) < 1e-8)
    }
    list(b = sum(k * coef(model)), z = z, df = model$df.residual, r = if (is_replicated) model$replicates %*% k)
  })
  v <- if (is_replicated) {
    svrVar(cbind(found[[1]]$r, found[[2]]$r), design$scale, design$rscales, mse = FALSE)
  } else {
    svyrecvar(cbind(found[[1]]$z, found[[2]]$z), design$cluster, design$strata, design$fpc)
  }
  both <- c("a", "b")
  pair <- structure(setNames(c(found[[1]]$b, found[[2]]$b), both), var = matrix(v, 2, dimnames = list(both, both)),
                    class = "svystat")
  df <- min(found[[1]]$df, found[[2]]$df)
  difference <- svycontrast(pair, c(a = 1, b = -0.5))
  ratio <- svycontrast(pair, quote(a / b))
  q <- qt(0.975, df)
  is_ratio <- coef(pair)[["a"]] / coef(pair)[["b"]] > 0 && abs(coef(pair)[["b"]]) > q * SE(pair)[["b"]]
  r <- coef(ratio)[[1]]
  spread <- exp(q * SE(ratio)[[1]] / r)
  data.frame(estimate = coef(difference)[[1]], se = SE(difference)[[1]], df, ratio = r, ratio_se = SE(ratio)[[1]],
             ratio_low = r / spread, ratio_high = r * spread, is_ratio)
})
stopifnot(sapply(results, `[[`, "is_ratio"))
table <- do.call(rbind, results)[1:7]
write.csv(cbind(design = names(results), sapply(table, formatC, digits = 17, format = "g", width = 1)), "test/oracle/contrasts.csv",
          row.names = FALSE, quote = FALSE)
