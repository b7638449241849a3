"""What people type, understood: dates, money, numbers."""
