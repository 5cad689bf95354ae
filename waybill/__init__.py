"""Waybill: a supply-route map dashboard in which every mark is somebody's claim."""

__version__ = "0.1.0"
