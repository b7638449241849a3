"""The base map under the figures: sea, neighbours, lakes, rivers, railways, names of places.

`build.py` makes its files from the folder of raw files (`kleinstadt base-map`), `opened.py` reads them for pictures,
and the web sends the same files to the live map: page and picture show the same.
"""
