# Rscript bench/calibrate.R DATA.csv MARGINS.csv: the weights of a file raked to margins, and written beside the data.
suppressMessages(library(survey))
files <- commandArgs(TRUE)
data <- read.csv(files[1], stringsAsFactors = TRUE)
margins <- read.csv(files[2])
design <- svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = data)
variables <- unique(margins$variable)
totals <- function(variable) {
  own <- margins[margins$variable == variable, ]
  setNames(own$total[match(levels(data[[variable]]), own$level)], paste0(variable, levels(data[[variable]])))
}
first <- totals(variables[1])
population <- c(`(Intercept)` = sum(first), unlist(lapply(variables, function(v) totals(v)[-1])))
start <- proc.time()
calibrated <- calibrate(design, reformulate(variables), population, calfun = "raking")
cat("calibrate:", (proc.time() - start)[["elapsed"]], "s\n")
data$calibrated <- weights(calibrated)
write.csv(data, tempfile(), row.names = FALSE)
