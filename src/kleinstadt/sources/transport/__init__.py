"""Transport: stations, stops, aerodromes."""
