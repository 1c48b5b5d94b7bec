# What figures of the two embedded studies say together, checked by hand cases: linear programs over all cells of the few variables
# concerned. Figures were typed from the publications: Études et Résultats 1245 (er1245) and the study of collaborations of
# October 2023 (collaboration-2022). They are shares, printed to the hundredth, and means of channels, printed to the tenth.
# Run from the root of the repository: Rscript test/oracle/coherence/studies.R
# Writes test/oracle/coherence/studies.json: publications as in publications.json, with what expected.json says of each. Ids are those
# of data/studies/*/figures.csv. What is coherent and what conflicts is said of populations with somebody in the domain of each figure.
# The arithmetic is that of a hand calculation, in percent, that a reader can check against the bounds or the conflict.
source("test/oracle/coherence/json.R")
source("test/oracle/coherence/conditions.R")
source("test/oracle/coherence/programs.R")

# Combinations of the channels P (on site), T (telephone), L (online) and, as a fourth, A (another).
combinations_of <- function(channels) {
  sets <- unlist(lapply(seq_along(channels), function(size) combn(channels, size, paste, collapse = "", simplify = FALSE)))
  c("none", sets)
}

# The words in which figures of channels are written: sets of combinations.
words_of <- function(channels) {
  all <- combinations_of(channels)
  published <- gsub("A|none", "", all) # of the three
  those <- function(which) list(channels = I(all[which]))
  list(
    variable = list(channels = all),
    number = list(channels = setNames(ifelse(all == "none", 0, nchar(all)), all)),
    secretariat = those(all != "none"),
    physique = those(grepl("P", published)), telephonique = those(grepl("T", published)), en_ligne = those(grepl("L", published)),
    another = those(grepl("A", all)),
    several = those(all != "none" & nchar(all) > 1), several_published = those(nchar(published) > 1),
    physique_only = those(published == "P"), physique_en_ligne_only = those(published == "PL"),
    classic = those(grepl("^[PT]+$", published)), classic_en_ligne = those(grepl("[PT]+L", published)),
    en_ligne_only = those(published == "L"), without_three = those(published == "" & all != "none")
  )
}

share <- function(id, level, published, domain = everybody) {
  list(id = id, domain = domain, level = level, published = published, unit = 0.01)
}
mean_of <- function(id, scores, published, domain) list(id = id, domain = domain, scores = scores, published = published, unit = 0.1)
asked <- function(id, level, domain = everybody) list(id = id, domain = domain, level = level)
where <- function(...) lapply(list(...), I)

