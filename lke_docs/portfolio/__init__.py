"""Many units in one run: each audited like a single sheet, kept as columns, held against each other."""
