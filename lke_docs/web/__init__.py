"""The application in the browser: on one's own machine for a unit, on a server for a team.

`lke-docs web` opens a page on which a sheet is dropped; a moment later it shows that the cell "Notula Evaluasi SOP
Bulan Februari 2021; ..." of A.2.1.C lacks April. The sheet stays in the unit's folder, and nothing leaves the machine.

To add a page: a view in a module of its own, decorated with `unit_page`, that ends in `show`; its address in `urls`;
its template in templates/web/, which extends "web.html"; its line in `pages.PLACES` where it belongs to the menu.
Nothing here is imported by another command: Django takes 0.2 s to load.
"""
