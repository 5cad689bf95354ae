"""What a view shows of many shipments: which flows, their arrows and widths, and what is said of them."""
