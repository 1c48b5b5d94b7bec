"""Writes expected/<name>.csv and expected/<name>.notes.csv: what a person reads in sheets/<name>.json.

Every table is described by hand below: its title and unit cells, the cells that label each row and column, its
notes. Nothing is guessed from the sheet. Run: python3 test/sources/layout/expected.py

References: "C." is column C of the row at hand, ".5" row 5 of the column at hand, "C5" that cell;
"C5~(1)" is its text without the footnote mark (1), which then goes to the footnotes.
"""
import csv
import json
import re
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent

# Decimals that each number format shows; None where the format leaves it to the number.
DECIMALS = {
    None: None, "0": 0, "0.0": 1, "0.00": 2, "#,##0": 0, "#,##0.0": 1, "0%": 0, "0\\ %": 0,
    "#,##0,": 0, "#,##0.0,": 1, '0.0;-0.0;"-"': 1,
    "#,##0,_€": 0, "#,##0.0,_€": 1, '#,##0"  "': 0, '0.0"  "': 1,
    "_-* #,##0_-;\\-* #,##0_-;_-* \\-??_-;_-@_-": 0,
    "_-* #,##0.0_-;\\-* #,##0.0_-;_-* \\-??_-;_-@_-": 1,
    "_-* #,##0,_€_-;\\-* #,##0,_€_-;_-* \\-??\\ _€_-;_-@_-": 0,
}
PERCENT = {"0%", "0\\ %"}
KINDS = {
    "Note": "note", "Attention": "note", "Lecture": "reading", "Reading": "reading", "Champ": "field", "Scope": "field",
    "Source": "source", "Sources": "source",
}


# Numbers that are written as text: value, decimals, footnote mark, unit.
WRITTEN = {
    "1,25***": ("1.25", 2, "***", ""), "1,10*": ("1.1", 2, "*", ""), "0,91": ("0.91", 2, "", ""),
    "0,70**": ("0.7", 2, "**", ""), "0,65***": ("0.65", 2, "***", ""), "0,33***": ("0.33", 2, "***", ""),
    "0,31***": ("0.31", 2, "***", ""), "0,25***": ("0.25", 2, "***", ""), "0,10*": ("0.1", 2, "*", ""),
    "-0,30**": ("-0.3", 2, "**", ""), "−0,35***": ("-0.35", 2, "***", ""), "2 012": ("2012", 0, "", ""),
    "0,12": ("0.12", 2, "", ""), "0,15": ("0.15", 2, "", ""), "12,5 %": ("12.5", 1, "", "%"),
    "87,5 %": ("87.5", 1, "", "%"), "12 %": ("12", 0, "", "%"), "88 %": ("88", 0, "", "%"),
    "1 234,5": ("1234.5", 1, "", ""), "- 3,2": ("-3.2", 1, "", ""), "220b": ("220", 0, "b", ""),
    "230(r)": ("230", 0, "(r)", ""),
    "45,3 [42,1 ; 48,5]": ("45.3", 1, "[42,1 ; 48,5]", ""), "54,7 [51,5 ; 57,9]": ("54.7", 1, "[51,5 ; 57,9]", ""),
    "50 [45-55]": ("50", 0, "[45-55]", ""), "47,1 (1,2)": ("47.1", 1, "(1,2)", ""), "52,9 (1,2)": ("52.9", 1, "(1,2)", ""),
    "45*": ("45", 0, "*", ""), "45**": ("45", 0, "**", ""), "20 (ns)": ("20", 0, "(ns)", ""), "0,98 ns": ("0.98", 2, "ns", ""),
}


def letters(span):
    first, _, last = span.partition("-")
    return [chr(c) for c in range(ord(first), ord(last or first) + 1)]


def numbers(span):
    out = []
    for part in str(span).split(","):
        first, _, last = part.partition("-")
        out += range(int(first), int(last or first) + 1)
    return out


def rows(span, *refs, unit=None):
    return [(r, [ref.replace(".", str(r)) for ref in refs], unit) for r in numbers(span)]


def cols(span, *refs, unit=None):
    return [(c, [ref.replace(".", c) for ref in refs], unit) for c in letters(span)]


def lines(at, *prefixes):
    """Notes in the lines of one cell, each with the beginning that is taken off; "+" continues the note above."""
    return [((at, i), p) for i, p in enumerate(prefixes)]


