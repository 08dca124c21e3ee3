"""The repository is a site: it builds without a word of complaint, and every link in it leads somewhere."""

from builders import tree

from blogtool.check.links import check_pages
from blogtool.cli import main


def test_every_english_post_has_a_french_sister(bilingual):
    english = {path.name.removesuffix("-en.md") for path in (bilingual / "_posts/en").glob("*.md")}
    french = {path.name.removesuffix("-fr.md") for path in (bilingual / "_posts/fr").glob("*.md")}

    assert len(english) >= 10
    assert french == english


def test_no_link_is_broken_and_no_id_stands_twice(bilingual):
    findings = check_pages(str(bilingual / "_site"), url="https://blogtool.example")

    assert [f"{one.path}:{one.line} {one.what}" for one in findings] == []


def test_a_second_run_translates_nothing_and_says_so(bilingual, capsys):
    before = tree(bilingual / "_posts")
    assert main(["build", "--source", str(bilingual)]) == 0

    assert "nothing to translate" in capsys.readouterr().out
    assert tree(bilingual / "_posts") == before


def test_translated_pages_say_so_and_lead_to_their_original(bilingual):
    page = (bilingual / "_site/moving-from-jekyll-fr/index.html").read_text()

    assert '<html lang="fr"' in page
    assert 'href="/moving-from-jekyll-en/"' in page
    assert "machine" in page


def test_no_page_asks_another_host_for_anything(bilingual):
    for path in (bilingual / "_site").rglob("*.html"):
        text = path.read_text()
        assert '<script src="http' not in text
        assert "@import" not in text