# Études et Résultats 1245, pages 1 (84 %), 2 (51, 36; 1.6, 43, 55 %) and 3 (37, 5 %), charts 1 (38 %) and 2 (33, 14 %).
rates <- function(w) list(
  share("secretariat-2022", w$secretariat, 0.84),
  share("physique-2022", w$physique, 0.51),
  share("g1-telephonique-2022", w$telephonique, 0.38),
  share("en-ligne-2022", w$en_ligne, 0.36)
)
usage <- function(w) list(
  share("sans-outil-en-ligne", w$classic, 0.55, w$secretariat),
  share("classique-et-en-ligne", w$classic_en_ligne, 0.37, w$secretariat),
  share("en-ligne-uniquement", w$en_ligne_only, 0.05, w$secretariat)
)
number <- function(w) list(
  mean_of("canaux-moyenne", w$number, 1.6, w$secretariat),
  share("canaux-deux-ou-plus", w$several, 0.43, w$secretariat),
  share("canaux-deux-ou-plus-publies", w$several_published, 0.43, w$secretariat)
)
profiles <- function(w) list(
  share("s2-physique-seul", w$physique_only, 0.33, w$secretariat),
  share("s2-physique-et-en-ligne", w$physique_en_ligne_only, 0.14, w$secretariat)
)
# Page 3: doctors without a secretariat in 2019 who have one in 2022 (31 %), and their channels.
adopters <- function(w) {
  before <- where(secretariat_2019 = "Non")
  domain <- c(before, w$secretariat)
  list(
    share("adoption", w$secretariat, 0.31, before),
    share("adoption-en-ligne", w$en_ligne, 0.44, domain),
    share("adoption-physique", w$physique, 0.27, domain),
    share("adoption-telephonique", w$telephonique, 0.36, domain),
    mean_of("adoption-canaux", w$number, 1.2, domain)
  )
}
# Page 2.
teleconsultation <- function(w) list(
  share("en-ligne-teleconsulte", w$en_ligne, 0.41, where(teleconsultation = c("hors plateforme", "plateforme"))),
  share("en-ligne-sans-teleconsultation", w$en_ligne, 0.18, where(teleconsultation = "jamais")),
  share("en-ligne-plateforme", w$en_ligne, 0.58, where(teleconsultation = "plateforme"))
)
by_mode <- function(w) list(
  share("secretariat-groupe", w$secretariat, 0.92, where(mode = c("mono", "pluri"))),
  share("secretariat-seul", w$secretariat, 0.64, where(mode = "seul")),
  share("physique-mono", w$physique, 0.62, where(mode = "mono")),
  share("physique-pluri", w$physique, 0.65, where(mode = "pluri")),
  share("physique-seul", w$physique, 0.24, where(mode = "seul")),
  share("en-ligne-pluri", w$en_ligne, 0.47, where(mode = "pluri")),
  share("en-ligne-mono", w$en_ligne, 0.32, where(mode = "mono")),
  share("en-ligne-seul", w$en_ligne, 0.24, where(mode = "seul"))
)
by_doctor <- function(w) list(
  share("secretariat-moins-50", w$secretariat, 0.95, where(age = "moins de 50 ans")),
  share("secretariat-50-59", w$secretariat, 0.87, where(age = "50-59 ans")),
  share("secretariat-60-plus", w$secretariat, 0.73, where(age = "60 ans ou plus")),
  share("telephonique-moins-50", w$telephonique, 0.51, where(age = "moins de 50 ans")),
  share("telephonique-50-59", w$telephonique, 0.36, where(age = "50-59 ans")),
  share("telephonique-60-plus", w$telephonique, 0.31, where(age = "60 ans ou plus")),
  share("en-ligne-moins-50", w$en_ligne, 0.48, where(age = "moins de 50 ans")),
  share("en-ligne-50-59", w$en_ligne, 0.38, where(age = "50-59 ans")),
  share("en-ligne-60-plus", w$en_ligne, 0.26, where(age = "60 ans ou plus")),
  share("secretariat-femmes", w$secretariat, 0.92, where(sexe = "Femme")),
  share("secretariat-hommes", w$secretariat, 0.78, where(sexe = "Homme")),
  share("telephonique-femmes", w$telephonique, 0.45, where(sexe = "Femme")),
  share("telephonique-hommes", w$telephonique, 0.34, where(sexe = "Homme")),
  share("secretariat-pdl", w$secretariat, 0.94, where(region = "Pays de la Loire")),
  share("secretariat-paca", w$secretariat, 0.73, where(region = "Paca")),
  share("secretariat-autre-region", w$secretariat, 0.84, where(region = "autre région")),
  share("physique-volume-faible", w$physique, 0.40, where(volume = "faible")),
  share("physique-volume-modere", w$physique, 0.54, where(volume = "modéré")),
  share("physique-volume-eleve", w$physique, 0.56, where(volume = "élevé"))
)
# The study of collaborations, pages 1 and 2.
modes <- list(
  share("encadre-1-seul", where(mode = "seul"), 0.31),
  share("encadre-1-mono", where(mode = "mono"), 0.29),
  share("encadre-1-pluri", where(mode = "pluri"), 0.40)
)
# Its page 4: at least weekly exchanges with nurses on treatments; page 5: dedicated meetings with other general practitioners.
by_volume <- function(prefix, overall, level, all, low, moderate, high) list(
  share(overall, level, all),
  share(paste0(prefix, "-volume-faible"), level, low, where(volume = "faible")),
  share(paste0(prefix, "-volume-modere"), level, moderate, where(volume = "modéré")),
  share(paste0(prefix, "-volume-eleve"), level, high, where(volume = "élevé"))
)
treatments <- by_volume("traitements", "traitements-hebdomadaire", where(traitements = "Oui"), 0.37, 0.36, 0.44, 0.50)
meetings <- by_volume("temps-dedies", "temps-dedies", where(temps_dedies = "Oui"), 0.36, 0.41, 0.37, 0.29)
# Études et Résultats 1245, page 2.
on_site <- by_volume("physique", "physique-2022", where(physique = "Oui"), 0.51, 0.40, 0.54, 0.56)

three <- words_of(c("P", "T", "L"))
four <- words_of(c("P", "T", "L", "A"))
yes_no <- c("Oui", "Non")
volume <- list(volume = c("faible", "modéré", "élevé"))
teleconsultation_levels <- list(teleconsultation = c("jamais", "hors plateforme", "plateforme"))
before <- list(secretariat_2019 = yes_no)
mode <- list(mode = c("seul", "mono", "pluri"))
doctor <- list(age = c("moins de 50 ans", "50-59 ans", "60 ans ou plus"), sexe = c("Homme", "Femme"),
               region = c("Pays de la Loire", "Paca", "autre région"))

published_2022 <- function(w) c(rates(w), usage(w), number(w), profiles(w))
has_teleconsulted <- asked("teleconsulte", where(teleconsultation = c("hors plateforme", "plateforme")))
volume_shares <- lapply(volume$volume, function(level) asked(level, where(volume = level)))
uses_none <- asked("without the three channels", four$without_three, four$secretariat)
uses_another <- asked("another channel", four$another, four$secretariat)
mean_number <- list(id = "canaux-moyenne", domain = three$secretariat, scores = three$number)
mean_of_adopters <- list(id = "adoption-canaux", domain = c(where(secretariat_2019 = "Non"), three$secretariat), scores = three$number)