def stack(at, *prefixes):
    """Notes in cells one below the other."""
    column, row = at[0], int(at[1:])
    return [((f"{column}{row + i}", None), p) for i, p in enumerate(prefixes)]


def one_line(text):
    if isinstance(text, dict):
        text = text["date"]
    return re.sub(r"\s+", " ", str(text)).strip()


class Sheet:
    def __init__(self, name):
        data = json.loads((HERE / "sheets" / f"{name}.json").read_text(), parse_float=Decimal)
        self.cells = {cell["at"]: cell for cell in data["cells"]}

    def label(self, ref):
        at, _, mark = ref.partition("~")
        text = one_line(self.cells[at]["value"])
        if mark:
            assert mark in text, (ref, text)
            text = one_line("".join(text.rsplit(mark, 1)))
        return text, mark

    def note(self, source):
        at, line = source
        text = str(self.cells[at]["value"])
        return one_line(text if line is None else text.split("\n")[line])


def plain(value):
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def observations(sheet, index, table):
    for row, row_refs, row_unit in table["rows"]:
        for column, column_refs, column_unit in table["cols"]:
            cell = sheet.cells.get(f"{column}{row}")
            if cell is None:
                continue
            row_labels = [sheet.label(ref) for ref in row_refs]
            column_labels = [sheet.label(ref) for ref in column_refs]
            marks = [mark for _, mark in row_labels + column_labels if mark]
            value, decimals, mark, unit = read(cell)
            if table["thousands"]:
                value = plain(Decimal(value) / 1000)
            yield [
                index,
                " / ".join(text for text, _ in row_labels),
                " / ".join(text for text, _ in column_labels),
                value,
                "" if decimals is None else decimals,
                "" if value else mark,
                column_unit or row_unit or table["unit"] or unit,
                " ".join(([mark] if value and mark else []) + marks).replace(")(", ") ("),
                cell["at"],
            ]


def read(cell):
    """The value of a cell, its decimals, the mark beside it or in its place, and the unit that it shows."""
    value, number_format = cell["value"], cell.get("format")
    if isinstance(value, dict):
        return "", None, value["error"], ""
    if isinstance(value, str):
        return WRITTEN.get(value, ("", None, value.strip(), ""))
    if number_format in PERCENT:
        return plain(value * 100), DECIMALS[number_format], "", "%"
    return plain(value), DECIMALS[number_format], "", ""


def notes(sheet, index, table):
    out = []
    if table["title"]:
        out.append([index, "title", "", sheet.label(table["title"])[0]])
    if table["unit_cell"]:
        out.append([index, "unit", "", table["unit"]])
    for source, prefix in table["notes"]:
        text = sheet.note(source)
        if prefix == "+":
            out[-1][3] = f"{out[-1][3]} {text}".strip()
            continue
        assert text.startswith(prefix), (prefix, text)
        word = re.match(r"[^\s:•>]*", prefix)[0]
        kind = KINDS.get(word.rstrip("123"), "footnote") if prefix else "note"
        mark = re.sub(r"^(\d)\.$", r"\1", word) if kind == "footnote" else ""
        out.append([index, kind, mark, text[len(prefix):].strip()])
    return out


def table(title, rows, cols, notes=(), unit="", unit_cell=None, thousands=False):
    return {
        "title": title, "rows": rows, "cols": cols, "notes": notes, "unit": unit, "unit_cell": unit_cell,
        "thousands": thousands,
    }


LCS = ("Lecture •", "Champ •", "Sources •")
NLCS = ("Note •", *LCS)
MARKS_OARSA = lines("B3", "Champ :", "Source :")

