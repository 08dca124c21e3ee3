"""Where the pages of each language are, and what stands where a translation is missing."""

import re

import pytest
from builders import a_site, built

import blogtool.render.document
from blogtool.cli import main

CONFIG = "title: T\nurl: https://x.org\nlang: en\nlanguages: [en, fr, ar]\ntheme: blogtool-paper\npermalink: /:title/\n"
POST = "---\nlang: {0}\nlayout: post\ntitle: {1}\n---\nText.\n"
FILES = {
    "index.md": "---\nlayout: home\n---\nWelcome\n",
    "_posts/en/2024-01-01-tea-en.md": POST.format("en", "Tea"),
    "_posts/fr/2024-01-01-tea-fr.md": POST.format("fr", "Thé"),
    "_posts/fr/2024-01-02-pain-fr.md": POST.format("fr", "Pain"),
}


def a_built_site(folder, more="", **files):
    site = a_site(folder, **{"_config.yml": CONFIG + more, **FILES, **files})
    assert built(site) == 0
    return site / "_site"


def html(site):
    return sorted(str(path.relative_to(site)) for path in site.rglob("*.html"))


def test_names_with_a_language_stay_where_the_permalink_says(tmp_path):
    site = a_built_site(tmp_path)

    assert html(site) == ["index.html", "pain-fr/index.html", "tea-en/index.html", "tea-fr/index.html"]


def test_each_language_but_the_sites_own_can_have_a_folder(tmp_path):
    site = a_built_site(
        tmp_path,
        "language_folders: true\n",
        **{"about.fr.md": "---\nlayout: page\n---\n", "own.md": "---\nlang: fr\npermalink: /mine/\n---\n"},
    )

    assert html(site) == [
        "fr/about/index.html", "fr/pain/index.html", "fr/tea/index.html", "index.html", "mine/index.html",
        "tea/index.html",
    ]  # fmt: skip
    assert 'hreflang="fr" href="https://x.org/fr/tea/"' in (site / "tea/index.html").read_text()


def test_every_language_can_have_a_folder_and_the_root_lists_them(tmp_path):
    page = "---\nlayout: home\n---\n"
    site = a_built_site(
        tmp_path, "language_folders: all\nfallbacks: [ar]\n", **{"index.md": page, "fr/index.md": page}
    )
    root = (site / "index.html").read_text()

    assert html(site) == [
        "ar/index.html", "ar/pain/index.html", "ar/tea/index.html", "en/index.html", "en/tea/index.html",
        "fr/index.html", "fr/pain/index.html", "fr/tea/index.html", "index.html",
    ]  # fmt: skip
    assert re.findall(r'<a href="(/../)" hreflang="(..)">(.*)</a>', root) == [
        ("/en/", "en", "English"), ("/fr/", "fr", "Français"), ("/ar/", "ar", "العربية"),
    ]  # fmt: skip


def test_the_root_is_not_taken_from_who_leads_elsewhere(tmp_path):
    first = "---\nlayout: home\nredirect_from: /\n---\n"
    more = "language_folders: all\nplugins: [jekyll-redirect-from]\n"

    assert 'url=https://x.org/en/"' in (a_built_site(tmp_path, more, **{"index.md": first}) / "index.html").read_text()


def test_a_language_has_its_own_slug(tmp_path):
    text = "---\nlang: fr\nlayout: post\nslug: the-vert\nref: tea\n---\n"
    english = FILES["_posts/en/2024-01-01-tea-en.md"].replace("lang: en", "lang: en\nref: tea")
    site = a_built_site(
        tmp_path,
        "language_folders: true\n",
        **{"_posts/fr/2024-01-01-tea-fr.md": text, "_posts/en/2024-01-01-tea-en.md": english},
    )

    assert 'hreflang="fr" href="https://x.org/fr/the-vert/"' in (site / "tea/index.html").read_text()


def test_what_is_not_translated_is_left_out_unless_asked_for(tmp_path):
    assert "fr/index.html" not in html(a_built_site(tmp_path))


def test_a_stand_in_says_which_language_it_is_in(tmp_path):
    site = a_built_site(tmp_path, "language_folders: true\nfallbacks: true\n")
    page = (site / "ar/tea/index.html").read_text()

    assert '<html lang="ar" dir="rtl">' in page
    assert '<div class="prose" lang="en" dir="ltr">' in page
    assert '<h1 lang="en" dir="ltr">Tea</h1>' in page
    assert '<link rel="canonical" href="https://x.org/tea/">' in page
    assert re.search('<aside class="machine".*href="/tea/" hreflang="en"', page, re.S)
    assert '<link rel="alternate" hreflang' not in page
    assert 'href="/fr/tea/" lang="fr"' in page  # the switcher still leads to what exists


