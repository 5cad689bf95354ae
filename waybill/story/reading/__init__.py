"""A folder of CSV files → records, with every fault found in them."""