SHEETS = {
    # Headers in one row, lines broken; rows indented without a parent; notes in the lines of one cell.
    "incapacite_une": [table("B2", rows("4-6", "B."), cols("C-E", ".3"), lines("B7", "Lecture •", "Champ •", "Sources •"))],
    # The unit stands in the column headers of shares, and nowhere for ages.
    "csp": [
        table(
            "B2", rows("4-7", "B."),
            cols("C-D", ".3", unit="%") + cols("E", ".3") + cols("F", ".3", unit="%") + cols("G-H", ".3"),
            lines("B8", *NLCS),
        )
    ],
    # Row labels merged down; the reading goes on in a second line.
    "incapacite_annees": [
        table(
            "B2", rows("4-6", "B4", "C.") + rows("7-9", "B7", "C."), cols("D-F", ".3"),
            lines("B10", "Note •", "Lecture •", "+", "Champ •", "Sources •"),
        )
    ],
    "situation_61": [table("B2", rows("5-7", "B."), cols("C-F", ".4"), lines("B8", *LCS), "%", "F3")],
    "incapacite_retraite": [
        table(
            "B2", rows("5-7", "B5", "C.") + rows("8-10", "B8", "C."), cols("D-G", ".4"),
            lines("B11", "Lecture •", "+", "Champ •", "Sources •"), "%", "G3",
        )
    ],
    # Ages as row labels, shares as fractions shown in per cent.
    "prevalence_age": [table("B2", rows("4-8", "B."), cols("C-D", ".3"), lines("B10", "Champ •", "Sources •"))],
    # Years as text; nd and what it means.
    "sources_comparees": [
        table(
            "B2", rows("4-5", "B4", "C.") + rows("6-7", "B6", "C.") + rows("8-9", "B8", "C."), cols("D-G", ".3"),
            lines("B11", "nd :", *LCS),
        )
    ],
    # Three columns of row labels, the first of numbers.
    "ages_conjoncturels": [table("B2", rows("4-10", "B.", "C.", "D."), cols("E-G", ".3"), lines("B11", *NLCS))],
    "emploi_par_age": [
        table("B2", rows("5-7", "B5", "C.") + rows("8", "B8", "C8"), cols("D-H", ".4"), lines("B9", *NLCS), "%", "H3")
    ],
    "duree_par_annee": [
        table("B2", rows("5-7", "B5", "C.") + rows("8-9", "B8", "C."), cols("D-G", ".4"), lines("B10", *LCS), "%", "G3")
    ],
    "evapa_une": [
        table("B2", rows("5-8", "B."), cols("C-F", ".4"), lines("B9", "Note •", "Lecture •", "+", "Champ •", "Sources •"), "%", "F3")
    ],
    # Units in the spanners are nearer than the unit in the corner; children indented by spaces.
    "evapa_60": [
        table(
            "B2",
            rows("6-7", "B.") + rows("8-9", "B7", "B.") + rows("10", "B.") + rows("11-12", "B10", "B.") + rows("13-14", "B."),
            cols("C-D", "C4", ".5", unit="années") + cols("E-G", "E4", ".5", unit="% de l’espérance de vie à 60 ans"),
            lines("B15", *NLCS), "%", "G3",
        )
    ],
    "prevalence_apa": [
        table("B2", rows("5-6", "B5", "C.") + rows("7-8", "B7", "C."), cols("D-E", ".4"), lines("B9", *LCS), "%", "E3")
    ],
    # Blank rows between the blocks of one table; no heading above the row labels.
    "evolution_evapa": [
        table(
            "B2", rows("5-7", "B5", "C.") + rows("9-11", "B9", "C.") + rows("13-14", "B13", "C."), cols("D-G", ".4"),
            lines("B15", *NLCS), "%", "G3",
        )
    ],
    "contributions": [
        table("B2", rows("5-8", "B."), cols("C-E", ".4", unit="mois"), lines("B9", "Lecture •", "+", "Champ •", "Sources •"))
    ],
    # A long table: four columns of row labels, units in the headers.
    "beneficiaires_gir": [
        table(
            "B2", rows("4-10", "B.", "C.", "D.", "E."), cols("F", ".3", unit="milliers") + cols("G", ".3", unit="%"),
            lines("B11", *LCS),
        )
    ],
    "evapa_ages": [
        table(
            "B2", rows("5-9", "B.", "C.", "D.", "E."),
            cols("F", ".4", unit="années") + cols("G", ".4", unit="% de l’EV totale"),
            lines("B10", "Note •", "+", "Lecture •", "Champ •", "Sources •"),
        )
    ],
    "evapa_2010_2019": [
        table(
            "B2", rows("4-7", "B.", "C.", "D."),
            cols("E", ".3", unit="années") + cols("F", ".3", unit="% de l’EV totale à 60 ans") + cols("G-H", ".3", unit="%"),
            lines("B8", *NLCS),
        )
    ],
    # A helper copy for the chart to the right; the label of three rows stands in the middle one.
    "esperance_65": [
        table(
            "B2", rows("6-8", "B6", "C.") + rows("9-11", "B10", "C."), cols("D-F", ".5"),
            stack("C14", "EVSI :", "Note •", "Lecture •", "Champ •", "Source •"),
        ),
        table(None, rows("6-12", "I."), cols("J-L", ".5")),
    ],
    "esperance_naissance": [
        table(
            "B2", rows("6-8", "B6", "C.") + rows("9-11", "B9", "C."), cols("D-F", ".5"),
            stack("C13", "Note •", "Lecture •", "Champ •", "Source •"),
        )
    ],
    # Notes above; labels merged across and down; units in the row labels.
    "oarsa_a1": [
        table(
            "B2",
            rows("6", "B6", unit="%") + rows("7-8", "B7", "C.", unit="%") + rows("9", "B9", unit="%")
            + rows("10-11", "B10", "C.", unit="%") + rows("12", "B12", unit="jours") + rows("13-15", "B13", "C.", unit="%"),
            cols("D-G", ".5"), lines("B3", "Note 1 :", "Note 2 :", "Champ :", "Source :", "Lecture :"),
        )
    ],
    "oarsa_a2": [
        table(
            "B2",
            rows("6", "B6", unit="%") + rows("7-9", "B7", "C.", unit="%") + rows("10", "B10", unit="%")
            + rows("11", "B11", "C11", unit="%") + rows("12", "B12", unit="jours"),
            cols("D-F", ".5"), lines("B3", "Note :", "Champ :", "Source :", "Lecture :"),
        )
    ],
    # Marks NR, ND, NC and / in place of numbers.
    "oarsa_b1": [table("B2", rows("6-13", "B."), cols("C-F", ".5"), MARKS_OARSA, "%", "B4")],
    "oarsa_b10": [table("B2", rows("6-10", "B."), cols("C-F", ".5"), MARKS_OARSA, "%", "B4")],
    "oarsa_b13": [table("B2", rows("6-10", "B."), cols("C-F", ".5"), MARKS_OARSA, "jours", "B4")],
    # Spanners, nothing bold, years as numbers without a format.
    "apa_depenses": [
        table(
            "B1", rows("5-8", "B."), cols("C-D", "C3", ".4") + cols("E-F", "E3", ".4") + cols("G-H", "G3", ".4"),
            stack("B10", "Note >", "Champ >", "Sources >"),
        )
    ],
    # A map: no header at all; codes as text and as numbers.
    "carte_apa": [table("B1", rows("3-11", "B.", "C."), cols("D"), stack("B13", "Note >", "Lecture >", "Champ >", "Source >"))],
    "depense_beneficiaire": [
        table(
            "B1", rows("6-9", "B."), cols("C-H", ".5"), stack("B11", "Note >", "Champ >", "Sources >"),
            "euros constants de 2016", "G3",
        )
    ],
    "repartition_depenses": [
        table("B1", rows("4-12", "B."), cols("C", ".3"), stack("B14", "Note >", "Champ >", "Source >"))
    ],
    "apa_sexe_age": [
        table(
            "A1", rows("4-6", "A4", "B.") + rows("7-8", "A7", "B.") + rows("9-10", "A9", "B."), cols("C-E", ".3"),
            stack("A12", "Note >", "Lecture >", "Champ >", "Sources >"),
        )
    ],
    "apa_gir": [
        table(
            "B1", rows("5-7", "B."), cols("C-E", "C3", ".4") + cols("F-H", "F3", ".4"),
            stack("B9", "Lecture >", "Champ >", "Sources >"),
        )
    ],
    # Departments: code and name, totals without a code; footnote marks on labels and on years.
    "aah": [
        table(
            "A1",
            rows("4-5", "B.", "C.") + rows("6", "C.") + rows("7", "B.", "C.~*") + rows("8", "B.", "C.") + rows("9-10", "C."),
            cols("D-G", ".3") + cols("H", ".3~(1)"), stack("B12", "Sources :", "*:", "Note :", "(1) :", "+"),
        )
    ],
    "aer": [
        table(
            "A1", rows("5-6", "B.", "C.") + rows("7", "C.") + rows("8-9", "B.", "C.") + rows("10-11", "C."), cols("D-H", ".4"),
            stack("B13", "*:") + stack("B15", "Source :"),
        )
    ],
    "ai_ata": [
        table(
            "A1", rows("5-8", "B.", "C.") + rows("9-10", "C."),
            cols("D-E", ".4") + cols("F", ".4~*") + cols("G", ".4~(1)") + cols("H", ".4") + cols("I", ".4~(2)"),
            stack("B12", "* :", "+", "(1) :", "(2) :", "Source :"),
        )
    ],
    # The source stands in two cells.
    "ada": [
        table(
            "A1", rows("5-6", "B.", "C.") + rows("7", "C.") + rows("8", "B.", "C.") + rows("9-10", "C."),
            cols("D", ".4~(1)") + cols("E-F", ".4"),
            stack("B12", "(1)", "Source :") + stack("C13", "+"),
        )
    ],
    "api": [
        table(
            "A1", rows("5-6", "B.", "C.") + rows("7", "C.") + rows("8", "B.", "C.~*") + rows("9-10", "C."), cols("D-G", ".4"),
            stack("B12", "*:", "Sources :", "Note :", "+"),
        )
    ],
    # A second table below, with its own heading and years.
    "asv": [
        table(
            "A1", rows("5-7", "B.", "C.") + rows("8-11", "C."), cols("D-E", ".4") + cols("F", ".4~**") + cols("G", ".4"),
        ),
        table(
            "B14", rows("16-18", "C."), cols("D-G", ".15"),
            stack("B20", "Attention :")
            + stack("B22", "Sources :", "+", "+", "*", "+", "**", "+", "+", "+", "+", "", "+"),
        ),
    ],
    "asi": [
        table(
            "A1", rows("5-6", "B.", "C.") + rows("7", "C."),
            cols("D-E", ".4") + cols("F", ".4~(1)") + cols("G", ".4~(2)") + cols("H", ".4"),
            stack("B10", "Attention :", "+", "+", "Attention :", "+", "+") + stack("B17", "(1) :", "(2) :") + stack("B20", "Sources :"),
        )
    ],
    "veuvage": [
        table(
            "A1", rows("5-6", "B.", "C.") + rows("7-12", "C."), cols("D-E", ".4") + cols("F", ".4~*") + cols("G", ".4"),
            stack("B13", "* :", "Sources :", "", "+"),
        )
    ],
    # Two header rows, a note above, a footnote on a share.
    "rsa": [
        table(
            "A1", rows("8-9", "B.", "C.") + rows("10", "C.") + rows("11", "B.", "C.~*") + rows("12-13", "C."),
            cols("D", "D6", ".7") + cols("E", "D6", ".7~(1)") + cols("F-G", "D6", ".7")
            + cols("H", "H6", ".7") + cols("I", "H6", ".7~(2)") + cols("J", "H6", ".7~(3)"),
            stack("B4", "Attention :") + stack("B15", "Sources :", "Note :", "*:", "(1) :", "(2) :", "+", "(3) :"),
        )
    ],
    "rso": [
        table(
            "A1", rows("5", "B.", "C.~*") + rows("6", "B.", "C.") + rows("7", "C."),
            cols("D-E", ".4") + cols("F", ".4~(1)") + cols("G", ".4"),
            stack("B9", "Source :", "Note :", "*:", "(1) :", "+"),
        )
    ],
    "rsa_population": [
        table(
            "A1", rows("7-8", "B.", "C.") + rows("9", "C.") + rows("10", "B.", "C.~**") + rows("11-12", "C."),
            cols("D", "D5", ".6") + cols("E", "D5", ".6~(1)") + cols("F-G", "D5", ".6")
            + cols("H", "H5", ".6") + cols("I", "H5", ".6~(2)") + cols("J", "H5", ".6~(3)"),
            stack("B3", "Attention :") + stack("B13", "Sources :", "*", "**:", "(1)", "(2)", "+", "(3)", "Note :"),
        )
    ],
    # A footnote mark in the middle of a label.
    "rsa_2015": [
        table(
            "A1", rows("8", "B.", "C.") + rows("9", "B.", "C.~***") + rows("10", "C."),
            cols("D", "D6", ".7") + cols("E", "D6", ".7~*") + cols("F", "D6", ".7")
            + cols("G", "G6", ".7") + cols("H", "G6", ".7~**", unit="%"),
            stack("B4", "Attention :") + stack("B12", "Sources :", "* :", "** :", "***:", "Note :"),
        )
    ],
    # A label that begins with a space by mistake is no child.
    "rsa_couverte_2015": [
        table(
            "A1",
            rows("8", "B.", "C.") + rows("9", "B.", "C.~****") + rows("10-11", "B.", "C.") + rows("12-13", "C."),
            cols("D", ".6", ".7") + cols("E", ".6~***", ".7") + cols("F-G", ".6", ".7") + cols("H", "G6", ".7~**"),
            stack("B4", "Attention :") + stack("B14", "Sources :", "*", "**", "*** :", "****:", "Note :"),
        )
    ],
    "rmi_couverte": [
        table(
            "A1", rows("5-6", "B.", "C.") + rows("7", "B.", "C.~***") + rows("8-9", "C."),
            cols("D-F", ".4") + cols("G", ".4~**"),
            stack("B11", "Sources :", "*", "**", "+", "***:"),
        )
    ],
    # Notes with a number.
    "minima": [
        table(
            "A1", rows("5-6", "B.", "C.") + rows("7", "B.", "C.~*") + rows("8-9", "C."),
            cols("D-E", ".4") + cols("F", ".4~(1)") + cols("G", ".4") + cols("H", ".4~(2)"),
            stack("B11", "*:", "(1)", "+", "(2)", "+", "Sources :", "Note :", "Note2 :", "Note3 :"),
        )
    ],
    # Invented sheets, in the manner of the published ones. Two tables, one below the other, with notes between.
    "empiles": [
        table(
            "A1", rows("4-6", "A."), cols("B-C", ".3"), stack("A7", "Lecture :", "Champ :", "Source :"), "%", "C2",
        ),
        table("A11", rows("13-14", "A."), cols("B-C", ".12"), stack("A15", "nd :", "Source :")),
    ],
    # The second table begins where the header comes again; the unit stands in the titles.
    "empiles_sans_numero": [
        table("A1", rows("3-4", "A."), cols("B-C", ".2"), unit="%"),
        table("A6", rows("8-9", "A."), cols("B-C", ".7"), stack("A11", "Source :"), unit="%"),
    ],
    "cote_a_cote": [
        table("A1", rows("3-4", "A."), cols("B-C", ".2"), stack("A6", "Champ •")),
        table("E1", rows("3-4", "E."), cols("F-G", ".2")),
    ],
    # Four tables in a square.
    "quatre": [
        table("A1", rows("3-4", "A."), cols("B-C", ".2")),
        table("E1", rows("3-4", "E."), cols("F-G", ".2")),
        table("A6", rows("8-9", "A."), cols("B-C", ".7"), stack("A10", "Source :")),
        table("E6", rows("8-9", "E."), cols("F-G", ".7")),
    ],
    # A model: reference levels, stars beside numbers, intervals.
    "modele": [
        table(
            "A1",
            rows("4-5", "A4", "B.") + rows("6-8", "A6", "B.") + rows("9", "A9"),
            cols("C-D", "C2", ".3") + cols("E-F", "E2", ".3"),
            [(("A10", None), "***"), *stack("A11", "Note :", "Source :")],
        )
    ],
    # Standard errors in brackets below the coefficients, without a label of their own.
    "erreurs_standards": [
        table(
            "A1", rows("3-4", "A3") + rows("5-6", "A5") + rows("7-8", "A."), cols("B-C", ".2"), stack("A9", "*"),
        )
    ],
    # The same below a label that is merged over the rows of a variable.
    "erreurs_fusionnees": [
        table("A1", rows("3", "A3", "B3") + rows("4-5", "A3", "B4") + rows("6-7", "A6", "B6"), cols("C", "C2"))
    ],
    # Ages over the columns.
    "ages_en_tete": [table("A1", rows("4-5", "A."), cols("B-F", ".3"), unit="%", unit_cell="F2")],
    # Two parts of a table, each under a label of its own with its unit; the first follows the header.
    "deux_parties": [
        table(
            "A1",
            rows("4-5", "A3", "A.", unit="%") + rows("7-8", "A6", "A.", unit="milliers"),
            cols("B-C", ".2"), stack("A9", "Note :"),
        )
    ],
    # Raised marks of footnotes on a year, a label and a number; two marks on one label.
    "exposants": [
        table(
            "A1", rows("3", "A3~(a)") + rows("4", "A4~(1)(2)"),
            cols("B", "B2~1") + cols("C", ".2~(p)") + cols("D", ".2~p") + cols("E", ".2~(e)"),
            stack("A5", "1.", "(a)", "p :", "e :"),
        )
    ],
    # Dates as labels, errors as marks.
    "dates": [table("A1", rows("3-5", "A."), cols("B-C", ".2"))],
    # Counts that might be years.
    "effectifs_par_annee": [table("A1", rows("3-5", "A."), cols("B", ".2") + cols("C", ".2", unit="%"))],
    "nombres_en_texte": [table("A1", rows("3-5", "A."), cols("B-C", ".2"))],
    # Labels that are written once for several rows, without being merged.
    "regroupements": [
        table(
            "A1", rows("3-4", "A3", "B.") + rows("5-6", "A5", "B.") + rows("7", "A7"), cols("C-D", ".2"), unit="%",
        )
    ],
    # Labels alone over rows that are set in; the total ends the last of them; title and unit in one row.
    "sections": [
        table(
            "A1", rows("4-5", "A3", "A.") + rows("7-8", "A6", "A.") + rows("9", "A9"), cols("B-C", ".2"),
            stack("A10", "Lecture >"), "%", "C1",
        )
    ],
    # Notes beside the table.
    "lecture_a_droite": [
        table("A1", rows("3-4", "A."), cols("B-C", ".2"), stack("E1", "Lecture :", "Champ :", "Source :"))
    ],
    # Codes of numbers in a column of labels without a head.
    "total_en_tete": [
        table(
            "A1", rows("3", "A3") + rows("4-5", "A4", "B.") + rows("6-7", "A6", "B."), cols("C-E", ".2"), unit="%",
        )
    ],
    "quintiles": [table("A1", rows("3-5", "A."), cols("B", ".2", unit="euros") + cols("C", ".2", unit="%"))],
    # Footnotes that begin with a raised mark.
    "notes_exposants": [
        table("A1~1", rows("3", "A3") + rows("4", "A4~2"), cols("B-C", ".2"), stack("A5", "1", "2"))
    ],
    # Units in a header row of their own.
    "unites_dessous": [
        table(
            "A1", rows("4-5", "A."), cols("B", ".2", ".3", unit="milliers") + cols("C", ".2", ".3", unit="%"),
        )
    ],
    "trois_niveaux": [
        table(
            "A1", rows("5-6", "A."),
            cols("B-C", "B2", "B3", ".4") + cols("D-E", "B2", "D3", ".4") + cols("F-G", "F2", ".3", ".4"),
        )
    ],
    "anglais": [
        table(
            "A1", rows("3-4", "A."), cols("B-C", ".2"),
            stack("A5", "n.a.:", "Note:", "Reading:", "Scope:", "Source:"), unit="%",
        )
    ],
    # Intervals and standard errors in the cell of their number.
    "intervalles": [table("A1", rows("3-5", "A."), cols("B-C", ".2"), unit="%")],
    # Labels alone over rows that are not set in.
    "sections_plates": [
        table(
            "A1", rows("4", "A4") + rows("6-7", "A5", "A.") + rows("9-10", "A8", "A."), cols("B-D", ".3"),
            stack("A11", "*", "Lecture >", "Champ >", "Source >"), "%", "D2",
        )
    ],
    # The one total, after the last of several labels alone, is of all rows.
    "sections_et_total": [
        table("A1", rows("4", "A3", "A4") + rows("6", "A5", "A6") + rows("7", "A7"), cols("B-C", ".2"))
    ],
    # Counts beside shares, whose unit the title tells; lines that begin a remark of their own.
    "effectifs_et_parts": [
        table(
            "A1", rows("3-5", "A."), cols("B-C", ".2", unit="%") + cols("D", ".2"), stack("A7", "Note :", "", ""),
        )
    ],
    # The format divides by a thousand, the unit says millions: the number stays. Where the unit says thousands it is divided.
    "millions": [table("A1", rows("3-4", "A."), cols("B-C", ".2"), unit="millions d'euros")],
    "milliers": [table("A1", rows("3", "A3"), cols("B", ".2"), unit="milliers", thousands=True)],
    # A list of tables holds none.
    "sommaire_minima": [],
}


def write(path, header, lines_):
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(lines_)


def main():
    folder = HERE / "expected"
    folder.mkdir(exist_ok=True)
    for name, tables in SHEETS.items():
        sheet = Sheet(name)
        numbered = list(enumerate(tables, 1))
        write(
            folder / f"{name}.csv",
            ["table", "row", "column", "value", "decimals", "mark", "unit", "footnotes", "cell"],
            [line for i, t in numbered for line in observations(sheet, i, t)],
        )
        write(
            folder / f"{name}.notes.csv",
            ["table", "kind", "mark", "text"],
            [line for i, t in numbered for line in notes(sheet, i, t)],
        )


main()
