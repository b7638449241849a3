"""What serves pages and API alike: the site, static files, security, errors."""
