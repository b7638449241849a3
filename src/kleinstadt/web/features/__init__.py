"""Areas as features of OGC API Features, for QGIS, ArcGIS, GDAL and R."""
