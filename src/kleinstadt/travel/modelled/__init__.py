"""Travel times by car without a road network, and the day population they reach."""