def test_the_menu_says_which_language_a_stand_ins_title_is_in(tmp_path):
    page = "---\nlayout: page\ntitle: About\n---\n"
    site = a_built_site(tmp_path, "fallbacks: true\n", **{"about.md": page})

    assert '<a href="/ar/about/" lang="en" dir="auto">About</a>' in (site / "ar/index.html").read_text()
    assert '<a href="/about/">About</a>' in (site / "index.html").read_text()


def test_a_stand_in_is_made_from_whatever_exists(tmp_path):
    site = a_built_site(tmp_path, "language_folders: true\nfallbacks: true\n")

    assert '<h1 lang="fr" dir="ltr">Pain</h1>' in (site / "pain/index.html").read_text()
    assert '<h1 lang="fr" dir="ltr">Pain</h1>' in (site / "ar/pain/index.html").read_text()
    assert not (site / "fr/fr").exists()


def test_stand_ins_can_be_for_some_languages(tmp_path):
    site = a_built_site(tmp_path, "language_folders: true\nfallbacks: [fr]\n")

    assert "fr/index.html" in html(site)
    assert not (site / "ar").exists()


def test_a_mistake_in_a_page_that_others_stand_in_for_is_told_once_and_where_it_was_written(tmp_path, capfd):
    page = "---\nlayout: page\n---\n{% nothing_such %}\n"
    site = a_site(tmp_path, **{"_config.yml": CONFIG + "fallbacks: true\n", **FILES, "about.md": page})

    assert built(site) == 1
    said = capfd.readouterr().err
    assert said.count("nothing_such") == said.count("  at   about.md:4") == 1
    assert "fr/about.md" not in said


def test_a_stand_in_is_warned_of_once_and_where_it_was_written(tmp_path, capfd):
    page = "---\nlayout: pge\n---\n{{ 'a' b }}\n"
    site = a_site(tmp_path, **{"_config.yml": CONFIG + "fallbacks: true\n", **FILES, "about.md": page})

    assert main(["build", "--source", str(site)]) == 0
    said = capfd.readouterr().err
    assert said.count("about.md: the layout `pge` does not exist") == said.count("in about.md") == 1
    assert "r/about.md" not in said


def test_a_stand_in_includes_what_lies_beside_its_original(tmp_path):
    page = "---\nlayout: page\n---\n{% include_relative beside.txt %}\n"
    files = {"sub/about.md": page, "sub/beside.txt": "Lies beside."}
    site = a_built_site(tmp_path, "fallbacks: true\n", **files)

    for name in ("sub/about", "fr/sub/about", "ar/sub/about"):
        assert "Lies beside." in (site / name / "index.html").read_text()


@pytest.mark.parametrize("written", ["sub/about.md", "all/_posts/2024-01-03-x.md"])
def test_the_path_of_a_stand_in_is_that_of_the_file_it_was_written_in(tmp_path, written):
    page = "---\nlayout: page\npermalink: /x/\n---\nEdit {{ page.path }}!\n"
    site = a_built_site(tmp_path, "fallbacks: true\ncollections_dir: all\n", **{written: page})

    for name in ("x", "fr/x", "ar/x"):
        assert f"Edit {written.removeprefix('all/')}!" in (site / name / "index.html").read_text()


@pytest.mark.parametrize(
    ("policy", "is_listed", "is_noindex"),
    [("left-out", False, False), ("noindex", False, True), ("index", True, False)],
)
def test_search_engines_are_told_of_stand_ins_as_configured(policy, is_listed, is_noindex, tmp_path):
    more = f"fallbacks: true\nindexing: {{fallback: {policy}}}\nplugins: [jekyll-sitemap]\n"
    site = a_built_site(tmp_path, more)

    assert ("/ar/tea-en/" in (site / "sitemap.xml").read_text()) == is_listed
    assert ('content="noindex"' in (site / "ar/tea-en/index.html").read_text()) == is_noindex


