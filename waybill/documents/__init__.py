"""HTML documents: the table, the claims page, the method page, and the placeholder of the map."""
