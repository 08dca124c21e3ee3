"""Sass as Jekyll's converter with sassc gives it."""

import json

import pytest

from blogtool.errors import BlogtoolError
from blogtool.render.converters.sass import SassConverter


def test_a_style_sheet_is_compact_and_points_to_its_map():
    css, source_map = SassConverter().convert_with_map("a { color: red; b { c: d } }", "css/main.scss")

    assert css == "a { color: red; }\n\na b { c: d; }\n\n/*# sourceMappingURL=main.css.map */"
    assert json.loads(source_map)["sources"] == ["main.scss"]


def test_a_map_names_partials_relative_to_the_source(tmp_path):
    (tmp_path / "_sass").mkdir()
    (tmp_path / "_sass" / "_part.scss").write_text(".p { q: r }")
    converter = SassConverter(folders=(str(tmp_path / "_sass"),), roots=(str(tmp_path),))

    _, source_map = converter.convert_with_map('@import "part";', "main.scss")

    assert json.loads(source_map)["sources"] == ["main.scss", "_sass/_part.scss"]


def test_an_empty_sheet_has_no_map():
    assert SassConverter().convert_with_map("", "a.scss") == ("", None)


def test_a_sheet_of_one_empty_line_has_a_map():
    # As Jekyll 4.3.1: what Liquid leaves of `{% assign x = 1 %}` and a newline is not empty.
    css, source_map = SassConverter().convert_with_map("\n", "a.scss")

    assert css.endswith("/*# sourceMappingURL=a.css.map */")
    assert source_map is not None


def test_compressed_css_has_no_byte_order_mark():
    assert SassConverter(style="compressed").convert('a { b: "é" }') == 'a{b:"é"}\n'


def test_numbers_keep_ten_decimals():
    assert "33.3333333333%" in SassConverter().convert("a { width: percentage(1/3) }")


def test_the_indented_syntax_is_known_by_its_extension():
    css, _ = SassConverter(has_maps=False).convert_with_map("a\n  b: c\n", "x.sass")

    assert css == "a { b: c; }\n"


def test_a_mistake_is_told_at_its_line_of_the_file():
    with pytest.raises(BlogtoolError) as caught:
        SassConverter().convert_with_map("a { b: c }\nd { e: $f }", "bad.scss", first_line=4)

    assert str(caught.value.where) == "bad.scss:5"
    assert 'Undefined variable: "$f"' in caught.value.what


def test_a_mistake_in_a_partial_is_told_there(tmp_path):
    (tmp_path / "_broken.scss").write_text("a{\n b:c\n  d:e}}")
    converter = SassConverter(folders=(str(tmp_path),), roots=(str(tmp_path),))

    with pytest.raises(BlogtoolError) as caught:
        converter.convert_with_map('@import "broken";', "main.scss")

    assert str(caught.value.where) == "_broken.scss:3"
