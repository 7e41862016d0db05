"""The store: incidents and their history, places, analyses, in a SQLite file or in PostGIS."""

from data.store.analyses import Analysis
from data.store.backup import restore_store
from data.store.incident_import import StoreCounts
from data.store.incident_query import IncidentFilter
from data.store.store import Store, open_store

__all__ = ["Analysis", "IncidentFilter", "Store", "StoreCounts", "open_store", "restore_store"]
