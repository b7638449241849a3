"""Federal law: what an ordinance lists by municipality."""
