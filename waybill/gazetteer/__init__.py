"""Names of places looked up offline, in one bundled file.

A look-up only ever offers: neither population nor nearness picks the right Tripoli, and a single
candidate is no proof. A person decides, or what the person's own sheet says.
"""
