"""One reader of TopoJSON: arcs in degrees and in steps of the grid, joined into lines."""

import json

import numpy as np

from waybill.basemap.topology import joined, read_topology, world

FILE = json.dumps(
    {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.25], "translate": [10, 20]},
        "arcs": [[[0, 0], [2, 4]], [[2, 4], [2, -4], [0, 0]]],
        "objects": {"borders": {"type": "GeometryCollection", "geometries": [{"arcs": [[0, 1]]}]}},
    }
).encode()


def test_arcs_are_summed_up_and_scaled():
    topology = read_topology(FILE)
    assert topology.grid_arcs[1].tolist() == [[2, 4], [4, 0], [4, 0]]
    assert topology.arcs[0].tolist() == [[10, 20], [11, 21]]
    assert topology.geometries("borders") == [{"arcs": [[0, 1]]}]


def test_a_negative_reference_is_the_arc_backwards():
    arcs = read_topology(FILE).arcs
    assert joined([~0], arcs).tolist() == [[11, 21], [10, 20]]
    assert joined([0, 1], arcs).tolist() == [[10, 20], [11, 21], [11, 21], [12, 20], [12, 20]]


def test_the_bundled_world_lies_on_the_globe():
    # Russia and Fiji run on past 180 degrees
    points = np.vstack(world().arcs)
    assert points.min(axis=0).tolist() >= [-180, -90]
    assert points.max(axis=0).tolist() <= [200, 90]