case <- function(name, variables, figures, queries = list(), arithmetic = NULL) {
  list(name = name, arithmetic = arithmetic, variables = lapply(variables, I), figures = figures, queries = queries)
}
cases <- list(
  case("mean number of channels, three channels", three$variable, c(rates(three), number(three)[1]),
       arithmetic = "at most (51.5 + 38.5 + 36.5) / 83.5 = 1.515 channels, below 1.55"),
  case("mean number of channels, three channels, without the printed mean", three$variable, rates(three), list(mean_number),
       arithmetic = "from (50.5 + 37.5 + 35.5) / 84.5 = 1.4615 to (51.5 + 38.5 + 36.5) / 83.5 = 1.5150"),
  case("channels of adopters, three channels", c(three$variable, before), adopters(three),
       arithmetic = "at most 44.5 + 27.5 + 36.5 = 108.5 per 100 adopters, below 115"),
  case("channels of adopters, three channels, without the printed mean", c(three$variable, before), adopters(three)[1:4],
       list(mean_of_adopters), arithmetic = "from 43.5 + 26.5 + 35.5 to 44.5 + 27.5 + 36.5 per 100 adopters"),
  case("channels of adopters, four channels", c(four$variable, before), adopters(four)),
  case("all figures of channels, three channels", three$variable, published_2022(three)),
  case("all figures of channels, four channels", four$variable, published_2022(four), list(uses_none, uses_another)),
  case("place of the online tool, three channels", three$variable, usage(three),
       arithmetic = "at most 55.5 + 37.5 + 5.5 = 98.5, below 100, and three channels leave no fourth place"),
  case("place of the online tool, four channels", four$variable, usage(four), list(uses_none),
       arithmetic = "from 100 - 98.5 = 1.5 to 100 - 95.5 = 4.5"),
  case("place of the online tool and rates, four channels", four$variable, c(rates(four), usage(four)), list(uses_none),
       arithmetic = "online tools are at least 35.5 / 84.5 = 42.01 of those with a secretariat, so that 100 - 54.5 - 42.01 = 3.49 remain"),
  case("treatments by volume", c(volume, list(traitements = yes_no)), treatments, volume_shares,
       arithmetic = paste("35.5 f + 43.5 (1 - f) <= 37.5: at least f = 75% of low activity, which is the first quarter of doctors by",
                          "definition; with quarters and half the whole would be from 43.0 to 44.0")),
  case("meetings by volume", c(volume, list(temps_dedies = yes_no)), meetings, volume_shares),
  case("secretary at the practice by volume", c(volume, list(physique = yes_no)), on_site, volume_shares,
       arithmetic = "40.5 f + 56.5 (1 - f) >= 50.5: at most f = 37.5% of low activity"),
  case("treatments and meetings by volume", c(volume, list(traitements = yes_no, temps_dedies = yes_no)), c(treatments, meetings),
       arithmetic = "75% of low activity have at least 0.75 x 40.5 + 0.25 x 28.5 = 37.5 with dedicated meetings, above 36.5"),
  case("treatments and secretary at the practice by volume", c(volume, list(traitements = yes_no, physique = yes_no)),
       c(treatments, on_site), arithmetic = "at least 75% of low activity by treatments, at most 37.5% by secretaries at the practice"),
  case("treatments, meetings and secretary at the practice by volume",
       c(volume, list(traitements = yes_no, temps_dedies = yes_no, physique = yes_no)), c(treatments, meetings, on_site)),
  case("teleconsultation", c(three$variable, teleconsultation_levels), c(rates(three)[4], teleconsultation(three)),
       list(has_teleconsulted), "from (35.5 - 18.5) / (41.5 - 18.5) = 17/23 to (36.5 - 17.5) / (40.5 - 17.5) = 19/23"),
  case("teleconsultation and all figures of channels, four channels", c(four$variable, teleconsultation_levels),
       c(published_2022(four), teleconsultation(four)), list(has_teleconsulted, uses_none),
       "online tools are at most (37.5 + 5.5)% of 84.5 = 36.335, so that at most (36.335 - 17.5) / 23 = 81.89% have teleconsulted"),
  case("teleconsultation, channels and modes, four channels", c(four$variable, teleconsultation_levels, mode),
       c(published_2022(four), teleconsultation(four), by_mode(four), modes), list(has_teleconsulted, uses_none)),
  case("all shares and means of 2022 in er1245 with the modes of collaboration-2022, four channels",
       c(four$variable, teleconsultation_levels, volume, mode, doctor),
       c(published_2022(four), teleconsultation(four), by_mode(four), by_doctor(four), modes),
       list(has_teleconsulted, uses_none, asked("secretariat", four$secretariat), asked("Femme", where(sexe = "Femme"))),
       "secretariats: at most 30.5% of 64.5 and 69.5% of 92.5 = 83.96")
)

result_of <- function(case) {
  cells <- all_cells(case$variables)
  rows <- rows_of(case$figures, cells)
  found <- coherence_of(case$figures, cells, occupied = TRUE)
  bounds <- lapply(case$queries, function(query) {
    within <- indicator(cells, query$domain)
    c(list(id = query$id), as.list(round(bounds_of(rows, within * outcome(cells, query), within), 13)))
  })
  c(case, found, list(bounds = bounds))
}
results <- lapply(cases, result_of)
write_json(results, "test/oracle/coherence/studies.json")
