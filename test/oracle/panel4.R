# The dataset panel4 in R: its spreadsheet decoded, derived variables, and one stratified design per wave, as
# data/panel4/dataset.yaml declares them.
suppressMessages({
  library(survey)
  library(readxl)
})
if (!l10n_info()[["UTF-8"]]) invisible(Sys.setlocale("LC_CTYPE", "C.UTF-8")) # accented level names
workbook <- "data/panel4/panel4.xlsx"

# --- Variables -------------------------------------------------------------------------------------------------------

yes_no <- c("Oui", "Non")
frequency <- c("tous les jours", "chaque semaine", "quelques fois par mois", "une fois par mois ou moins", "jamais")
points <- c(4, 3, 2, 1, 0) # of these levels in a score
exchanges <- paste0("echange_", c("infirmieres", "generalistes", "specialistes", "pharmaciennes", "kines"))
motives <- list(
  infirmieres = c("chronique", "traitements", "domicile", "hospitalisation"),
  generalistes = c("avis", "remplacement", "temps_dedies"),
  specialistes = c("rendez_vous", "avis", "entree_hopital", "retour_hopital")
)
motives <- Map(paste, names(motives), motives, sep = "_") # the variables
codes <- list(
  region = c("Pays de la Loire", "Paca", "autre r\u00e9gion"),
  sexe = c("Homme", "Femme"),
  volume = c("faible", "mod\u00e9r\u00e9", "\u00e9lev\u00e9"),
  densite = c("faible", "moyenne", "forte"),
  regroupement = c("seul", "mono g\u00e9n\u00e9ralistes", "mono autres", "pluri"),
  secretariat_physique = yes_no, secretariat_telephonique = yes_no, rdv_en_ligne = yes_no, secretariat_autre = yes_no,
  teleconsultation = c("jamais", "hors plateforme de march\u00e9", "plateforme de march\u00e9"),
  msp = yes_no, cpts = c("aucune", "en projet", "en fonctionnement")
)
profiles <- c( # answers to physique, telephonique, en ligne
  ONN = "physique seul", NON = "t\u00e9l\u00e9phonique seul", NNO = "en ligne seul",
  OON = "physique et t\u00e9l\u00e9phonique", ONO = "physique et en ligne", NOO = "t\u00e9l\u00e9phonique et en ligne",
  OOO = "les trois", NNN = "aucun des trois"
)

scores <- c( # the variables that each adds up
  setNames(as.list(exchanges), sub("echange", "score", exchanges)),
  setNames(as.list(unlist(motives)), paste0("score_", unlist(motives))),
  setNames(motives, paste0("score_detaille_", names(motives)))
)
references <- c( # of the models of all studies
  tranche_age = "60 ans ou plus", tranche_age3 = "60 ans ou plus", sexe = "Homme", volume = "faible",
  densite = "faible", mode = "seul", region = "autre r\u00e9gion", msp = "Non", membre_cpts = "Non",
  offre_generalistes = "1er quartile", offre_infirmieres = "1er quartile", offre_kines = "1er quartile",
  offre_specialistes = "1er quartile", offre_pharmacies = "1er quartile"
)

decode <- function(x, labels, nine = NULL) { # codes 1, 2, ... in the order of the levels; 9 is no answer, or a level
  known <- c(seq_along(labels), if (!is.null(nine)) 9)
  labels <- c(labels, nine)
  stopifnot(x %in% c(known, 9))
  factor(labels[match(x, known)], levels = labels)
}
recode <- function(x, groups) { # groups: list of (new level = old levels)
  stopifnot(setequal(unlist(groups), levels(x)))
  factor(rep(names(groups), lengths(groups))[match(x, unlist(groups))], levels = names(groups))
}

# --- Areas: quartiles of each indicator, of the population -----------------------------------------------------------

supply <- c(offre_generalistes = "apl_generalistes", offre_infirmieres = "apl_infirmieres", offre_kines = "apl_kines",
            offre_specialistes = "densite_specialistes", offre_pharmacies = "densite_pharmacies")