def test_no_list_of_posts_knows_a_stand_in(tmp_path):
    page = "---\npermalink: /list.html\n---\n{% for one in site.posts %}{{ one.url }} {% endfor %}"
    pages = page.replace("list", "pages").replace("posts", "html_pages")
    site = a_built_site(tmp_path, "fallbacks: true\n", **{"list.html": page, "pages.html": pages})

    assert (site / "list.html").read_text() == "/pain-fr/ /tea-fr/ /tea-en/ "
    assert (site / "pages.html").read_text() == "/ /list.html /pages.html /fr/ /ar/ "


def test_stand_ins_are_rendered_once(tmp_path, monkeypatch):
    a_built_site(tmp_path, "fallbacks: true\n")
    monkeypatch.setattr(blogtool.render.document.SiteRenderer, "_render_output", None)

    assert built(tmp_path) == 0


def test_a_stand_in_follows_its_original(tmp_path):
    site = a_built_site(tmp_path, "fallbacks: true\n")
    (tmp_path / "_posts/fr/2024-01-02-pain-fr.md").write_text(POST.format("fr", "Le pain"))
    assert built(tmp_path) == 0
    assert '<h1 lang="fr" dir="ltr">Le pain</h1>' in (site / "ar/pain-fr/index.html").read_text()

    (tmp_path / "_posts/ar").mkdir()
    (tmp_path / "_posts/ar/2024-01-01-tea-ar.md").write_text(POST.format("ar", "شاي"))
    assert built(tmp_path) == 0
    assert not (site / "ar/tea-en/index.html").exists()
    assert (site / "tea-ar/index.html").exists()


def test_the_suggestion_is_hidden_until_a_script_finds_a_reason(tmp_path):
    page = (a_built_site(tmp_path, **{"fr/index.md": "---\nlayout: home\n---\n"}) / "index.html").read_text()

    assert '<aside class="suggest" hidden>' in page
    assert '<p lang="fr" dir="ltr" hidden><a href="/fr/" hreflang="fr">Lire ce site en français</a>' in page
    assert "location" not in page.replace("locale", "")  # nobody is sent anywhere


def test_the_note_on_translated_pages_can_be_left_out(tmp_path):
    text = POST.format("fr", "Thé").replace("lang: fr", "lang: fr\ntranslated: true")
    files = {"_posts/fr/2024-01-01-tea-fr.md": text}
    path = "tea-fr/index.html"

    assert 'class="machine"' in (a_built_site(tmp_path / "a", **files) / path).read_text()
    assert 'class="machine"' not in (a_built_site(tmp_path / "b", "machine_note: false\n", **files) / path).read_text()


def test_each_language_has_its_own_pages_of_posts(tmp_path):
    more = "language_folders: true\nplugins: [jekyll-paginate, jekyll-sitemap]\npaginate: 1\n"
    page = "---\nlayout: home\n---\n"
    site = a_built_site(tmp_path, more, **{"index.md": "", "index.html": page, "fr/index.html": page})
    second = (site / "fr/page2/index.html").read_text()

    assert not (site / "page2").exists()
    assert '<html lang="fr" dir="ltr">' in second
    assert re.findall(r'href="(/fr/(?:tea|pain)/)"', second) == ["/fr/tea/"]
    assert re.findall(r'rel="prev" href="(.*?)"', second) == ["/fr/"]
    assert 'hreflang="fr" href="https://x.org/fr/"' in (site / "index.html").read_text()
    assert "https://x.org/fr/page2/" in (site / "sitemap.xml").read_text()


def test_a_post_without_a_description_tells_its_first_lines(tmp_path):
    text = POST.format("fr", "Thé") + "\n## Plus\n\nEncore.\n"
    site = a_built_site(tmp_path, "description: D\n", **{"_posts/fr/2024-01-01-tea-fr.md": text})

    assert '<meta name="description" content="Text.">' in (site / "tea-fr/index.html").read_text()
    assert '<meta name="description" content="D">' in (site / "index.html").read_text()


def test_each_language_has_archives_of_its_own_posts(tmp_path):
    more = "plugins: [jekyll-archives]\njekyll-archives: {enabled: [year, tags]}\n"
    layout = "{{ page.lang }} {{ page.title }}{% for post in page.posts %} {{ post.url }}{% endfor %}"
    tagged = {path: text.replace("lang:", "tags: [x]\nlang:") for path, text in FILES.items() if "_posts" in path}
    site = a_built_site(tmp_path, more, **tagged, **{"_layouts/archive.html": layout})
    pages = {path: (site / path).read_text() for path in html(site) if "tag/" in path or "2024/" in path}

    assert pages == {
        "2024/index.html": "en  /tea-en/",
        "fr/2024/index.html": "fr  /pain-fr/ /tea-fr/",
        "fr/tag/x/index.html": "fr x /pain-fr/ /tea-fr/",
        "tag/x/index.html": "en x /tea-en/",
    }


