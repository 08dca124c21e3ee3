"""One site for each language."""

from site_builders import a_file, a_page, a_post, a_site

from blogtool.generate.languages import Tongues, language_views
from blogtool.generate.redirects import redirect
from blogtool.model.output import Output

POLYGLOT = {"plugins": ["jekyll-polyglot"], "languages": ["en", "fr"], "default_lang": "en"}


def views(*pages, **more):
    return {
        view.site.extra["active_lang"]: view
        for view in language_views(a_site(pages=pages, **POLYGLOT, **more))
    }


def paths(view):
    return [page.path for page in view.site.pages]


def test_a_site_without_the_plugin_is_one_view():
    site = a_site()

    assert [(view.site, view.prefix) for view in language_views(site)] == [(site, "")]


def test_each_language_has_its_version_and_falls_back_to_the_default_one():
    found = views(a_page("about.md", lang="en"), a_page("fr/about.md", lang="fr"), a_page("contact.md"))

    assert paths(found["en"]) == ["about.md", "contact.md"]
    assert paths(found["fr"]) == ["fr/about.md", "contact.md"]
    assert (found["en"].prefix, found["fr"].prefix) == ("", "fr/")


def test_a_page_may_be_for_some_languages_only():
    found = views(a_page("a.md", **{"lang-exclusive": ["fr"]}))

    assert (paths(found["en"]), paths(found["fr"])) == ([], ["a.md"])


def test_shared_files_are_in_the_default_language_only():
    found = views(
        a_page("x.html"),
        files=[a_file("images/a.png"), a_file("b.txt")],
        exclude_from_localization=["images"],
    )

    assert [file.path for file in found["fr"].site.static_files] == ["b.txt"]
    assert len(found["en"].site.static_files) == 2


def test_data_of_a_language_comes_to_the_top():
    data = {"ui": {"hello": "?", "only": "x"}, "fr": {"ui": {"hello": "Bonjour"}}}

    assert views(data=data)["fr"].site.data["ui"] == {"hello": "Bonjour", "only": "x"}


def test_posts_of_other_languages_make_way():
    posts = [a_post(url="/a/", lang="en"), a_post("fr/2021-01-02-a.md", url="/a/", lang="fr")]
    found = views(posts=posts)

    assert [post.data["lang"] for post in found["fr"].site.posts] == ["fr"]
    assert [post.data["lang"] for post in found["en"].site.posts] == ["en"]


def test_the_folder_of_a_language_belongs_to_its_view():
    found = views()
    outputs = [Output("a.html", "a", b""), Output("fr/a.html", "b", b"")]

    assert [one.path for one in found["en"].placed(outputs)] == ["a.html"]
    assert [one.path for one in found["fr"].placed(outputs)] == ["fr/a.html", "fr/fr/a.html"]


def test_versions_are_known_by_their_address_without_the_language():
    tongues = Tongues(a_site(**POLYGLOT).config)

    keys = [tongues.key(url) for url in ("/about/", "/fr/about/", "/fr/", "/x.fr.html", "/france/")]

    assert keys == ["/about/", "/about/", "/", "/x/html", "/france/"]


def test_a_page_id_binds_versions_with_addresses_of_their_own():
    found = views(
        a_page("about.md", lang="en", page_id="about", permalink="/about/", url="/about/"),
        a_page("a-propos.md", lang="fr", page_id="about", permalink="/a-propos/", url="/a-propos/"),
    )

    assert (paths(found["en"]), paths(found["fr"])) == (["about.md"], ["a-propos.md"])
    (page,) = found["fr"].site.pages
    assert page.data["permalink_lang"] == {"en": "/about/", "fr": "/a-propos/"}


def test_a_page_tells_which_language_its_text_is_in():
    found = views(a_page("about.md", lang="en"), a_page("fr/about.md", lang="fr"), a_page("contact.md"))

    assert [page.data["rendered_lang"] for page in found["fr"].site.pages] == ["fr", "en"]


def test_addresses_that_a_page_has_in_other_languages_lead_to_it():
    pages = (
        a_page("about.md", lang="en", page_id="about", permalink="/about"),
        a_page("acerca.md", lang="fr", page_id="about", permalink="/a-propos", redirect_from="/old"),
        a_page("same.md", lang="en"),
    )
    plugins = {**POLYGLOT, "plugins": ["jekyll-polyglot", "jekyll-redirect-from"]}
    found = {view.site.extra["active_lang"]: view.site for view in language_views(a_site(pages=pages, **plugins))}

    assert [page.data.get("redirect_from") for page in found["en"].pages] == [["/a-propos"], None]
    assert [page.data.get("redirect_from") for page in found["fr"].pages] == [["/old", "/about"], None]
    ways = {one.url: one.data["redirect"]["to"] for one in redirect(found["fr"]).pages if "redirect" in one.data}
    assert ways == {"/old": "/fr/acerca.html", "/about": "/fr/acerca.html"}
