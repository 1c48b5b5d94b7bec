# The figures, tables, models and findings of er1245 as an analyst writes them with R's survey: the peer of
# `panel reproduce er1245`. Run from the root of the repository: Rscript bench/er1245.R
study <- "er1245"
source("bench/study.R", encoding = "UTF-8")

own <- references[c("tranche_age3", "sexe", "volume", "densite", "mode", "region")]
run(
  cells = rbind(
    expand.grid(statistic = "percent", level = "Oui", wave = c("2019", "2022"), domain = "", stringsAsFactors = FALSE,
                variable = c("secretariat", "secretariat_physique", "secretariat_telephonique", "rdv_en_ligne")),
    data.frame(statistic = "percent", level = unname(profiles), wave = "2022", domain = "secretariat=Oui",
               variable = "profil_canaux")
  ),
  models = list(
    "secretariat-2022" = list('I(secretariat == "Oui")', "", own, quasibinomial()),
    "nb-canaux-2022" = list("nb_canaux", "secretariat=Oui", own, quasipoisson()),
    "adoption-2019-2022" = list('I(secretariat == "Oui")', "secretariat_2019=Non", own, quasibinomial()),
    "abandon-en-ligne-2019-2022" = list('I(rdv_en_ligne == "Non")', "rdv_en_ligne_2019=Oui",
                                        replace(own, "tranche_age3", "moins de 50 ans"), quasibinomial())
  )
)