areas <- as.data.frame(read_excel(workbook, sheet = "territoires"))
stopifnot(!anyDuplicated(areas$territoire), areas$population > 0, !is.na(areas))
quartiles_of <- function(indicator) { # smallest values at which areas up to them hold 1, 2 and 3 quarters of the people
  x <- areas[[indicator]]
  below <- sapply(sort(unique(x)), function(value) sum(areas$population[x <= value]))
  stopifnot(areas$population == round(areas$population)) # so that sums, and four times them, are exact
  quartiles <- sapply(1:3, function(k) min(sort(unique(x))[4 * below >= k * sum(areas$population)]))
  design <- svydesign(ids = ~1, weights = ~population, data = areas)
  survey <- svyquantile(reformulate(indicator), design, c(0.25, 0.5, 0.75), qrule = "math", ci = FALSE)
  stopifnot(quartiles == as.vector(survey[[indicator]]), diff(quartiles) > 0)
  quartiles
}
quartiles <- lapply(supply, quartiles_of)
for (v in names(supply)) areas[[v]] <- cut(areas[[supply[[v]]]], c(-Inf, quartiles[[v]], Inf), right = TRUE, labels = c(
  "1er quartile", "2e quartile", "3e quartile", "4e quartile"
))

# --- Waves -----------------------------------------------------------------------------------------------------------

read_wave <- function(sheet) {
  d <- as.data.frame(read_excel(workbook, sheet = sheet))
  stopifnot(!anyDuplicated(d$id), d$poids > 0, !is.na(d$age))
  for (v in intersect(names(codes), names(d))) d[[v]] <- decode(d[[v]], codes[[v]])
  for (v in intersect(c(exchanges, unlist(motives)), names(d))) d[[v]] <- decode(d[[v]], frequency, "nsp")

  d$tranche_age <- cut(d$age, c(-Inf, 40, 50, 60, Inf), right = FALSE,
                       labels = c("moins de 40 ans", "40-49 ans", "50-59 ans", "60 ans ou plus"))
  d$tranche_age3 <- recode(d$tranche_age, list("moins de 50 ans" = c("moins de 40 ans", "40-49 ans"),
                                               "50-59 ans" = "50-59 ans", "60 ans ou plus" = "60 ans ou plus"))
  d$zone_faible_densite <- recode(d$densite, list(Oui = "faible", Non = c("moyenne", "forte")))
  d$mode <- recode(d$regroupement, list(seul = "seul", mono = c("mono g\u00e9n\u00e9ralistes", "mono autres"),
                                        pluri = "pluri"))
  d$groupe <- recode(d$mode, list(Oui = c("mono", "pluri"), Non = "seul"))

  published <- cbind(d$secretariat_physique == "Oui", d$secretariat_telephonique == "Oui", d$rdv_en_ligne == "Oui")
  channels <- cbind(published, d$secretariat_autre == "Oui")
  d$nb_canaux <- rowSums(channels) # NA as soon as one answer is missing
  d$nb_canaux_publies <- rowSums(published)
  some <- rowSums(channels, na.rm = TRUE) > 0 # one "Oui" is enough, whatever is missing
  d$secretariat <- factor(ifelse(some, "Oui", ifelse(is.na(d$nb_canaux), NA, "Non")), levels = yes_no)
  d$plusieurs_canaux <- factor(ifelse(d$nb_canaux >= 2, "Oui", "Non"), levels = c("Non", "Oui"))
  d$plusieurs_canaux_publies <- factor(ifelse(d$nb_canaux_publies >= 2, "Oui", "Non"), levels = c("Non", "Oui"))
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
  if ("cpts" %in% names(d)) d$membre_cpts <- recode(d$cpts, list(Oui = codes$cpts[2:3], Non = "aucune"))
  for (score in names(scores)) if (all(scores[[score]] %in% names(d))) {
    d[[score]] <- rowSums(sapply(d[scores[[score]]], function(x) points[match(x, frequency)])) # NA once "nsp" is among
  }
  if ("territoire" %in% names(d)) {
    home <- match(d$territoire, areas$territoire)
    stopifnot(!is.na(home))
    d <- cbind(d, areas[home, c(supply, names(supply))])
  }
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
