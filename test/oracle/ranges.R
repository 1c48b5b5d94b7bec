# What R's readxl reads of a small messy workbook with the same range, rows to skip and header.
# Run from the root of the repository: Rscript test/oracle/ranges.R
# Writes to test/oracle/ranges/:
#   cells.csv  by case: its sheet, range, skip and header (1 or 0), and of each cell that is filled its place in the table, row 0
#              being the names of the columns, and its value
#   names.csv  what read_excel calls the columns of the sheet `noms`
suppressMessages(library(readxl))
source("test/oracle/writeRows.R")
output <- "test/oracle/ranges/"
dir.create(output, showWarnings = FALSE)
book <- tempfile(fileext = ".xlsx")
stopifnot(system2("node", c("test/oracle/messyWorkbook.js", book)) == 0)

case <- function(sheet, range = "", skip = NA, header = 1, limits = range) {
  arguments <- list(book, sheet = sheet, col_names = header == 1, col_types = "list", .name_repair = "minimal")
  if (!identical(limits, "")) arguments$range <- limits
  if (!is.na(skip)) arguments$skip <- skip
  d <- do.call(read_excel, arguments)
  row_of <- function(row, values) data.frame(row, column = seq_along(values), value = values)
  text <- function(x) if (is.null(x) || is.na(x)) NA else if (is.numeric(x)) sprintf("%.17g", x) else x
  cells <- lapply(seq_len(nrow(d)), function(i) row_of(i, vapply(d, function(column) as.character(text(column[[i]])), "")))
  cells <- do.call(rbind, c(if (header == 1) list(row_of(0, names(d))), cells))
  cells <- cells[!is.na(cells$value) & cells$value != "", ]
  data.frame(sheet, range, skip, header, cells)
}

write_rows(rbind(
  case("deux lignes", "B6:F10"),
  case("deux lignes", "B7:F10", header = 0),
  case("deux lignes", "$C$6:$D$9"),
  case("deux lignes", "B7:F10"),
  case("deux lignes", "A6:H10"),
  case("deux lignes", "B6:F", limits = cell_limits(c(6, 2), c(NA, 6))),
  case("C5", "C:E", limits = cell_cols("C:E")),
  case("C5", "5:6", limits = cell_rows(5:6)),
  case("C5", "D5:F7"),
  case("C5", skip = 2),
  case("C5", skip = 5, header = 0),
  case("C5")
), "cells")

write_rows(data.frame(name = suppressMessages(names(read_excel(book, sheet = "noms")))), "names")
