"""OR-Tools' routing library: a model for each day, as its documentation builds one for time windows.

Ways are given as matrices, which it reads several times faster than functions written in Python.
"""

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.day_routes.courses import Order, Ordering
from benchmarks.day_routes.task import BEGINS, ENDS, Day

CHEAPEST_ARC = routing_enums_pb2.FirstSolutionStrategy.PATH_CHEAPEST_ARC


def first_solution(count: int, seed: int) -> Ordering:
    """The first solution by the cheapest arc, then steps as long as they shorten it: the defaults."""
    return Ordering(_order, count, seed)


def _order(day: Day) -> Order:
    manager = pywrapcp.RoutingIndexManager(len(day.minutes), 1, 0)
    model = pywrapcp.RoutingModel(manager)
    stays = [0, *(stay for _, _, stay in day.stops)]
    time = [[minutes + stay for minutes in row] for row, stay in zip(day.minutes, stays, strict=True)]
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix([list(row) for row in day.minutes]))
    model.AddDimension(model.RegisterTransitMatrix(time), ENDS, ENDS, False, "time")
    clock = model.GetDimensionOrDie("time")
    for stop, (opens, closes, stay) in enumerate(day.stops, 1):
        clock.CumulVar(manager.NodeToIndex(stop)).SetRange(opens, closes - stay)
    clock.CumulVar(model.Start(0)).SetRange(BEGINS, ENDS)
    clock.CumulVar(model.End(0)).SetRange(BEGINS, ENDS)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = CHEAPEST_ARC
    solution = model.SolveWithParameters(parameters)
    if solution is None:
        return None
    order, here = [], solution.Value(model.NextVar(model.Start(0)))
    while not model.IsEnd(here):
        order.append(manager.IndexToNode(here) - 1)
        here = solution.Value(model.NextVar(here))
    return order
