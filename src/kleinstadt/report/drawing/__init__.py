"""The one drawing room: charts, maps and small pictures for report, page and PDF."""
