"""The federal ministry of transport."""
