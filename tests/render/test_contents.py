"""Tables of contents."""

from blogtool.render.filters.contents import TocSettings, inject_anchors, toc_only, toc_settings

HTML = '<h1 id="one">One &amp; <b>x</b></h1>\n<h2 id="two">Two</h2>\n<h2 class="no_toc" id="no">No</h2>'


def test_deeper_headings_hang_below_higher_ones():
    assert toc_only(HTML, TocSettings()) == (
        '<ul id="toc" class="section-nav">\n'
        '<li class="toc-entry toc-h1"><a href="#one">One &amp; x</a>\n<ul>\n'
        '<li class="toc-entry toc-h2"><a href="#two">Two</a></li>\n</ul>\n</li>\n</ul>'
    )


def test_levels_and_names_can_be_chosen():
    settings = toc_settings({"min_level": 2, "ordered_list": True, "list_class": "x", "item_prefix": "l-"})

    assert toc_only(HTML, settings) == (
        '<ol id="toc" class="x">\n<li class="toc-entry l-h2"><a href="#two">Two</a></li>\n</ol>'
    )


def test_sections_can_be_left_out():
    html = '<div class="no_toc_section"><div><br><h2 id="a">A</h2></div></div><h2 id="b">B</h2>'

    assert "#a" not in toc_only(html, TocSettings())
    assert "#b" in toc_only(html, TocSettings())


def test_a_heading_without_an_id_is_linked_by_its_text():
    assert 'href="#no-id"' in toc_only("<h2>No id!</h2>", TocSettings())


def test_headings_get_anchors_at_their_beginning():
    found = inject_anchors('<h2 id="é">E</h2>', TocSettings())

    assert found.startswith('<h2 id="é"><a class="anchor" href="#%C3%A9" aria-hidden="true">')
    assert found.endswith("</a>E</h2>")
