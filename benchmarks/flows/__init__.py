"""Ten million shipments: ``python -m benchmarks.flows`` measures every bound, part by part."""
