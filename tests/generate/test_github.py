"""What a repository's name tells."""

from site_builders import a_site

from blogtool.generate.github import name_repository


def test_a_repository_gives_addresses_and_a_title():
    site = name_repository(a_site(repository="me/proj"))

    assert site.extra["github"]["url"] == "https://me.github.io/proj"
    assert site.extra["github"]["repository_url"] == "https://github.com/me/proj"
    assert site.config.get("title") == "proj"


def test_a_title_of_ones_own_is_kept():
    assert name_repository(a_site(repository="me/proj", title="T")).config.get("title") == "T"


def test_a_site_without_a_repository_is_left_alone():
    site = a_site()

    assert name_repository(site) is site
