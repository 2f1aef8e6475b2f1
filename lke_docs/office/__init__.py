"""The shared floor under every file: archives, XML, limited child processes, stable bytes, whole-file writing.

A cell `=1+1` at `C12` of an LKE in XLSX: `archive` looks at the directory of the package and unpacks
`xl/worksheets/sheet1.xml` within the `limits`, `xml` parses it without entities, `cell_address` turns `C12` into row
11 and column 2; all of it in a process that `apart` starts and bounds. What is written goes back the same
way: `stable` takes the time of writing out of the package, `whole` puts the file in its place in one step, `swap` many
files under the folder's `lock`.
"""
