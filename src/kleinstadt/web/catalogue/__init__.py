"""What data there is, told to catalogues: DCAT-AP.de for data portals, a Data Package for programs."""
