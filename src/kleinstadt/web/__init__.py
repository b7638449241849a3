"""The atlas in the browser: pages and an API, served from the package alone."""
