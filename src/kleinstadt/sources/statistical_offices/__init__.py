"""Statistische Ämter des Bundes und der Länder: land, buildings, taxes, censuses."""
