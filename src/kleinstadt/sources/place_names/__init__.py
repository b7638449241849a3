"""Names of places with a point: EuroGeographics, OpenGeoDB."""
