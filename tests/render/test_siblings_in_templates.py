"""What templates learn of languages and translations."""

from builders import a_site, built

CONFIG = "title: T\nlanguages: [en, fr, ar]\nlang: en\n"
LAYOUT = "{% for t in page.translations %}{{ t.lang }}={{ t.url }}={{ t.translated }} {% endfor %}"
POSTS = {
    "_config.yml": CONFIG,
    "_layouts/post.html": LAYOUT,
    "_posts/en/2024-01-01-tea-en.md": "---\nlang: en\nlayout: post\n---\n",
    "_posts/fr/2024-01-01-tea-fr.md": "---\nlang: fr\nlayout: post\ntranslated: true\n---\n",
    "_posts/ar/2024-01-01-tea-ar.md": "---\nlang: ar\nlayout: post\ntranslated: true\npublished: false\n---\n",
    "about.md": "---\n---\n{{ page.translations.size }}\n",
}


def page(site, path):
    return (site / "_site" / path).read_text("utf-8").strip()


def test_a_post_knows_its_translations_that_exist(tmp_path):
    site = a_site(tmp_path, **POSTS)

    assert built(site) == 0
    assert page(site, "2024/01/01/tea-en.html") == "fr=/2024/01/01/tea-fr.html=true"
    assert page(site, "2024/01/01/tea-fr.html") == "en=/2024/01/01/tea-en.html="
    assert page(site, "about.html") == "<p>0</p>"


def test_a_site_without_languages_stays_as_in_jekyll(tmp_path):
    site = a_site(tmp_path, **{**POSTS, "_config.yml": "title: T\n"})

    assert built(site) == 0
    assert page(site, "2024/01/01/tea-en.html") == ""


def test_the_authors_own_translations_go_before_ours(tmp_path):
    site = a_site(
        tmp_path, **{"_config.yml": CONFIG, "a.md": "---\ntranslations: mine\n---\n{{ page.translations }}\n"}
    )

    assert built(site) == 0
    assert page(site, "a.html") == "<p>mine</p>"


def test_a_language_of_the_site_has_a_name_and_a_direction_and_prints_as_its_code(tmp_path):
    body = "{% for l in site.languages %}{{ l }}:{{ l.name }}:{{ l.dir }}:{{ site.data.w[l] }}"
    body += "{% if l == 'fr' %}!{% endif %} {% endfor %}"
    site = a_site(tmp_path, **{"_config.yml": CONFIG, "_data/w.yml": "en: Hi\n", "a.txt": f"---\n---\n{body}"})

    assert built(site) == 0
    assert page(site, "a.txt") == "en:English:ltr:Hi fr:Français:ltr:! ar:العربية:rtl:"


def test_a_language_that_nobody_wrote_down_is_read_from_the_path(tmp_path):
    site = a_site(
        tmp_path,
        **{
            "_config.yml": "translate: {to: [fr]}\n",
            "fr/a.txt": "---\n---\n{{ page.lang }} {{ site.languages | join: ',' }} {{ page.translations[0].lang }}",
            "a.txt": "---\n---\n{{ page.lang }}",
        },
    )

    assert built(site, "--no-translate") == 0
    assert page(site, "fr/a.txt") == "fr en,fr en"
    assert page(site, "a.txt") == "en"


def test_a_translation_knows_its_original(tmp_path):
    site = a_site(
        tmp_path,
        **{
            "_config.yml": CONFIG,
            "a.md": "---\nref: x\ntitle: Tea\n---\n{{ page.original.title }}",
            "b.md": "---\nref: x\nlang: fr\ntranslated: true\n---\n{{ page.original.title }}",
        },
    )

    assert built(site) == 0
    assert (page(site, "a.html"), page(site, "b.html")) == ("", "<p>Tea</p>")
