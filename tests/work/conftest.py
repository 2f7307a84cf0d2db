"""Long work in front of the small cast."""

from tests.cast import admin, areas, desk, neighbour, now, supervisor, town_head, worker

__all__ = ["admin", "areas", "desk", "neighbour", "now", "supervisor", "town_head", "worker"]
