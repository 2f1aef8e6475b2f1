"""The test bed of the evidence folder: an invented office, its sheet, its folder, and the key to it."""
