"""The watch over the browser sees what must not happen."""

import pytest

from tests.support.browser import check_axe, check_no_sideways_scroll

HEAD = (
    '<!doctype html><html lang="en"><title>A page</title>'
    '<meta name="viewport" content="width=device-width">'
)


def seen(watch, page, address, body, head=""):
    page.goto(address(f"{HEAD}{head}<body><main><h1>A page</h1>{body}</main>"))
    page.wait_for_load_state("networkidle")
    faults = " ".join(watch.faults)
    watch.faults.clear()
    return faults


def test_nothing_is_wrong_with_a_quiet_page(watch, page, elsewhere):
    assert seen(watch, page, elsewhere, "<p>Quiet.</p>") == ""


def test_request_to_another_host_is_seen(watch, page, elsewhere):
    body = '<img alt="" src="http://tracker.example/pixel.png">'
    assert "another host: http://tracker.example" in seen(watch, page, elsewhere, body)


def test_error_in_a_script_is_seen(watch, page, elsewhere):
    assert "went wrong" in seen(
        watch, page, elsewhere, "<script>throw Error('went wrong')</script>"
    )


def test_breach_of_the_policy_is_seen(watch, page, elsewhere):
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
    faults = seen(watch, page, elsewhere, "<script>1</script>", policy)
    assert "Content Security Policy" in faults


def test_barrier_is_seen_by_axe(page, elsewhere):
    page.goto(elsewhere(f'{HEAD}<body><main><h1>A page</h1><input name="q"></main>'))
    with pytest.raises(pytest.fail.Exception, match="Form elements must have labels"):
        check_axe(page)


def test_page_wider_than_its_window_is_seen(page, elsewhere):
    page.goto(elsewhere(f"{HEAD}<body><main><h1>{'wide' * 1000}</h1></main>"))
    with pytest.raises(pytest.fail.Exception, match="wider than the window"):
        check_no_sideways_scroll(page)
