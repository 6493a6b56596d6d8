from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.place.datum import LatLng
from domain.place.grouping import grouped
from domain.place.mercator import Spot, spot_of, world_px
from domain.place.window import DEEPEST_ZOOM, Box, Frame, Pixel, Window, window_on

FRAME = Frame(960, 600, margin_px=40)
places = st.lists(st.builds(LatLng, st.floats(20, 50), st.floats(80, 130)), min_size=1, max_size=12)
pixels = st.lists(st.builds(Pixel, st.floats(0, 900), st.floats(0, 600)), max_size=60)


@given(places, st.booleans())
def test_all_of_a_box_is_within_the_margin_of_the_frame(found, is_whole):
    window = window_on(Box.around(found), FRAME._replace(is_whole=is_whole))
    for place in found:
        x, y = window.pixel(place)
        # A box rounded for an address keeps its zoom, which costs a few pixels of the margin.
        assert 36 <= x <= 924
        assert 36 <= y <= 564
    assert window.zoom <= DEEPEST_ZOOM


def test_one_place_alone_is_in_the_middle_of_the_deepest_view():
    place = LatLng(26.6, 106.7)
    window = window_on(Box.around([place]), FRAME._replace(deepest=16))
    assert window.pixel(place) == pytest.approx((480, 300))
    assert window.zoom == 16


@given(places)
def test_what_a_whole_view_shows_means_the_same_view_again(found):
    frame = Frame(960, 600, deepest=17, is_whole=True)
    window = window_on(Box.around(found), frame)
    again = window_on(Box(*(round(each, 6) for each in window.box)), frame)
    assert again.zoom == window.zoom
    assert again.nearer(2).zoom == window.zoom + 1


def test_pressing_nearer_for_ever_stops_at_the_deepest_zoom():
    window = Window(Spot(0.8, 0.4), world_px(18.5), 960, 600)
    assert window.nearer(2).nearer(2).zoom == DEEPEST_ZOOM


def test_moving_aside_shows_what_was_at_the_edge():
    window = window_on(Box(106.6, 26.5, 106.8, 26.7), FRAME)
    assert window.aside(1, 0).box.west == pytest.approx(window.box.east)
    assert window.aside(0, -1).box.south == pytest.approx(window.box.north)


def test_the_tiles_cover_the_picture_without_a_gap():
    window = window_on(Box(106.6, 26.5, 106.8, 26.7), FRAME._replace(is_whole=True))
    pieces = list(window.pieces(18))
    assert {piece.size_px for piece in pieces} == {256}
    across = sorted({piece.at.x for piece in pieces})
    down = sorted({piece.at.y for piece in pieces})
    assert len(pieces) == len(across) * len(down)
    assert across[0] <= 0 < across[1]
    assert across[-1] < 960 <= across[-1] + 256
    assert down[0] <= 0
    assert down[-1] + 256 >= 600


def test_a_place_lies_in_the_tile_that_has_it():
    place = LatLng(40.0013048, 120.0056757)
    window = window_on(Box.around([place]), FRAME._replace(deepest=16, is_whole=True))
    (piece,) = [
        each
        for each in window.pieces(18)
        if 0 <= window.pixel(place).x - each.at.x < 256
        and 0 <= window.pixel(place).y - each.at.y < 256
    ]
    assert piece.tile == (16, 54614, 24810)
    inside = (window.pixel(place).x - piece.at.x, window.pixel(place).y - piece.at.y)
    x, y = spot_of(place)
    assert inside == pytest.approx((x * world_px(16) % 256, y * world_px(16) % 256))


def test_tiles_end_where_the_pyramid_and_where_the_world_does():
    near = window_on(Box(106.6, 26.5, 106.8, 26.7), FRAME._replace(is_whole=True))
    assert {each.tile.zoom for each in near.pieces(8)} == {8}
    assert {each.size_px for each in near.pieces(8)} == {256 * 2 ** (near.zoom - 8)}
    world = Window(Spot(0.5, 0.5), world_px(0), 960, 600)
    assert [each.tile for each in world.pieces(18)] == [(0, 0, 0)]


@given(st.floats(0, DEEPEST_ZOOM), st.floats(-60, 60))
def test_the_scale_bar_is_a_round_length_that_fits(zoom, lat):
    window = Window(spot_of(LatLng(lat, 100)), world_px(zoom), 960, 600)
    bar = window.scale_bar(160)
    assert str(bar.length_m).rstrip("0") in ("1", "2", "5")
    assert 160 / 2.6 < bar.length_px <= 160


@given(pixels)
def test_no_mark_lies_on_another_and_every_place_is_at_one(found):
    groups = grouped(found, 30)
    assert sorted(each for group in groups for each in group) == list(range(len(found)))
    marks = [found[group[0]] for group in groups]
    for number, mark in enumerate(marks):
        assert all(dist(mark, other) >= 30 for other in marks[:number])
    for mark, group in zip(marks, groups, strict=True):
        assert all(dist(mark, found[each]) < 30 for each in group)


def test_places_far_apart_stay_by_themselves():
    assert grouped([Pixel(0, 0), Pixel(100, 0), Pixel(3, 4)], 30) == [[0, 2], [1]]
