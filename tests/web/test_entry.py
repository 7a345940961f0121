"""Doors, sign-in and out, passwords, first sign-in."""


def test_the_front_page_shows_the_three_doors(site):
    page = site.anonymous().get("/").text
    for door in ("毕业生登录", "用人单位登录", "院校管理员登录"):
        assert door in page
