"""Documents in HTML: the table equal to the map, the method page; made with Jinja2, autoescape on."""