HANT = CONFIG.replace("[en, fr, ar]", "[en, hant, fr-CA]")
LOST = {"404.html": "---\nlayout: page\npermalink: /404.html\n---\n{% include lost.html %}"}


def test_words_are_found_under_any_spelling_of_a_language_or_the_closest_one(tmp_path):
    homes = {f"{code}/index.md": f"---\nlayout: home\nlang: {code}\n---\n" for code in ("hant", "fr-CA")}
    own = {"_data/i18n/fr-CA.yml": "skip: Passer au texte\n"}
    a_built_site(tmp_path, **{"_config.yml": HANT, **homes, **own, **LOST})
    lost, canadian = ((tmp_path / "_site" / name).read_text() for name in ("404.html", "fr-CA/index.html"))

    assert '<p lang="zh-Hant" dir="ltr"><a href="/hant/" hreflang="zh-Hant">此頁面不存在' in lost
    assert ">Passer au texte</a>" in canadian
    assert "Réalisé avec blogtool" in canadian


def test_posts_are_listed_however_their_language_is_spelled(tmp_path):
    files = {
        "zh-Hant/index.md": "---\nlayout: home\nlang: zh-Hant\n---\n",
        "_posts/hant/2024-01-01-tea-hant.md": POST.format("hant", "茶"),
        "_posts/hant/2024-01-02-rice-hant.md": POST.format("zh_Hant", "米"),
    }
    site = a_built_site(tmp_path, **{"_config.yml": HANT.replace("hant", "zh-Hant"), **files})
    home, tea = (site / "zh-Hant/index.html").read_text(), (site / "tea-hant/index.html").read_text()

    assert '<a href="/tea-hant/">茶</a>' in home
    assert ">米</a>" in home
    assert '<html lang="zh-Hant" dir="ltr">' in tea


def test_a_folder_takes_the_language_from_the_end_of_a_name_however_it_is_spelled(tmp_path):
    config = HANT.replace("hant", "zh-Hant") + "language_folders: true\n"
    posts = {"_posts/2024-01-03-tea-hant.md": POST.format("zh-Hant", "茶")}
    site = a_built_site(tmp_path, **{"_config.yml": config, "hant/index.md": "---\nlayout: home\n---\n", **posts})

    assert {"zh-Hant/tea/index.html", "hant/index.html"} <= set(html(site))


def test_links_to_an_original_have_the_proper_code(tmp_path):
    files = {
        "_posts/2024-01-03-rice-hant.md": POST.format("hant", "米"),
        "_posts/2024-01-03-rice-en.md": POST.format("en", "Rice").replace("lang:", "translated: true\nlang:"),
        "about-hant.md": "---\nlayout: page\ntitle: 關於\n---\n",
    }
    site = a_built_site(tmp_path, **{"_config.yml": HANT + "fallbacks: true\n", **files})
    translated, stand_in = ((site / name).read_text() for name in ("rice-en/index.html", "en/about-hant/index.html"))

    assert 'hreflang="zh-Hant">Read the original (<span lang="zh-Hant">繁體中文</span>)' in translated
    assert '<h1 lang="zh-Hant" dir="ltr">關於</h1>' in stand_in
    assert 'hreflang="hant"' not in translated + stand_in


def test_the_tags_of_a_stand_in_lead_to_the_list_that_has_them(tmp_path):
    tagged = POST.format("fr", "Sel").replace("lang:", "tags: [cuisine]\nlang:")
    lists = dict.fromkeys(("tags.md", "fr/tags.md"), "---\nlayout: tags\ntitle: T\n---\n")
    site = a_built_site(tmp_path, "fallbacks: true\n", **{"_posts/fr/2024-01-03-sel-fr.md": tagged, **lists})

    assert '<li lang="fr" dir="ltr"><a href="/fr/tags/#cuisine">' in (site / "en/sel-fr/index.html").read_text()
    assert 'id="cuisine"' in (site / "fr/tags/index.html").read_text()


