"""The browser program, and its built files as Python serves them."""
