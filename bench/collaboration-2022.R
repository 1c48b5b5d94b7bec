# The figures, tables and models of collaboration-2022 as an analyst writes them with R's survey: the peer of
# `panel reproduce collaboration-2022`. Run from the root of the repository: Rscript bench/collaboration-2022.R
source("test/oracle/panel4.R", encoding = "UTF-8")

percent <- function(wave, variable, level, domain) {
  design <- subset(designs[[wave]], in_domain(waves[[wave]], domain) & !is.na(waves[[wave]][[variable]]))
  wanted <- strsplit(level, "|", fixed = TRUE)[[1]]
  design <- update(design, y = as.numeric(design$variables[[variable]] %in% wanted))
  # The logit interval of a proportion of 0 or 1 does not exist.
  p <- if (length(unique(design$variables$y)) < 2) svymean(~y, design) else svyciprop(~y, design, method = "logit")
  cat(wave, variable, level, domain, coef(p), SE(p), confint(p), "\n")
}

figures <- read.csv("data/studies/collaboration-2022/figures.csv", colClasses = "character", encoding = "UTF-8")
figures <- figures[figures$use != "context" & !figures$statistic %in% c("respondents", "percent-change"), ]
for (i in seq_len(nrow(figures))) {
  f <- figures[i, ]
  if (f$statistic == "percent") {
    percent(f$wave, f$variable, f$level, f$domain)
  } else {
    design <- subset(designs[[f$wave]], in_domain(waves[[f$wave]], f$domain) & !is.na(waves[[f$wave]][[f$variable]]))
    m <- svymean(reformulate(f$variable), design)
    cat(f$id, coef(m), SE(m), confint(m, df = degf(design)), "\n")
  }
}
for (variable in c(exchanges, unlist(motives, use.names = FALSE)))
  for (level in c(frequency, "nsp")) percent("2022", variable, level, "")

all_scores <- c("tranche_age", "sexe", "volume", "region", "mode", "msp", "membre_cpts", "offre_generalistes")
covariates <- list(
  infirmieres = c(all_scores, "offre_infirmieres"), generalistes = all_scores,
  specialistes = c(all_scores, "offre_specialistes"), pharmaciennes = c(all_scores, "offre_pharmacies"),
  kines = c(all_scores, "offre_kines")
)
design <- designs[["2022"]]
for (v in names(references)) design$variables[[v]] <- relevel(design$variables[[v]], references[[v]])
model <- function(outcome, profession, family) {
  fit <- svyglm(reformulate(covariates[[profession]], outcome), design, family = family)
  print(cbind(coef(summary(fit)), confint(fit)))
}
both <- function(profession, score, checked = score) {
  model(score, profession, quasipoisson())
  model(sprintf("I(%s >= 3)", checked), profession, quasibinomial())
}
for (p in names(covariates))
  both(p, paste0(if (p %in% names(motives)) "score_detaille_" else "score_", p), paste0("score_", p))
for (p in names(motives)) for (m in motives[[p]]) both(p, paste0("score_", m))
