# The workbook of bench/run.js as an analyst reads it: Rscript bench/workbook.R FILE
d <- readxl::read_excel(commandArgs(trailingOnly = TRUE))
str(d, list.len = 3)
