"""Many units in one run: each audited like a single sheet, kept as columns, held against each other.

"Notula Evaluasi SOP Bulan Februari 2021" of the sheet `kejari_maju/lke.xlsx` is a row of the table `items` beside the
pieces of all other units, with its place in the cell, its types and the same words masked of names and numbers, by
which the same minutes of another unit are found. A worker audits one unit and writes one file (`task`); a loop gives
units to workers, here or elsewhere (`pool`); the files become Parquet (`compact`), which answers SQL (`query`).
"""
