"""Small .dta files by pandas, in both orders of bytes, and the answers that were put into them.

Run from the root of the repository: python3 test/oracle/formats/stata.py
Writes to test/oracle/formats/stata/:
  pandas114.dta, pandas117.dta (most significant byte first), pandas118.dta, pandas119.dta (with long texts)
  pandas.csv  by file: of each variable and row, from 1, the answer; dates are in seconds since 1970, those of periods of the first day
"""
import csv
import numpy as np
import pandas as pd

output = "test/oracle/formats/stata/"
days = ["1959-12-25", "1960-01-01", "2020-12-28", "2021-08-15"]
# The first days of the periods: weeks begin on 1 January and every seventh day from it, of which there are 52.
begins = {
    "td": days,
    "tw": ["1959-12-24", "1960-01-01", "2020-12-23", "2021-08-13"],
    "tm": ["1959-12-01", "1960-01-01", "2020-12-01", "2021-08-01"],
    "tq": ["1959-10-01", "1960-01-01", "2020-10-01", "2021-07-01"],
    "th": ["1959-07-01", "1960-01-01", "2020-07-01", "2021-07-01"],
}
seconds = lambda days: [repr((pd.Timestamp(day) - pd.Timestamp(1970, 1, 1)).total_seconds()) for day in days]
whole = {"bytes1": np.array([1, -5, 100, 0], "int8"), "bytes2": np.array([1, -500, 30000, 0], "int16"),
         "bytes4": np.array([1, -500000, 2000000000, 0], "int32")}
real = {"single": np.array([0.5, -0.1, np.nan, 3], "float32"), "twofold": np.array([0.1, np.nan, 1e300, -1e-300])}
long_texts = ["long " * 100, "", "é" * 300, "long " * 100]

rows = []
for release, order, has_long in ((114, ">", False), (117, ">", False), (118, "<", True), (119, "<", True)):
    file = f"pandas{release}.dta"
    columns = {**whole, **real, "text": ["a", "", "b c", "x"], **{name: pd.to_datetime(days) for name in begins}}
    if has_long:
        columns["long_text"] = long_texts
    extra = {"convert_strl": ["long_text"]} if has_long else {}
    pd.DataFrame(columns).to_stata(
        output + file, version=release, byteorder=order, write_index=False,
        convert_dates={name: name for name in begins}, **extra,
    )
    told = {**{name: map(repr, values.astype("float64").tolist()) for name, values in {**whole, **real}.items()},
            "text": columns["text"], **{name: seconds(own) for name, own in begins.items()}}
    if has_long:
        told["long_text"] = long_texts
    for name, values in told.items():
        rows += [(file, name, row, "" if value == "nan" else value) for row, value in enumerate(values, 1)]

with open(output + "pandas.csv", "w", newline="", encoding="utf-8") as opened:
    csv.writer(opened, lineterminator="\n").writerows([("file", "variable", "row", "value"), *rows])
