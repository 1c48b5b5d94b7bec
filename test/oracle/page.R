# Runs the R code that the page of a reproduction prints, on the rows of the waves.
# Usage: Rscript test/oracle/page.R FOLDER; reads rows_*.csv, design.R and code.csv (id, code), writes results.csv (id, item, value).
folder <- commandArgs(trailingOnly = TRUE)[1]
options(survey.lonely.psu = "adjust")
for (file in list.files(folder, "^rows_.*[.]csv$")) {
  rows <- read.csv(file.path(folder, file), na.strings = "", check.names = FALSE, encoding = "UTF-8")
  assign(sub("[.]csv$", "", file), rows)
}
suppressPackageStartupMessages(source(file.path(folder, "design.R"), encoding = "UTF-8"))
given <- read.csv(file.path(folder, "code.csv"), colClasses = "character", encoding = "UTF-8")

values <- function(result) {
  if (inherits(result, "svyglm")) return(c(coef(result), setNames(SE(result), paste("se", names(coef(result))))))
  if (inherits(result, "svyciprop")) return(c(estimate = 100 * as.vector(result), setNames(100 * confint(result), c("low", "high"))))
  if (inherits(result, "svystat")) return(c(estimate = as.vector(coef(result)), se = as.vector(SE(result))))
  c(estimate = result)
}
results <- do.call(rbind, lapply(seq_len(nrow(given)), function(at) {
  found <- values(eval(parse(text = given$code[at], encoding = "UTF-8")))
  data.frame(id = given$id[at], item = names(found), value = format(found, digits = 17))
}))
write.csv(results, file.path(folder, "results.csv"), row.names = FALSE, na = "")
