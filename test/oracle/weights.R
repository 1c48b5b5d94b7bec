# Expected values for survey weights: calibration (Deville and Sarndal 1992: linear, raking, logit, truncated linear),
# raking by iterative proportional fitting and post-stratification, with R's survey and sampling; estimates and models
# on the calibrated designs; trimming; adjustment for nonresponse.
# Run from the root of the repository: Rscript test/oracle/weights.R (with --verbose: what the cases are like)
# Reads some of test/oracle/public/data/*.csv. Writes under test/oracle/weights/: data/*.csv (samples of populations of
# the package sampling, and random data); cases.csv, margins.csv and weights.csv (calibrations, their margins and the
# weight of each row); estimates.csv; models.csv; trim.csv and trimmed.csv; nonresponse.csv and nonresponseweights.csv.
# An empty field is a value that is missing or does not exist.
suppressMessages({
  library(survey)
  library(MASS)
  library(sampling)
})
stopifnot(packageVersion("survey") >= "4.1", packageVersion("survey") < "4.2", packageVersion("sampling") == "2.9")
invisible(Sys.setlocale("LC_CTYPE", "C.UTF-8"))
invisible(Sys.setlocale("LC_COLLATE", "C")) # the order of levels
options(survey.lonely.psu = "fail")
output <- "test/oracle/weights/"
source("test/oracle/writeRows.R")
source("test/oracle/lonelyStrata.R")
seed <- function(n) set.seed(n, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
in_order <- function(x) sort(unique(as.character(x)), method = "radix") # C order
words <- function(x) strsplit(trimws(x), " +")[[1]]
table_of <- function(text) read.csv(text = text, colClasses = "character", strip.white = TRUE)

# --- Data: samples of populations ------------------------------------------------------------------------------------

data(MU284)
data(belgianmunicipalities)
data(swissmunicipalities)
data(rec99)
data(api)
cut3 <- function(x, at, labels) as.character(cut(x, c(-Inf, at, Inf), labels = labels))
# the two halves of Basel are joined, and so are the cantons with fewer than 60 municipalities within their region
swissmunicipalities$CT[swissmunicipalities$CT == 12] <- 13
canton_size <- table(swissmunicipalities$CT)
populations <- list(
  mu284 = with(MU284, data.frame(
    label = LABEL, stratum = paste0("R", REG), one = 1, P75, SS82, REV84, S82,
    size = cut3(P75, c(10.5, 25), c("small", "medium", "large")), council = cut3(S82, c(41.5, 50), c("c1", "c2", "c3")),
    y = RMT85, x = P85, cat = cut3(CS82 / S82, c(0.15, 0.25), c("few", "some", "many")))),
  belgium = with(belgianmunicipalities, data.frame(
    INS, stratum = paste0("P", Province), one = 1, Tot03, medianincome, averageincome, Totaltaxation,
    size = cut3(Tot03, c(6000, 11000, 20000), c("XS", "S", "M", "L")),
    income = cut3(averageincome, c(23000, 26500), c("low", "middle", "high")),
    y = TaxableIncome, x = Tot04, cat = cut3(DiffTOT, c(0.5, 75), c("down", "up", "boom")))),
  swiss = with(swissmunicipalities, data.frame(
    COM, canton = ifelse(canton_size[as.character(CT)] < 60, paste0("rest", REG), paste0("K", CT)),
    region = paste0("r", REG), one = 1, HApoly, Surfacesbois, Surfacescult, H00PTOT, P00BMTOT,
    size = cut3(POPTOT, c(300, 900, 2500), c("s1", "s2", "s3", "s4")), y = Airbat, x = POPTOT,
    cat = ifelse(Alp > 0, "alp", "none"))),
  rec99 = with(rec99, data.frame(
    CODE_N, BVQ_N, one = 1, POPSDC99, LOG, surf_m2, stratlog = paste0("L", STRATLOG),
    area = cut3(surf_m2, c(6e6, 1.1e7), c("A", "B", "C")), north = ifelse(lat_centre > 43.3, "yes", "no"),
    y = LOGVAC, x = POPSDC99 / LOG, cat = cut3(LOGVAC / LOG, c(0.03, 0.07), c("low", "mid", "high"))))
)
tables <- list()
simple_sample <- function(pop, n) {
  d <- pop[sort(sample(nrow(pop), n)), ]
  cbind(d, fpc = nrow(pop), d = nrow(pop) / n)
}
stratified_sample <- function(pop, sizes) {
  rows <- split(seq_len(nrow(pop)), pop$stratum)[in_order(pop$stratum)]
  sizes <- pmin(rep_len(sizes, length(rows)), lengths(rows))
  chosen <- Map(function(r, n) sort(sample(r, n)), rows, sizes)
  d <- pop[unlist(chosen), ]
  cbind(d, fpc = rep(lengths(rows), sizes), d = rep(lengths(rows) / sizes, sizes))
}
seed(1)
tables$mu284strat <- stratified_sample(populations$mu284, c(12, 18, 14, 15, 20, 16, 8, 12))
tables$mu284srs <- simple_sample(populations$mu284, 80)
tables$belgium <- stratified_sample(populations$belgium, 22)
tables$swiss <- simple_sample(populations$swiss, 380)
tables$swissreg <- local({
  d <- stratified_sample(transform(populations$swiss, stratum = region), 30)
  d[names(d) != "region"]
})
tables$rec99srs <- simple_sample(populations$rec99, 130)
tables$rec99clus <- local({
  living <- unique(populations$rec99$BVQ_N)
  d <- populations$rec99[populations$rec99$BVQ_N %in% sample(living, 14), ]
  cbind(d, fpc = length(living), d = length(living) / 14)
})
population_of <- c(mu284strat = "mu284", mu284srs = "mu284", belgium = "belgium", swiss = "swiss", swissreg = "swiss",
                   rec99srs = "rec99", rec99clus = "rec99", apistrat = "api", apiclus1 = "api", apiclus2 = "api")
populations$api <- apipop

# --- Data: random ----------------------------------------------------------------------------------------------------

pick <- function(n, levels, p = NULL) sample(levels, n, replace = TRUE, prob = p)
effect <- function(x, size = 1) { # a random effect of each level
  levels <- in_order(x)
  rnorm(length(levels), 0, size)[match(x, levels)]
}
standard <- function(x) (x - mean(x)) / sd(x)
answer <- function(z, p = 0.5) as.numeric(z + rlogis(length(z)) > quantile(z, 1 - p)[[1]])

seed(101)
tables$small60 <- local({
  n <- 60
  a <- pick(n, c("yes", "no"), c(0.4, 0.6))
  b <- pick(n, c("low", "mid", "high"))
  u <- round(runif(n, 20, 70))
  z <- effect(a, 0.5) + effect(b, 0.5)
  data.frame(id = 1:n, one = 1, d = round(runif(n, 10, 40), 1), a, b, u,
             y = round(50 + 10 * z + 0.2 * u + rnorm(n, 0, 6), 2), x = round(exp(rnorm(n, 3, 0.6)), 2),
             cat = pick(n, c("p", "q")), event = answer(z), count = rpois(n, exp(0.7 + 0.4 * z)))
})
# d: from 5 to 5000. Clusters are numbered anew in each stratum.
seed(102)
tables$unequal <- local({
  n <- 200
  stratum <- rep(c("S1", "S2", "S3", "S4", "S5"), each = 40)
  cluster <- rep(rep(1:8, each = 5), 5)
  a <- pick(n, c("A", "B", "C", "D"), c(4, 3, 2, 1))
  b <- pick(n, c("x", "y", "z"))
  c2 <- pick(n, c("f", "m"))
  u <- round(exp(rnorm(n, 2, 1)), 3)
  z <- effect(a, 0.6) + effect(stratum, 0.4) + effect(paste(stratum, cluster), 0.4)
  data.frame(id = 1:n, one = 1, stratum, cluster, d = round(c(5, 5000, exp(runif(n - 2, log(5), log(5000)))), 1),
             a, b, c2, u,
             y = round(200 + 30 * z + rnorm(n, 0, 20), 1), x = round(exp(rnorm(n, 5, 0.8)), 1),
             cat = pick(n, c("k1", "k2", "k3")), event = answer(z, 0.4),
             responded = answer(z / 2 + effect(b, 0.5), 0.7))
})
# zone is a coarsening of region.
seed(103)
tables$nested <- local({
  n <- 600
  stratum <- rep(sprintf("h%02d", 1:10), each = 60)
  cluster <- rep(1:60, each = 10)
  region <- pick(n, c("NE", "NW", "SE", "SW", "CE", "CW"), c(6, 5, 4, 3, 2, 1.5))
  age <- pick(n, c("18-29", "30-44", "45-59", "60-74", "75+"), c(4, 5, 5, 3, 1.5))
  sex <- pick(n, c("f", "m"))
  edu <- pick(n, c("e1", "e2", "e3", "e4"), c(3, 4, 2, 1.5))
  income <- round(exp(rnorm(n, 7.5, 0.5) + effect(edu, 0.3)))
  z <- effect(region, 0.4) + effect(age, 0.5) + effect(cluster, 0.4)
  data.frame(one = 1, stratum, cluster, fpc = rep(10 * (3:12), each = 60), d = round(exp(runif(n, 3, 5)), 1), region,
             zone = ifelse(region %in% c("NE", "NW", "CE"), "upper", "lower"), age, sex, edu, income,
             y = round(50 + 8 * z + rnorm(n, 0, 7), 1), x = round(income / 50 * exp(rnorm(n, 0, 0.3)), 1),
             cat = pick(n, c("left", "mid", "right")), event = answer(z, 0.35),
             count = rpois(n, exp(0.5 + 0.5 * z)),
             responded = answer(effect(age, 0.6) + effect(edu, 0.4) + z / 3, 0.65))
})
# Awkward scales.
seed(104)
tables$scales <- local({
  n <- 150
  a <- pick(n, c("a1", "a2", "a3"))
  b <- pick(n, c("b0", "b1"))
  big <- round(1e6 + 40 * rnorm(n) + 30 * effect(a), 2)
  tiny <- signif(1e-4 * exp(rnorm(n, 0, 0.5)), 6)
  z <- standard(big) * 0.5 + effect(b, 0.5)
  data.frame(id = 1:n, one = 1, stratum = rep(1:3, each = 50), fpc = rep(c(900, 2000, 5000), each = 50),
             d = round(runif(n, 20, 80), 2), a, b, big, tiny, y = round(1e5 + 20 * z + rnorm(n, 0, 30), 1),
             x = signif(1e-3 * exp(rnorm(n, 0, 0.4) + z / 4), 6), cat = pick(n, c("u", "v", "w")), event = answer(z),
             responded = answer(z, 0.6))
})
seed(105)
tables$accents <- local({
  n <- 300
  region <- pick(n, c("\u00cele-de-France", "Provence C\u00f4te d'Azur", "Nord Est", "\u00dcbersee", "Zentrum"),
                 c(5, 4, 4, 2, 3))
  household <- pick(n, c("1 person", "2 persons", "3 or more"))
  gender <- pick(n, c("f", "m"))
  cluster <- rep(1:30, each = 10)
  age <- pick(n, 18:90)
  z <- effect(region, 0.5) + effect(household, 0.3) + effect(cluster, 0.3)
  data.frame(id = 1:n, one = 1, cluster, fpc = 400, d = round(exp(rnorm(n, 4, 0.5)), 1), region, household, gender, age,
             y = round(3 + z + rnorm(n), 3), x = round(exp(rnorm(n, 1, 0.5)), 3),
             cat = pick(n, c("oui", "non", "ne sait pas")), event = answer(z, 0.45),
             responded = answer(standard(age) / 3 + effect(gender, 0.5), 0.6))
})
# Strata g07 and g15 have one cluster.
seed(106)
tables$many <- local({
  clusters <- c(2, 3, 2, 2, 3, 3, 1, 2, 3, 2, 2, 2, 3, 2, 1, 2, 3, 2, 3, 2)
  stratum <- rep(sprintf("g%02d", 1:20), clusters)
  cluster <- seq_along(stratum)
  size <- rep_len(c(8, 9, 10, 8, 9), length(cluster))
  stratum <- rep(stratum, size)
  cluster <- rep(cluster, size)
  n <- length(cluster)
  town <- pick(n, sprintf("town %d", 1:30))
  a <- pick(n, c("in", "out"))
  b <- pick(n, c("b1", "b2", "b3"))
  u <- round(rnorm(n, 100, 15), 1)
  z <- effect(town, 0.5) + effect(cluster, 0.4)
  data.frame(one = 1, stratum, cluster, d = round(exp(rnorm(n, 4.5, 0.4)), 1), town, a, b, u,
             y = round(20 + 4 * z + rnorm(n, 0, 4), 2), x = round(exp(rnorm(n, 4, 0.7)), 1),
             cat = pick(n, c("s", "t"), c(0.3, 0.7)), event = answer(z), count = rpois(n, exp(1 + 0.3 * z)))
})
dir.create(paste0(output, "data"), recursive = TRUE, showWarnings = FALSE)
for (name in names(tables)) write_rows(tables[[name]], paste0("data/", name))
read_data <- function(path) read.csv(path, stringsAsFactors = FALSE, encoding = "UTF-8", check.names = FALSE)
for (name in names(tables)) tables[[name]] <- read_data(paste0(output, "data/", name, ".csv"))
for (name in c("apistrat", "apiclus1", "apiclus2", "nhanes")) {
  tables[[name]] <- read_data(paste0("test/oracle/public/data/", name, ".csv"))
}
tables <- lapply(tables, function(d) {
  for (v in names(d)[!sapply(d, is.numeric)]) d[[v]] <- factor(d[[v]], in_order(d[[v]][!is.na(d[[v]]) & d[[v]] != ""]))
  d
})

# --- Calibration: cases ----------------------------------------------------------------------------------------------

# margins: a:b crosses two variables. dropped: margins which the others imply; R leaves them out. truth: the totals are
# those of the population, or those of the base weights moved (loosely or tightly, and perhaps scaled).
case_rows <- table_of("
data,       weight,   strata,   cluster, fpc,  method,    lower, upper, source,              lonely, truth,      dropped, margins
apistrat,   pw,       stype,    ,        fpc,  linear,    ,      ,      survey,              ,       population, ,        sch.wide
apistrat,   pw,       stype,    ,        fpc,  linear,    ,      ,      survey,              ,       population, ,        stype api99
apistrat,   pw,       stype,    ,        fpc,  raking,    ,      ,      survey,              ,       population, ,        stype sch.wide awards
apistrat,   pw,       stype,    ,        ,     logit,     0.4,   2.5,   survey,              ,       population, ,        stype sch.wide awards api99
apistrat,   pw,       stype,    ,        fpc,  truncated, 0.62, 1.4  ,   survey,              ,       population, ,        stype sch.wide comp.imp api99
apistrat,   pw,       stype,    ,        fpc,  raking,    ,      ,      survey-rake,         ,       population, ,        stype sch.wide comp.imp
apistrat,   pw,       stype,    ,        fpc,  linear,    ,      ,      survey-poststratify, ,       population, ,        stype:sch.wide
apistrat,   pw,       ,         ,        ,     logit,     0.7,   1.4,   survey,              ,       population, ,        stype awards
apistrat,   pw,       stype,    ,        fpc,  raking,    ,      ,      survey,              ,       population, ,        stype:awards sch.wide meals
apiclus1,   pw,       ,         dnum,    fpc,  linear,    ,      ,      survey,              ,       population, ,        stype api99
apiclus1,   pw,       ,         dnum,    fpc,  raking,    ,      ,      survey,              ,       population, ,        stype sch.wide
apiclus1,   pw,       ,         dnum,    fpc,  logit,     0.4,   2.5,   survey,              ,       population, ,        stype sch.wide
apiclus1,   pw,       ,         dnum,    ,     truncated, 0.5,   1.8,   survey,              ,       population, ,        stype api99
apiclus1,   pw,       ,         dnum,    fpc,  linear,    ,      ,      survey-poststratify, ,       population, ,        stype
apiclus1,   pw,       ,         dnum,    fpc,  raking,    ,      ,      survey-rake,         ,       population, ,        stype sch.wide
apiclus2,   pw,       ,         dnum,    fpc1, linear,    ,      ,      survey,              ,       population, ,        stype sch.wide
apiclus2,   pw,       ,         dnum,    fpc1, raking,    ,      ,      survey,              ,       population, ,        stype sch.wide awards
apiclus2,   pw,       ,         dnum,    ,     truncated, 0.5, 1.65 ,   survey,              ,       population, ,        stype sch.wide api99
apiclus2,   pw,       ,         dnum,    ,     truncated, 0.602, 1.491, sampling,            ,       population, ,        stype sch.wide api99
apiclus2,   pw,       ,         dnum,    fpc1, raking,    ,      ,      survey-rake,         ,       population, ,        stype sch.wide awards
nhanes,     WTMEC2YR, SDMVSTRA, SDMVPSU, ,     raking,    ,      ,      survey,              ,       tight,      ,        race RIAGENDR agecat
nhanes,     WTMEC2YR, SDMVSTRA, SDMVPSU, ,     linear,    ,      ,      survey,              ,       loose,      ,        race:agecat RIAGENDR
mu284strat, d,        stratum,  ,        fpc,  linear,    ,      ,      survey,              ,       population, ,        size
mu284strat, d,        stratum,  ,        fpc,  linear,    ,      ,      survey,              ,       population, ,        size P75 SS82
mu284strat, d,        stratum,  ,        fpc,  raking,    ,      ,      survey,              ,       population, ,        stratum size
mu284strat, d,        stratum,  ,        fpc,  logit,     0.4,   2.5,   survey,              ,       population, ,        size council
mu284strat, d,        stratum,  ,        fpc,  linear,    ,      ,      sampling,            ,       population, ,        stratum P75
mu284strat, d,        stratum,  ,        fpc,  truncated, 0.75, 1.3  ,   sampling,            ,       population, ,        size SS82
mu284srs,   d,        ,         ,        fpc,  linear,    ,      ,      survey,              ,       population, ,        one P75
mu284srs,   d,        ,         ,        fpc,  linear,    ,      ,      sampling,            ,       population, ,        one P75 SS82 REV84
mu284srs,   d,        ,         ,        fpc,  raking,    ,      ,      sampling,            ,       population, ,        one P75
mu284srs,   d,        ,         ,        fpc,  linear,    ,      ,      survey,              ,       population, ,        P75
mu284srs,   d,        ,         ,        fpc,  logit,     0.6,   1.8,   sampling,            ,       population, ,        size council
mu284srs,   d,        ,         ,        ,     truncated, 0.68, 1.25 ,   survey,              ,       population, ,        size council S82
belgium,    d,        stratum,  ,        fpc,  linear,    ,      ,      survey,              ,       population, ,        size medianincome
belgium,    d,        stratum,  ,        fpc,  raking,    ,      ,      survey,              ,       population, ,        size income
belgium,    d,        stratum,  ,        fpc,  raking,    ,      ,      sampling,            ,       population, ,        stratum size income
belgium,    d,        stratum,  ,        fpc,  logit,     0.7,   1.4,   survey,              ,       population, ,        size income
belgium,    d,        stratum,  ,        fpc,  logit,     0.4,   2.5,   sampling,            ,       population, ,        stratum averageincome
belgium,    d,        stratum,  ,        fpc,  truncated, 0.76, 1.28  ,  sampling,            ,       population, ,        size income medianincome
belgium,    d,        stratum,  ,        ,     linear,    ,      ,      survey-poststratify, ,       population, ,        income
belgium,    d,        stratum,  ,        fpc,  raking,    ,      ,      survey-rake,         ,       population, ,        stratum size
belgium,    one,      ,         ,        ,     raking,    ,      ,      survey,              ,       population, ,        stratum income
belgium,    one,      ,         ,        ,     truncated, 0.9, 5.3,     survey,              ,       population, ,        stratum size
swiss,      d,        ,         ,        fpc,  linear,    ,      ,      survey,              ,       population, region,  canton region
swiss,      d,        ,         ,        fpc,  raking,    ,      ,      survey,              ,       population, ,        canton size
swiss,      d,        ,         ,        fpc,  raking,    ,      ,      sampling,            ,       population, ,        region Surfacescult
swiss,      d,        ,         ,        fpc,  linear,    ,      ,      sampling,            ,       population, ,        H00PTOT HApoly
swiss,      d,        ,         ,        fpc,  truncated, 0.7 , 1.4  ,   sampling,            ,       population, ,        region size Surfacescult
swiss,      d,        ,         ,        fpc,  logit,     0.4,   2.5,   sampling,            ,       population, ,        canton size
swissreg,   d,        stratum,  ,        fpc,  linear,    ,      ,      survey,              ,       population, ,        size Surfacesbois Surfacescult
swissreg,   d,        stratum,  ,        fpc,  raking,    ,      ,      survey,              ,       population, ,        size cat
swissreg,   d,        stratum,  ,        fpc,  logit,     0.5,   1.8,   survey,              ,       population, ,        size:cat
swissreg,   d,        stratum,  ,        fpc,  truncated, 0.5,   1.5,   survey,              ,       population, ,        size HApoly Surfacesbois
swissreg,   d,        stratum,  ,        fpc,  linear,    ,      ,      survey-poststratify, ,       population, ,        size
rec99srs,   d,        ,         ,        fpc,  linear,    ,      ,      survey,              ,       population, ,        stratlog north
rec99srs,   d,        ,         ,        fpc,  logit,     0.7,   1.4,   sampling,            ,       population, ,        stratlog area
rec99srs,   d,        ,         ,        fpc,  truncated, 0.78, 1.6  ,   sampling,            ,       population, ,        stratlog LOG
rec99srs,   d,        ,         ,        fpc,  truncated, 0.829, 1.818, sampling,            ,       population, ,        stratlog LOG
rec99srs,   d,        ,         ,        fpc,  raking,    ,      ,      survey,              ,       population, ,        LOG surf_m2
rec99clus,  d,        ,         BVQ_N,   fpc,  linear,    ,      ,      survey,              ,       population, ,        stratlog POPSDC99
rec99clus,  d,        ,         BVQ_N,   fpc,  raking,    ,      ,      survey,              ,       population, ,        stratlog area
rec99clus,  d,        ,         BVQ_N,   ,     logit,     0.4,   2.5,   survey,              ,       population, ,        stratlog area
rec99clus,  d,        ,         BVQ_N,   fpc,  truncated, 0.96, 1.75 ,   sampling,            ,       population, ,        stratlog area LOG
small60,    d,        ,         ,        ,     linear,    ,      ,      survey,              ,       loose,      ,        a
small60,    d,        ,         ,        ,     raking,    ,      ,      survey,              ,       loose,      ,        a b
small60,    d,        ,         ,        ,     logit,     0.4,   2.5,   survey,              ,       loose,      ,        a b u
small60,    d,        ,         ,        ,     truncated, 0.88, 1.12 ,   sampling,            ,       tight,      ,        a b u
small60,    d,        ,         ,        ,     linear,    ,      ,      survey-poststratify, ,       loose,      ,        a:b
small60,    d,        ,         ,        ,     linear,    ,      ,      sampling,            ,       loose,      ,        u
unequal,    d,        stratum,  cluster, ,     linear,    ,      ,      survey,              ,       tight,      ,        a b c2
unequal,    d,        stratum,  cluster, ,     raking,    ,      ,      survey,              ,       loose,      ,        a b c2 u
unequal,    d,        stratum,  cluster, ,     logit,     0.4,   2.5,   survey,              ,       loose,      ,        a b
unequal,    d,        stratum,  cluster, ,     truncated, 0.88, 1.15 ,   survey,              ,       tight,      ,        a b u
unequal,    d,        stratum,  cluster, ,     truncated, 0.88, 1.13 ,  sampling,            ,       tight,      ,        a c2 u
unequal,    d,        stratum,  cluster, ,     raking,    ,      ,      survey-rake,         ,       loose,      ,        a b c2
unequal,    d,        stratum,  cluster, ,     linear,    ,      ,      survey-poststratify, ,       loose,      ,        a:c2
nested,     d,        stratum,  cluster, fpc,  linear,    ,      ,      survey,              ,       loose,      zone,    region zone age
nested,     d,        stratum,  cluster, fpc,  raking,    ,      ,      survey,              ,       loose,      zone,    zone region age sex edu
nested,     d,        stratum,  cluster, ,     logit,     0.4,   2.5,   survey,              ,       loose,      zone,    region age sex edu income zone
nested,     d,        stratum,  cluster, fpc,  truncated, 0.89, 1.11 ,   survey,              ,       tight,      zone one, one region age sex edu zone
nested,     d,        stratum,  cluster, fpc,  raking,    ,      ,      survey,              ,       scaled,     ,        age:sex edu
nested,     d,        stratum,  cluster, fpc,  logit, 0.5    , 2.6  ,   survey,              ,       scaled,     ,        region age
nested,     d,        stratum,  cluster, fpc,  linear,    ,      ,      survey-poststratify, ,       loose,      ,        age:edu
nested,     d,        stratum,  cluster, fpc,  raking,    ,      ,      survey-rake,         ,       loose,      zone,    region zone age edu
scales,     d,        stratum,  ,        fpc,  linear,    ,      ,      survey,              ,       loose,      ,        a b big
scales,     d,        stratum,  ,        fpc,  raking,    ,      ,      survey,              ,       tight,      ,        one big tiny
scales,     d,        stratum,  ,        fpc,  linear,    ,      ,      survey,              ,       loose,      ,        tiny
scales,     d,        stratum,  ,        fpc,  logit,     0.5,   2,     survey,              ,       tight,      ,        a tiny big
scales,     d,        stratum,  ,        ,     truncated, 0.82, 1.18 ,   survey,              ,       tight,      ,        a:b big tiny
scales,     d,        stratum,  ,        ,     raking,    ,      ,      survey,              ,       loose,      ,        big
accents,    d,        ,         cluster, fpc,  linear,    ,      ,      survey,              ,       loose,      ,        region household
accents,    d,        ,         cluster, fpc,  raking,    ,      ,      survey,              ,       loose,      ,        region household gender age
accents,    d,        ,         cluster, ,     logit,     0.4,   2.5,   survey,              ,       loose,      ,        region:gender household
accents,    d,        ,         cluster, ,     truncated, 0.83, 1.1  ,   survey,              ,       tight,      ,        region household gender age
accents,    d,        ,         cluster, fpc,  linear,    ,      ,      survey-poststratify, ,       loose,      ,        region:household
accents,    d,        ,         cluster, ,     raking,    ,      ,      survey-rake,         ,       scaled,     ,        region gender
many,       d,        ,         cluster, ,     linear,    ,      ,      survey,              ,       loose,      ,        town a
many,       d,        ,         cluster, ,     raking,    ,      ,      survey,              ,       loose,      ,        town a b u
many,       d,        ,         ,        ,     truncated, 0.6,   1.5,   survey,              ,       loose,      ,        town a b
many,       d,        stratum,  cluster, ,     linear,    ,      ,      survey,              adjust, loose,      ,        a b u
many,       d,        stratum,  cluster, ,     raking,    ,      ,      survey,              adjust, loose,      ,        a b
many,       d,        ,         ,        ,     linear,    ,      ,      survey,              ,       wild,       ,        town u
")
case_rows <- cbind(case = sprintf("c%03d", seq_len(nrow(case_rows))), case_rows)
numeric_categories <- c("race", "RIAGENDR") # categories although numbers
is_numeric_margin <- function(d, v) v %in% names(d) && is.numeric(d[[v]]) && !v %in% numeric_categories
values_of <- function(d, margin) do.call(paste, c(lapply(strsplit(margin, ":", fixed = TRUE)[[1]],
                                                          function(v) as.character(d[[v]])), sep = ":"))

# Base weights moved: whole numbers, so that the totals of categories are consistent and exact. Each is moved by a
# factor that depends on all the margins used with these data and on chance.
moved_weights <- function(name, truth, weight) {
  d <- tables[[name]]
  range <- switch(truth, loose = c(0.5, 2), tight = c(0.78, 1.27), scaled = c(1, 2.2), wild = c(0.05, 9))
  used <- unique(unlist(lapply(case_rows$margins[case_rows$data == name], function(m) unlist(strsplit(words(m), ":")))))
  seed(1000 + match(name, names(tables)))
  shift <- rnorm(nrow(d), 0, 0.6)
  for (v in setdiff(used, "one")) {
    shift <- shift + if (is_numeric_margin(d, v)) 0.5 * standard(d[[v]]) else effect(values_of(d, v), 0.7)
  }
  u <- (shift - min(shift)) / (max(shift) - min(shift))
  round(d[[weight]] * range[1] * (range[2] / range[1])^u)
}
truth_of <- function(row) { # the rows whose weighted totals are the margins
  if (row$truth == "population") return(list(data = populations[[population_of[[row$data]]]], w = 1))
  list(data = tables[[row$data]], w = moved_weights(row$data, row$truth, row$weight))
}
margins_of <- function(row) {
  truth <- truth_of(row)
  if (row$data == "swissreg") truth$data$stratum <- truth$data$region
  do.call(rbind, lapply(words(row$margins), function(m) {
    if (is_numeric_margin(tables[[row$data]], m)) {
      return(data.frame(case = row$case, variable = m, level = "", total = sum(truth$data[[m]] * truth$w)))
    }
    totals <- tapply(rep(1, nrow(truth$data)) * truth$w, values_of(truth$data, m), sum)
    levels <- in_order(names(totals))
    data.frame(case = row$case, variable = m, level = levels, total = as.vector(totals[levels]))
  }))
}

# The columns that R calibrates, of full rank: an intercept if the margins imply one, all but the first level of each
# categorical margin, and each numeric margin. That is moved by a whole number (if there is an intercept) and divided by
# a power of two, which leaves the calibrated weights the same but the sums of squares well conditioned.
columns_of <- function(row, margins) {
  d <- tables[[row$data]]
  used <- setdiff(words(row$margins), words(row$dropped))
  numbers <- Filter(function(m) is_numeric_margin(d, m), used)
  categories <- setdiff(used, numbers)
  columns <- list()
  totals <- c()
  total_of <- function(m, level = "") margins$total[margins$variable == m & margins$level == level]
  size <- if ("one" %in% numbers) total_of("one")
          else if (length(categories)) sum(margins$total[margins$variable == categories[1]])
  if (!is.null(size)) {
    columns$k0 <- rep(1, nrow(d))
    totals["k0"] <- size
  }
  for (m in categories) {
    levels <- margins$level[margins$variable == m]
    values <- values_of(d, m)
    stopifnot(setequal(levels, values), abs(sum(margins$total[margins$variable == m]) / size - 1) < 1e-14)
    for (level in levels[-1]) {
      key <- paste0("k", length(columns))
      columns[[key]] <- as.numeric(values == level)
      totals[key] <- total_of(m, level)
    }
  }
  for (m in setdiff(numbers, "one")) {
    key <- paste0("k", length(columns))
    shift <- if (is.null(size)) 0 else floor(min(d[[m]]))
    scale <- 2^round(log2(if (is.null(size)) mean(abs(d[[m]])) else sd(d[[m]])))
    columns[[key]] <- (d[[m]] - shift) / scale
    totals[key] <- (total_of(m) - if (is.null(size)) 0 else shift * size) / scale
  }
  list(x = as.matrix(as.data.frame(columns)), totals = totals)
}

# --- Calibration: weights --------------------------------------------------------------------------------------------

# The algorithm of sampling, run further than 1e-6.
closer_calib <- function(eps) {
  f <- calib
  text <- deparse(body(f))
  stopifnot(sum(grepl("EPS1 = 1e-06", text, fixed = TRUE)) == 1)
  body(f) <- parse(text = sub("EPS1 = 1e-06", paste("EPS1 =", eps), text, fixed = TRUE))[[1]]
  f
}
tolerances <- 10^(-13:-10)
loosen <- function(f) { # the result of the smallest tolerance that can be met
  for (eps in tolerances) {
    r <- f(eps)
    if (!is.null(r)) return(list(value = r, eps = eps))
  }
  NULL
}
by_sampling <- function(row, k) {
  d <- tables[[row$data]][[row$weight]]
  r <- loosen(function(eps) {
    bounds <- c(as.numeric(row$lower), as.numeric(row$upper))
    g <- NULL
    said <- capture.output(g <- suppressWarnings(
      if (is.na(bounds[1])) closer_calib(eps)(k$x, d, unname(k$totals), method = row$method)
      else closer_calib(eps)(k$x, d, unname(k$totals), method = row$method, bounds = bounds)))
    if (length(said) || is.null(g)) NULL else as.vector(g)
  })
  if (is.null(r)) NULL else r$value * d
}
make_design <- function(row, k) {
  d <- cbind(tables[[row$data]], k$x)
  part <- function(name) if (name == "") NULL else reformulate(name)
  svydesign(ids = if (row$cluster == "") ~1 else part(row$cluster), strata = part(row$strata),
            weights = part(row$weight), fpc = part(row$fpc), nest = TRUE, data = d)
}
loosest <- 0
by_survey <- function(row, k, method = row$method) {
  design <- make_design(row, k)
  formula <- reformulate(c("-1", colnames(k$x)))
  bounds <- if (row$lower == "") c(-Inf, Inf) else c(as.numeric(row$lower), as.numeric(row$upper))
  r <- loosen(function(eps) tryCatch(
    calibrate(design, formula, k$totals, calfun = if (method == "truncated") "linear" else method, bounds = bounds,
              epsilon = eps, maxit = 200),
    warning = function(e) NULL, error = function(e) NULL))
  if (is.null(r)) stop(row$case, ": survey does not converge")
  loosest <<- max(loosest, r$eps)
  r$value
}

# Newton's method in an orthonormal basis of the columns: another way to the same weights.
by_newton <- function(row, k, method = row$method) {
  d <- tables[[row$data]][[row$weight]]
  q <- qr(sqrt(d) * k$x)
  stopifnot(q$rank == ncol(k$x))
  basis <- qr.Q(q) / sqrt(d) * sqrt(mean(d))
  target <- solve(t(qr.R(q)[, order(q$pivot)]), k$totals) * sqrt(mean(d))
  l <- as.numeric(row$lower)
  u <- as.numeric(row$upper)
  a <- (u - l) / ((1 - l) * (u - 1))
  g_of <- switch(method, linear = function(z) 1 + z, raking = exp, truncated = function(z) pmin(u, pmax(l, 1 + z)),
                 logit = function(z) (l * (u - 1) + u * (1 - l) * exp(a * z)) / (u - 1 + (1 - l) * exp(a * z)))
  slope_of <- switch(method, linear = function(z, g) rep(1, length(z)), raking = function(z, g) g,
                     truncated = function(z, g) as.numeric(1 + z > l & 1 + z < u),
                     logit = function(z, g) (g - l) * (u - g) / ((1 - l) * (u - 1)))
  lambda <- rep(0, ncol(basis))
  misfit <- function(lambda) target - colSums(basis * d * g_of(drop(basis %*% lambda)))
  for (i in 1:300) {
    z <- drop(basis %*% lambda)
    step <- ginv(crossprod(basis * d * slope_of(z, g_of(z)), basis)) %*% misfit(lambda)
    size <- 1
    now <- sum(abs(misfit(lambda)))
    while (size > 1e-6 && !(sum(abs(misfit(lambda + drop(step) * size))) < now)) size <- size / 2
    if (size <= 1e-6) break
    lambda <- lambda + drop(step) * size
  }
  d * g_of(drop(basis %*% lambda))
}
furthest <- c(newton = 0, margins = 0)
note_furthest <- function(name, x) furthest[[name]] <<- max(furthest[[name]], x)
distance <- function(w, v) max(abs(w - v) / pmax(abs(v), max(abs(v)) * 1e-9))
check_margins <- function(row, margins, w) {
  d <- tables[[row$data]]
  for (m in words(row$margins)) {
    wanted <- margins[margins$variable == m, ]
    has <- if (is_numeric_margin(d, m)) sum(w * d[[m]]) else tapply(w, values_of(d, m), sum)[wanted$level]
    off <- max(abs(has / wanted$total - 1))
    note_furthest("margins", off)
    if (!(off < 1e-10)) stop(row$case, ": margin ", m, " is off by ", off)
  }
}
calibrated <- list() # the designs whose estimates follow
margin_rows <- list()
weight_rows <- list()
case_rows$sampling_differs <- NA
summary_rows <- list()
for (i in seq_len(nrow(case_rows))) {
  row <- case_rows[i, ]
  d <- tables[[row$data]]
  margins <- margins_of(row)
  k <- columns_of(row, margins)
  if (row$source == "survey-poststratify") {
    design <- make_design(row, k)
    design$variables$cell_ <- factor(values_of(d, row$margins), margins$level)
    design <- postStratify(design, ~cell_, data.frame(cell_ = margins$level, Freq = margins$total))
    w <- weights(design)
    other <- by_survey(row, k) # the same variances
    error_of <- function(s) SE(svymean(~y_, update(s, y_ = seq_along(w))))[[1]]
    stopifnot(abs(error_of(design) / error_of(other) - 1) < 1e-9, distance(weights(other), w) < 1e-11)
  } else if (row$source == "survey-rake") {
    design <- make_design(row, k)
    names <- words(row$margins)
    for (j in seq_along(names)) design$variables[[paste0("cell", j, "_")]] <- factor(values_of(d, names[j]))
    raked <- rake(design, lapply(seq_along(names), function(j) reformulate(paste0("cell", j, "_"))),
                  lapply(seq_along(names), function(j) {
                    wanted <- margins[margins$variable == names[j], ]
                    setNames(wanted[c("level", "total")], c(paste0("cell", j, "_"), "Freq"))
                  }),
                  control = list(maxit = 5000, epsilon = 1e-15))
    w <- weights(raked)
    design <- by_survey(row, k) # rake has another variance
    stopifnot(distance(weights(design), w) < 1e-11)
  } else {
    design <- by_survey(row, k)
    w <- weights(design)
    if (row$source == "sampling") {
      other <- by_sampling(row, k)
      off <- if (is.null(other)) Inf else distance(other, w)
      if (row$method == "truncated") { # sampling never frees a row that reached a bound
        case_rows$sampling_differs[i] <- as.numeric(off > 1e-8)
        if (off > 1e-8) message(row$case, ": sampling's weights differ from survey's by ", signif(off, 3))
      } else {
        stopifnot(off < 1e-10)
        w <- other
      }
    }
  }
  w <- as.vector(w)
  check_margins(row, margins, w)
  off <- distance(w, by_newton(row, k))
  note_furthest("newton", off)
  if (!(off < 1e-11)) stop(row$case, ": Newton's weights differ by ", signif(off, 3))
  g <- w / d[[row$weight]]
  at_bound <- function(bound) sum(abs(g - as.numeric(bound)) < 1e-12)
  summary_rows[[i]] <- data.frame(
    case = row$case, data = row$data, method = row$method, source = row$source, min = min(g), max = max(g),
    at_lower = at_bound(row$lower), at_upper = at_bound(row$upper), n = length(g), newton = off)
  margin_rows[[i]] <- margins
  weight_rows[[i]] <- data.frame(case = row$case, row = seq_along(w), weight = w)
  if (row$source != "sampling") calibrated[[row$case]] <- design
}
write_rows(case_rows[c("case", "data", "weight", "strata", "cluster", "fpc", "method", "lower", "upper", "source",
                       "sampling_differs", "lonely")], "cases")
write_rows(do.call(rbind, margin_rows), "margins")
write_rows(do.call(rbind, weight_rows), "weights")

# --- Estimates -------------------------------------------------------------------------------------------------------

# Rows whose variables are missing are left out. by: one estimate per level with at least 10 rows.
statistic_rows <- table_of('
data,       statistic,  variable, level,        denominator, by,       where
apistrat,   mean,       api00,    ,             ,            ,
apistrat,   mean,       api00,    ,             ,            awards,
apistrat,   total,      enroll,   ,             ,            ,         meals > 50.5
apistrat,   ratio,      api00,    ,             api99,       ,
apistrat,   ratio,      api00,    ,             api99,       stype,
apistrat,   proportion, comp.imp, Yes,          ,            ,
apistrat,   proportion, awards,   Yes,          ,            ,         enroll < 400.5
apistrat,   median,     api00,    ,             ,            ,
apistrat,   median,     enroll,   ,             ,            ,         meals > 50.5
apistrat,   total,      pw,       ,             ,            stype,
apiclus1,   mean,       api00,    ,             ,            ,
apiclus1,   mean,       api00,    ,             ,            awards,
apiclus1,   total,      enroll,   ,             ,            ,
apiclus1,   ratio,      enroll,   ,             api99,       ,         meals > 40.5
apiclus1,   proportion, comp.imp, Yes,          ,            ,
apiclus1,   proportion, sch.wide, Yes,          ,            ,         meals > 40.5
apiclus1,   median,     meals,    ,             ,            ,
apiclus2,   mean,       api00,    ,             ,            ,
apiclus2,   mean,       enroll,   ,             ,            stype,
apiclus2,   total,      meals,    ,             ,            ,         api99 > 600.5
apiclus2,   ratio,      api00,    ,             api99,       ,
apiclus2,   proportion, comp.imp, Yes,          ,            ,
apiclus2,   proportion, awards,   Yes,          ,            ,         api99 > 600.5
apiclus2,   median,     api00,    ,             ,            ,
nhanes,     mean,       HI_CHOL,  ,             ,            ,
nhanes,     mean,       HI_CHOL,  ,             ,            RIAGENDR,
nhanes,     total,      HI_CHOL,  ,             ,            ,         race > 1.5
nhanes,     proportion, agecat,   "(39,59]",    ,            ,
nhanes,     proportion, agecat,   "(39,59]",    ,            RIAGENDR,
nhanes,     ratio,      HI_CHOL,  ,             RIAGENDR,    ,
nhanes,     median,     WTMEC2YR, ,             ,            ,
mu284strat, mean,       y,        ,             ,            ,
mu284strat, mean,       y,        ,             ,            council,
mu284strat, total,      x,        ,             ,            ,         x > 15.5
mu284strat, ratio,      y,        ,             x,           ,
mu284strat, proportion, cat,      some,         ,            ,
mu284strat, median,     REV84,    ,             ,            ,
mu284strat, median,     y,        ,             ,            ,         x > 15.5
mu284srs,   mean,       y,        ,             ,            ,
mu284srs,   mean,       x,        ,             ,            council,
mu284srs,   total,      REV84,    ,             ,            ,         x > 15.5
mu284srs,   ratio,      y,        ,             x,           ,
mu284srs,   proportion, cat,      some,         ,            ,
mu284srs,   median,     REV84,    ,             ,            ,
belgium,    mean,       y,        ,             ,            ,
belgium,    mean,       averageincome,,         ,            cat,
belgium,    total,      x,        ,             ,            ,         averageincome > 25000.5
belgium,    ratio,      Totaltaxation,,         y,           ,
belgium,    proportion, cat,      up,           ,            ,
belgium,    proportion, size,     L,            ,            ,
belgium,    median,     averageincome,,         ,            ,
belgium,    median,     y,        ,             ,            ,         averageincome > 25000.5
swiss,      mean,       y,        ,             ,            ,
swiss,      mean,       x,        ,             ,            cat,
swiss,      total,      P00BMTOT, ,             ,            ,         HApoly > 500.5
swiss,      ratio,      y,        ,             x,           ,
swiss,      proportion, cat,      alp,          ,            ,
swiss,      median,     HApoly,   ,             ,            ,
swissreg,   mean,       y,        ,             ,            ,
swissreg,   mean,       P00BMTOT, ,             ,            cat,
swissreg,   total,      H00PTOT,  ,             ,            ,         HApoly > 500.5
swissreg,   ratio,      y,        ,             x,           ,
swissreg,   proportion, cat,      alp,          ,            ,
swissreg,   proportion, size,     s2,           ,            ,
swissreg,   median,     HApoly,   ,             ,            ,
rec99srs,   mean,       y,        ,             ,            ,
rec99srs,   total,      POPSDC99, ,             ,            area,
rec99srs,   ratio,      y,        ,             LOG,         ,
rec99srs,   proportion, cat,      mid,          ,            ,
rec99srs,   proportion, cat,      mid,          ,            ,         x > 2.35
rec99srs,   median,     x,        ,             ,            ,
rec99clus,  mean,       y,        ,             ,            ,
rec99clus,  total,      POPSDC99, ,             ,            area,
rec99clus,  ratio,      y,        ,             LOG,         ,
rec99clus,  proportion, cat,      mid,          ,            ,
rec99clus,  proportion, cat,      mid,          ,            ,         x > 2.35
rec99clus,  median,     x,        ,             ,            ,
small60,    mean,       y,        ,             ,            ,
small60,    mean,       y,        ,             ,            cat,
small60,    total,      x,        ,             ,            ,         u > 40.5
small60,    ratio,      y,        ,             x,           ,
small60,    proportion, cat,      q,            ,            ,
small60,    proportion, b,        mid,          ,            ,
small60,    median,     y,        ,             ,            ,
unequal,    mean,       y,        ,             ,            ,
unequal,    mean,       y,        ,             ,            cat,
unequal,    total,      x,        ,             ,            ,         u > 5
unequal,    ratio,      y,        ,             x,           ,
unequal,    proportion, cat,      k2,           ,            ,
unequal,    proportion, cat,      k2,           ,            c2,
unequal,    median,     y,        ,             ,            ,
nested,     mean,       y,        ,             ,            ,
nested,     mean,       y,        ,             ,            cat,
nested,     total,      x,        ,             ,            ,         income > 2000.5
nested,     ratio,      y,        ,             x,           ,
nested,     ratio,      y,        ,             x,           sex,
nested,     proportion, cat,      mid,          ,            ,
nested,     proportion, region,   SE,           ,            ,
nested,     median,     x,        ,             ,            ,
nested,     median,     y,        ,             ,            ,         income > 2000.5
scales,     mean,       y,        ,             ,            ,
scales,     mean,       x,        ,             ,            cat,
scales,     total,      x,        ,             ,            ,         big > 1000010.001
scales,     mean,       big,      ,             ,            ,         x < 0.001
scales,     ratio,      x,        ,             tiny,        ,
scales,     proportion, cat,      v,            ,            ,
scales,     median,     x,        ,             ,            ,
accents,    mean,       y,        ,             ,            ,
accents,    mean,       y,        ,             ,            region,
accents,    total,      x,        ,             ,            ,         age > 50.5
accents,    ratio,      y,        ,             x,           ,
accents,    proportion, cat,      ne sait pas,  ,            ,
accents,    proportion, cat,      non,          ,            gender,
accents,    median,     y,        ,             ,            ,
many,       mean,       y,        ,             ,            ,
many,       mean,       y,        ,             ,            cat,
many,       total,      x,        ,             ,            ,         u > 100.05
many,       ratio,      y,        ,             x,           ,
many,       proportion, cat,      t,            ,            ,
many,       proportion, b,        b2,           ,            a,
many,       median,     x,        ,             ,            ,
')
stopifnot(case_rows$data[case_rows$source != "sampling"] %in% statistic_rows$data)
satisfies <- function(where, d) if (where == "") rep(TRUE, nrow(d)) else eval(parse(text = where), d) %in% TRUE

# The smallest value whose cumulative share of the weights reaches p.
quantile_rule <- function(x, w, p) {
  x <- x[w > 0]
  w <- w[w > 0]
  o <- order(x)
  x[o][which(cumsum(w[o]) / sum(w) >= p)[1]]
}
skipped_medians <- character(0)
estimate_of <- function(s, r) { # estimate and standard error, or NULL
  d <- s$variables
  y <- d[[r$variable]]
  y <- as.numeric(if (r$statistic == "proportion") as.character(y) == r$level else y)
  s$variables$y_ <- y
  if (r$statistic == "ratio") s$variables$z_ <- as.numeric(d[[r$denominator]])
  s <- s[!is.na(y), ]
  s$variables$y_[is.na(y)] <- 0
  if (r$statistic == "median") {
    at <- function(p, rule) {
      q <- suppressWarnings(svyquantile(~y_, s, p, qrule = rule, interval.type = "mean"))
      c(coef(q)[[1]], SE(q)[[1]])
    }
    e <- at(0.5, "math")
    # not where rounding or the rule for small shares decides
    same <- sapply(list(at(0.5 - 1e-9, "math"), at(0.5 + 1e-9, "math"), at(0.5, quantile_rule)),
                   function(other) isTRUE(all.equal(e, other, 1e-13)))
    if (!all(same) || anyNA(e)) return(NULL)
    return(e)
  }
  e <- if (r$statistic == "ratio") svyratio(~y_, ~z_, s)
       else if (r$statistic == "total") svytotal(~y_, s)
       else svymean(~y_, s)
  se <- as.vector(SE(e))
  # the standard error of a calibrated total is rounding error
  if (se < 1e-9 * max(abs(coef(e)), 1e-3 * abs(weighted.mean(s$variables$y_, weights(s))))) se <- 0
  c(as.vector(coef(e)), se)
}
estimate_rows <- list()
for (case in names(calibrated)) {
  row <- case_rows[case_rows$case == case, ]
  s <- calibrated[[case]]
  if (any(weights(s) <= 0)) next
  options(survey.lonely.psu = if (row$lonely == "") "fail" else row$lonely)
  wanted <- statistic_rows[statistic_rows$data == row$data, ]
  for (j in seq_len(nrow(wanted))) {
    r <- wanted[j, ]
    d <- s$variables
    groups <- ""
    if (r$by != "") {
      counts <- table(as.character(d[[r$by]]))
      groups <- in_order(names(counts)[counts >= 10])
    }
    for (group in groups) {
      inside <- satisfies(r$where, d) & (group == "" | as.character(d[[if (r$by == "") 1 else r$by]]) == group)
      e <- suppressWarnings(estimate_of(if (all(inside)) s else s[inside, ], r))
      if (is.null(e)) {
        skipped_medians <- c(skipped_medians, paste(case, r$variable))
        next
      }
      stopifnot(is.finite(e))
      estimate_rows[[length(estimate_rows) + 1]] <- data.frame(
        case, statistic = r$statistic, variable = r$variable, level = r$level, denominator = r$denominator, by = r$by,
        group, where = r$where, estimate = e[1], se = e[2])
    }
  }
}
options(survey.lonely.psu = "fail")
estimate_rows <- do.call(rbind, estimate_rows)
write_rows(estimate_rows, "estimates")

# --- Models ----------------------------------------------------------------------------------------------------------

# The calibration is the case of source survey with these data, this method and these margins.
model_rows <- table_of("
data,       method,    margins,                         family,        where,         formula
apistrat,   linear,    stype api99,                     gaussian,      ,              api00 ~ meals + ell
apistrat,   raking,    stype sch.wide awards,           gaussian,      ,              api00 ~ stype + meals
apistrat,   truncated, stype sch.wide comp.imp api99,   quasibinomial, ,              award01 ~ api99 + stype
apistrat,   logit,     stype sch.wide awards api99,     quasipoisson,  ,              mobility ~ meals + stype
apiclus1,   linear,    stype api99,                     quasibinomial, ,              award01 ~ meals + stype
apiclus2,   raking,    stype sch.wide awards,           gaussian,      api99 > 500.5, api00 ~ meals + comp.imp
nhanes,     raking,    race RIAGENDR agecat,            quasibinomial, ,              HI_CHOL ~ RIAGENDR + agecat
mu284strat, raking,    stratum size,                    quasipoisson,  ,              y ~ size + council
belgium,    linear,    size medianincome,               gaussian,      ,              averageincome ~ medianincome + size
unequal,    linear,    a b c2,                          quasibinomial, ,              event ~ u + a
unequal,    raking,    a b c2 u,                        gaussian,      ,              y ~ u + b + c2
nested,     raking,    zone region age sex edu,         quasibinomial, ,              event ~ age + sex
nested,     logit,     region age,                      quasipoisson,  ,              count ~ region + sex
nested,     linear,    region zone age,                 quasibinomial, income > 1500.5, event ~ age
accents,    logit,     region:gender household,         gaussian,      ,              y ~ region + x + household
scales,     raking,    one big tiny,                    gaussian,      ,              y ~ tiny + a
many,       raking,    a b,                             quasipoisson,  ,              count ~ a + u
")
model_output <- list()
worst_refit <- 0
for (j in seq_len(nrow(model_rows))) {
  m <- model_rows[j, ]
  at <- which(with(case_rows, data == m$data & method == m$method & margins == m$margins & source == "survey"))
  stopifnot(length(at) == 1)
  options(survey.lonely.psu = if (case_rows$lonely[at] == "") "fail" else case_rows$lonely[at])
  s <- calibrated[[case_rows$case[at]]]
  if (m$where != "") s <- suppressWarnings(s[satisfies(m$where, s$variables), ])
  formula <- as.formula(m$formula)
  fit <- function(start) suppressWarnings(svyglm(formula, s, family = get(m$family)(), start = start,
                                                 control = glm.control(epsilon = 1e-14, maxit = 100)))
  r <- fit(NULL)
  for (again in 1:3) { # the standard errors lag one step behind the coefficients
    before <- list(coef(r), SE(r))
    r <- fit(coef(r))
  }
  off <- max(abs(SE(r) / before[[2]] - 1), abs(coef(r) - before[[1]]) / SE(r))
  worst_refit <- max(worst_refit, off)
  stopifnot(off < 1e-9, !anyNA(coef(r)))
  model_output[[j]] <- data.frame(case = case_rows$case[at], formula = m$formula, family = m$family, where = m$where,
                                  term = names(coef(r)), estimate = as.vector(coef(r)), se = as.vector(SE(r)))
}
options(survey.lonely.psu = "fail")
write_rows(do.call(rbind, model_output), "models")

# --- Trimming --------------------------------------------------------------------------------------------------------

# Strict: what was cut off is added evenly to the weights that lay within the bounds, again until all do. The weights
# that one round put on a bound lie within the bounds, and take part in the next.
trim_rows <- table_of("
data,     rows, weight,   lower, upper
nhanes,   500,  WTMEC2YR, ,      60000
nhanes,   500,  WTMEC2YR, 10000, 80000
nhanes,   500,  WTMEC2YR, 15000,
apistrat, ,     pw,       ,      40
apistrat, ,     pw,       18,    40
swissreg, ,     d,        ,      16
swissreg, ,     d,        5,     20
unequal,  ,     d,        ,      1500
unequal,  ,     d,        25,    2000
unequal,  ,     d,        100,
nested,   ,     d,        30,    100
accents,  ,     d,        ,      100
many,     ,     d,        60,    150
small60,  ,     d,        1,     100
")
trim_rows <- cbind(case = sprintf("t%02d", seq_len(nrow(trim_rows))), trim_rows)
trimmed <- list()
for (j in seq_len(nrow(trim_rows))) {
  r <- trim_rows[j, ]
  d <- tables[[r$data]]
  if (r$rows != "") d <- d[seq_len(as.numeric(r$rows)), ]
  bound <- function(x, none) if (x == "") none else as.numeric(x)
  lower <- bound(r$lower, -Inf)
  upper <- bound(r$upper, Inf)
  s <- svydesign(ids = ~1, weights = reformulate(r$weight), data = d)
  s <- trimWeights(s, upper = upper, lower = lower, strict = TRUE)
  w <- as.vector(weights(s))
  before <- d[[r$weight]]
  stopifnot(w >= lower, w <= upper, abs(sum(w) / sum(before) - 1) < 1e-12,
            any(abs(w / before - 1) > 1e-12) == any(before < lower | before > upper))
  trimmed[[j]] <- data.frame(case = r$case, row = seq_along(w), weight = w)
}
write_rows(trim_rows[c("case", "data", "rows", "weight", "lower", "upper")], "trim")
write_rows(do.call(rbind, trimmed), "trimmed")

# --- Nonresponse -----------------------------------------------------------------------------------------------------

nonresponse_rows <- table_of("
data,    weight, method,               variables,           quantiles
unequal, d,      classes,              b,
unequal, d,      classes,              a c2,
nested,  d,      classes,              age edu,
accents, d,      classes,              region gender,
unequal, d,      propensity,           a b u,
nested,  d,      propensity,           age edu income,
accents, d,      propensity,           region gender age,
scales,  d,      propensity,           a big tiny,
nested,  d,      propensity-quantiles, age edu income,      5
nested,  d,      propensity-quantiles, age edu,             10
accents, d,      propensity-quantiles, region gender age,   4
accents, d,      propensity-quantiles, gender,              3
unequal, d,      propensity-quantiles, a b,                 5
scales,  d,      propensity-quantiles, a b,                 5
")
nonresponse_rows <- cbind(case = sprintf("n%02d", seq_len(nrow(nonresponse_rows))), nonresponse_rows)
by_classes <- function(w, responded, class) {
  share <- tapply(w * responded, class, sum) / tapply(w, class, sum)
  stopifnot(share > 0)
  w * responded / as.vector(share[as.character(class)])
}
propensity <- function(d, w, variables) {
  # numeric variables on a common scale: the same probabilities
  for (v in variables) if (is.numeric(d[[v]])) d[[v]] <- standard(d[[v]])
  d$w_ <- w / mean(w)
  formula <- reformulate(variables, "responded")
  fit <- function(start) glm(formula, quasibinomial(), d, weights = w_, start = start,
                             control = glm.control(epsilon = 1e-14, maxit = 100))
  r <- fit(NULL)
  p <- fitted(fit(coef(r)))
  score <- colSums(model.matrix(r) * d$w_ * (d$responded - p))
  stopifnot(max(abs(score)) < 1e-9 * nrow(d), max(abs(p / fitted(r) - 1)) < 1e-11)
  as.vector(p)
}
nonresponse <- list()
for (j in seq_len(nrow(nonresponse_rows))) {
  r <- nonresponse_rows[j, ]
  d <- tables[[r$data]]
  w <- d[[r$weight]]
  variables <- words(r$variables)
  if (r$method == "classes") {
    a <- by_classes(w, d$responded, do.call(paste, c(unname(lapply(d[variables], as.character)), sep = " / ")))
  } else {
    p <- propensity(d, w, variables)
    if (r$method == "propensity") {
      a <- w * d$responded / p
    } else {
      rank <- rank(signif(p, 12), ties.method = "average")
      stopifnot(length(unique(signif(p, 12))) == length(unique(signif(p, 9)))) # ties are certain
      k <- as.numeric(r$quantiles)
      a <- by_classes(w, d$responded, floor(rank * k / (nrow(d) + 1)) + 1)
    }
  }
  if (r$method != "propensity") stopifnot(abs(sum(a) / sum(w) - 1) < 1e-12)
  nonresponse[[j]] <- data.frame(case = r$case, row = seq_along(a), weight = a)
}
write_rows(nonresponse_rows, "nonresponse")
write_rows(do.call(rbind, nonresponse), "nonresponseweights")

if ("--verbose" %in% commandArgs(TRUE)) { # what the cases are like
  options(width = 150)
  print(do.call(rbind, summary_rows), digits = 4, row.names = FALSE)
  print(furthest)
  cat("loosest tolerance", loosest, "; medians left out:", skipped_medians, "; refit of models", worst_refit, "\n")
}
