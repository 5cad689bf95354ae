"""Connections until the head of a request is whole: what they cost, how long and how many they may be."""
