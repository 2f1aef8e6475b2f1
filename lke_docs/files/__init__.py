"""The evidence folder: its files read, what each of them is, and which claim of the sheet it carries.

The cell "SK Tim Kerja Nomor KEP-12/B.2/02/2021 tanggal 16 Februari 2021" names a decree. `walk` finds the file
"1.1.a/SK tim.pdf", `reader` has it read in a limited child process (`ocr` where its pages are pictures), `shelf` keeps
what was read, `identify` tells that it is a decree with that number and day, and `carry` holds it against the cell.
"""
