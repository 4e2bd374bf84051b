"""The first pages of both sides, on every screen and on both databases."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import (
    check_axe,
    check_no_sideways_scroll,
    each_look,
    on_both_databases,
)


@each_look
@pytest.mark.parametrize("address", ["/", "/search", "/dashboard", "/methodology", "/nothing-here"])
def test_reader_meets_no_barrier(page, address):
    page.goto(address)
    check_axe(page)
    check_no_sideways_scroll(page)


@each_look
def test_desk_meets_no_barrier(page, people, sign_in):
    page.goto("/desk/")
    expect(page).to_have_url(re.compile("/desk/sign-in"))
    check_axe(page)
    sign_in(people.editor)
    check_axe(page)
    check_no_sideways_scroll(page)


@on_both_databases
def test_editor_signs_in_and_out(page, people, sign_in):
    sign_in(people.editor)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/desk/claims")
    expect(page).to_have_url(re.compile("/desk/sign-in"))
