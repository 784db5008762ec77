"""One module per kind of file that is printed from the tables of the package."""
