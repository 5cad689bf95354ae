"""How Chromium is started for the tests, and where their costs are measured."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",  # the headless shell's letters, too, are as wide as the browser's
    # A page that lives for seconds gains nothing from code optimised for minutes and from a tidy heap:
    # a tenth of the CPU time of opening one.
    "--js-flags=--no-opt,--min-semi-space-size=16,--initial-heap-size=256",
]
