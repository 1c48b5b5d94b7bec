# The dataset panel4 in R: its spreadsheet decoded, derived variables, and one stratified design per wave.
suppressMessages({
  library(survey)
  library(readxl)
})
if (!l10n_info()[["UTF-8"]]) invisible(Sys.setlocale("LC_CTYPE", "C.UTF-8")) # accented level names
workbook <- "data/panel4/panel4.xlsx"

# --- Variables -------------------------------------------------------------------------------------------------------

yes_no <- c("Oui", "Non")
codes <- list(
  region = c("Pays de la Loire", "Paca", "autre r\u00e9gion"),
  sexe = c("Homme", "Femme"),
  volume = c("faible", "mod\u00e9r\u00e9", "\u00e9lev\u00e9"),
  densite = c("faible", "moyenne", "forte"),
  mode = c("seul", "mono", "pluri"),
  secretariat_physique = yes_no, secretariat_telephonique = yes_no, rdv_en_ligne = yes_no, secretariat_autre = yes_no,
  teleconsultation = c("jamais", "hors plateforme de march\u00e9", "plateforme de march\u00e9")
)
profiles <- c( # answers to physique, telephonique, en ligne
  ONN = "physique seul", NON = "t\u00e9l\u00e9phonique seul", NNO = "en ligne seul",
  OON = "physique et t\u00e9l\u00e9phonique", ONO = "physique et en ligne", NOO = "t\u00e9l\u00e9phonique et en ligne",
  OOO = "les trois", NNN = "aucun des trois"
)

decode <- function(x, labels) { # codes 1, 2, ... in the order of the levels; 9 is no answer
  stopifnot(x %in% c(seq_along(labels), 9))
  factor(labels[match(x, seq_along(labels))], levels = labels)
}
recode <- function(x, groups) { # groups: list of (new level = old levels)
  stopifnot(setequal(unlist(groups), levels(x)))
  factor(rep(names(groups), lengths(groups))[match(x, unlist(groups))], levels = names(groups))
}
read_wave <- function(sheet) {
  d <- as.data.frame(read_excel(workbook, sheet = sheet))
  stopifnot(!anyDuplicated(d$id), d$poids > 0, !is.na(d$age))
  for (v in intersect(names(codes), names(d))) d[[v]] <- decode(d[[v]], codes[[v]])

  d$tranche_age <- cut(d$age, c(-Inf, 40, 50, 60, Inf), right = FALSE,
                       labels = c("moins de 40 ans", "40-49 ans", "50-59 ans", "60 ans ou plus"))
  d$tranche_age3 <- recode(d$tranche_age, list("moins de 50 ans" = c("moins de 40 ans", "40-49 ans"),
                                               "50-59 ans" = "50-59 ans", "60 ans ou plus" = "60 ans ou plus"))
  d$zone_faible_densite <- recode(d$densite, list(Oui = "faible", Non = c("moyenne", "forte")))
  d$groupe <- recode(d$mode, list(Oui = c("mono", "pluri"), Non = "seul"))

  published <- cbind(d$secretariat_physique == "Oui", d$secretariat_telephonique == "Oui", d$rdv_en_ligne == "Oui")
  channels <- cbind(published, d$secretariat_autre == "Oui")
  d$nb_canaux <- rowSums(channels) # NA as soon as one answer is missing
  d$nb_canaux_publies <- rowSums(published)
  some <- rowSums(channels, na.rm = TRUE) > 0 # one "Oui" is enough, whatever is missing
  d$secretariat <- factor(ifelse(some, "Oui", ifelse(is.na(d$nb_canaux), NA, "Non")), levels = yes_no)
  d$plusieurs_canaux <- factor(ifelse(d$nb_canaux >= 2, "Oui", "Non"), levels = c("Non", "Oui"))
  letter <- ifelse(published, "O", "N")
  d$profil_canaux <- factor(unname(profiles[paste0(letter[, 1], letter[, 2], letter[, 3])]), levels = unname(profiles))
  d$usage_en_ligne <- recode(d$profil_canaux, list(
    "classique sans outil en ligne" = unname(profiles[c("ONN", "NON", "OON")]),
    "classique et en ligne" = unname(profiles[c("ONO", "NOO", "OOO")]),
    "en ligne seul" = "en ligne seul", "aucun des trois" = "aucun des trois"
  ))
  if ("teleconsultation" %in% names(d)) d$teleconsulte <- recode(
    d$teleconsultation, list(Oui = codes$teleconsultation[2:3], Non = "jamais")
  )
  d
}

waves <- list("2019" = read_wave("2019"), "2022" = read_wave("2022"))
previous <- waves[["2019"]][match(waves[["2022"]]$id, waves[["2019"]]$id), ]
for (v in setdiff(names(previous), c("id", "poids"))) waves[["2022"]][[paste0(v, "_2019")]] <- previous[[v]]

# --- Designs and estimates -------------------------------------------------------------------------------------------

designs <- lapply(waves, function(d) svydesign(ids = ~1, strata = ~region, weights = ~poids, data = d))

in_domain <- function(d, domain) { # "var=level|level; var=level"; a missing answer satisfies no clause
  keep <- rep(TRUE, nrow(d))
  for (clause in strsplit(domain, "; *")[[1]]) {
    parts <- strsplit(clause, "=", fixed = TRUE)[[1]]
    wanted <- strsplit(parts[2], "|", fixed = TRUE)[[1]]
    stopifnot(length(parts) == 2, parts[1] %in% names(d), wanted %in% levels(d[[parts[1]]]))
    keep <- keep & d[[parts[1]]] %in% wanted
  }
  keep
}
