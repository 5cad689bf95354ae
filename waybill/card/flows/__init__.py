"""Flows of many shipments on a card: arrows, rings, their legend and words."""
