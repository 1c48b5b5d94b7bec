# Independent estimates of the study er1245 with R's survey package, from the spreadsheet and the list of estimands.
# Run from the root of the repository: Rscript test/oracle/er1245.R
# Reads  data/panel4/panel4.xlsx, data/studies/er1245/figures.csv (never its published values) and findings.csv.
# Writes test/oracle/er1245-{figures,tables,models,findings}.csv. An empty field is a value that does not exist.
study <- "data/studies/er1245/"
output <- "test/oracle/er1245-"
source("test/oracle/study.R")

write_figures()

# --- Tables: wave by wave, outcome by outcome ------------------------------------------------------------------------

write_tables(rbind(
  expand.grid(
    level = "Oui", variable = c("secretariat", "secretariat_physique", "secretariat_telephonique", "rdv_en_ligne"),
    wave = c("2019", "2022"), domain = "", table = "graphique-1", stringsAsFactors = FALSE
  ),
  data.frame(level = unname(profiles), variable = "profil_canaux", wave = "2022", domain = "secretariat=Oui",
             table = "schema-2")
))

# --- Models and findings ---------------------------------------------------------------------------------------------

own <- references[c("tranche_age3", "sexe", "volume", "densite", "mode", "region")]
models <- list(
  "secretariat-2022" = list(variable = "secretariat", level = "Oui", domain = "", references = own),
  "nb-canaux-2022" = list(variable = "nb_canaux", domain = "secretariat=Oui", references = own),
  "adoption-2019-2022" = list(variable = "secretariat", level = "Oui", domain = "secretariat_2019=Non",
                              references = own),
  "abandon-en-ligne-2019-2022" = list(variable = "rdv_en_ligne", level = "Non", domain = "rdv_en_ligne_2019=Oui",
                                      references = replace(own, "tranche_age3", "moins de 50 ans"))
)
fits <- lapply(models, fit_model)
write_models(fits)

findings <- read_rows("findings.csv", c("id", "model", "first", "second", "factor", "variable", "level", "versus"))
columns <- c("estimate", "se", "statistic", "p", "ratio", "ratio_se", "ratio_low", "ratio_high")
results <- lapply(split(findings, seq_len(nrow(findings))), function(f) {
  if (f$model == "") return(compare_pair(f$first, f$second, f$factor, fits, models))
  contrast(fits[[f$model]], f$variable, f$level, f$versus)
})
results <- lapply(results, function(r) replace(setNames(as.list(rep(NA_real_, length(columns))), columns), names(r), r))
write_rows(cbind(findings["id"], rows(results)), "findings")