def test_tags_of_what_is_no_post_lead_nowhere(tmp_path):
    files = {"tags.md": "---\nlayout: tags\ntitle: T\n---\n", "_notes/a.md": "---\nlayout: post\ntags: [x]\n---\n"}
    site = a_built_site(tmp_path, "collections: {notes: {output: true}}\n", **files)

    assert "<li><span>x</span></li>" in (site / "notes/a/index.html").read_text()


def test_norwegian_is_no_denial(tmp_path):
    config = CONFIG.replace("[en, fr, ar]", "[en, no]")
    home, te = "---\nlayout: home\nlang: no\n---\n", POST.format("no", "Te")
    site = a_built_site(tmp_path, **{"_config.yml": config, "no/index.md": home, "_posts/2024-01-04-te.md": te})

    assert '<html lang="no" dir="ltr">' in (site / "te/index.html").read_text()
    assert ">Te</a>" in (site / "no/index.html").read_text()


@pytest.mark.parametrize(("count", "name"), [(4, "languages"), (5, "languages many")])
def test_many_languages_have_a_line_of_their_own(count, name, tmp_path):
    codes = ["en", "fr", "de", "es", "ja"][:count]
    posts = {f"_posts/2024-01-09-salt-{code}.md": POST.format(code, code) for code in codes}
    site = a_built_site(tmp_path, **{"_config.yml": CONFIG.replace("en, fr, ar", ", ".join(codes)), **posts})

    assert f'<nav class="{name}"' in (site / "salt-en/index.html").read_text()


def test_languages_of_polyglot_are_told_by_their_proper_codes(tmp_path):
    config = "title: T\nurl: https://x.org\nplugins: [jekyll-polyglot]\nlanguages: [en, hant]\ntheme: blogtool-paper\n"
    switch = "{% I18n_Headers %}{% for one in site.languages %}{{ one }}={{ one.name }} {{ one.dir }},{% endfor %}"
    files = {"a.md": f"---\nlayout: page\nlang: hant\npermalink: /a/\n---\n{switch}\n", "_config.yml": config}
    page = (a_built_site(tmp_path, **files) / "hant/a/index.html").read_text()

    assert '<html lang="zh-Hant" dir="ltr">' in page
    assert 'hreflang="zh-Hant" href="https://x.org/hant/a/"' in page
    assert 'content="zh-Hant"' in page
    assert "en=English ltr,hant=繁體中文 ltr," in page


def test_no_two_versions_have_one_id_in_feeds(tmp_path):
    posts = {
        "_posts/2024-01-05-rice.md": POST.format("en", "Rice"),
        "_posts/fr/2024-01-05-rice.md": POST.format("fr", "Riz"),
        "_posts/ar/2024-01-05-rice.md": POST.format("ar", "Riz").replace("lang:", "slug: riz\nlang:"),
    }
    site = a_built_site(tmp_path, "language_folders: true\nplugins: [jekyll-feed]\n", **posts)
    feeds = {lang: (site / lang / "feed.xml").read_text() for lang in ("", "fr", "ar")}
    ids = {lang: re.findall("<id>https://x.org([^<]*)", feed) for lang, feed in feeds.items()}

    assert ids == {
        "": ["/feed.xml", "/rice", "/tea-en"],
        "fr": ["/fr/feed.xml", "/fr/rice", "/pain-fr", "/tea-fr"],
        "ar": ["/ar/feed.xml", "/ar/riz"],
    }


def test_later_pages_of_a_list_name_no_versions(tmp_path):
    files = dict.fromkeys(("index.html", "fr/index.html"), "---\nlayout: home\n---\n")
    for code in ("en", "fr"):
        files |= {f"_posts/{code}/2024-02-0{n}-p{n}-{code}.md": POST.format(code, n) for n in (1, 2, 3)}
    config = CONFIG + "paginate: 2\nplugins: [jekyll-paginate]\n"
    site = a_site(tmp_path, **{"_config.yml": config, **files})
    assert built(site) == 0
    first, second = ((site / "_site" / path).read_text() for path in ("fr/index.html", "fr/page2/index.html"))

    assert '<link rel="alternate" hreflang="en" href="https://x.org/">' in first
    assert '<link rel="alternate" hreflang' not in second
    assert '<a href="/" lang="en" hreflang="en"' in second
    assert main(["check", "-s", str(site)]) == 0
